import { AfarError } from "../../base/errors.ts";
import type { HistoryPlace } from "../../history/backend.ts";

import type { ConfiguredHistory } from "./configuration.ts";

/**
 * Where the history of a configured station lies; null where the file does not say. `threadModule`: built, for SQLite. Throws
 * AfarError CONFIG_INVALID, which never holds the address, where the variable with the database's is not set or holds none.
 */
export function historyPlace(
  history: ConfiguredHistory | null,
  env: Readonly<Record<string, string | undefined>>,
  threadModule: string,
): HistoryPlace | null {
  const place = history?.place ?? null;
  if (place === null) return null;
  if (place.kind === "sqlite") return { ...place, threadModule };
  const url = env[place.variable];
  if (url && /^postgres(ql)?:\/\//.test(url) && URL.canParse(url))
    return { kind: "postgres", url, schema: place.schema };
  const what = url ? "holds no address of a PostgreSQL database" : "is not set";
  throw new AfarError(
    "CONFIG_INVALID",
    `history.postgresVariable names ${place.variable}, which ${what}: set it to postgres://user:password@host:port/database`,
  );
}
