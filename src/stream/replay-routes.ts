import type { FastifyInstance } from "fastify";

import { AfarError } from "../base/errors.ts";
import { OverviewQuery, type RecordingsAnswer, ReplayRequest, type ReplayState, SecondsQuery } from "../wire/replay.ts";

/** What replays recordings for pages. */
export interface ReplayDesk {
  recordings(): Promise<RecordingsAnswer>;
  /** Throws NOT_FOUND where the station knows no such recording, TOO_OFTEN where as many replays are open as may be. */
  open(recording: string): Promise<ReplayState>;
  /** Undefined where there is no such replay, or it has ended. */
  state(id: string): ReplayState | undefined;
  /** A ReplaySecondsAnswer as JSON: not parsed on its way, so that the station's beds never wait for it. */
  seconds(id: string, from: number, count: number): Promise<string> | undefined;
  /** A ReplayOverview as JSON. */
  overview(id: string, from: number): Promise<string> | undefined;
  /** Ends a replay; nothing where there is none. */
  close(id: string): void;
}

interface OfReplay {
  readonly id: string;
}

const tags = ["replay"];

/** Adds the replay of recordings. `desk`: null until the station has one. */
export function addReplayRoutes(server: FastifyInstance, desk: () => ReplayDesk | null): void {
  const config = { scope: "replay" } as const;

  const described = (summary: string, more: object = {}) => ({ config, schema: { tags, summary, ...more } });

  server.get("/api/recordings", described("The recordings that the station can replay, the newest first"), () =>
    ready().recordings(),
  );

  server.post<{ Body: ReplayRequest }>(
    "/api/replays",
    described("Opens a recording: it is read as fast as the box can", { body: ReplayRequest }),
    ({ body }) => ready().open(body.recording),
  );

  server.get<{ Params: OfReplay }>(
    "/api/replays/:id",
    described("How far a replay is; one that nobody asks about for 20 s ends"),
    ({ params: { id } }) => known(ready().state(id)),
  );

  server.get<{ Params: OfReplay; Querystring: SecondsQuery }>(
    "/api/replays/:id/seconds",
    described("Seconds of a replay with all that was told in them", { querystring: SecondsQuery }),
    async ({ params: { id }, query: { from = 0, count = 1 } }, reply) => {
      reply.type("application/json; charset=utf-8");
      return known(ready().seconds(id, from, count));
    },
  );

  server.get<{ Params: OfReplay; Querystring: OverviewQuery }>(
    "/api/replays/:id/overview",
    described("Every second of a replay in figures, against its truth", { querystring: OverviewQuery }),
    async ({ params: { id }, query: { from = 0 } }, reply) => {
      reply.type("application/json; charset=utf-8");
      return known(ready().overview(id, from));
    },
  );

  server.delete<{ Params: OfReplay }>(
    "/api/replays/:id",
    described("Ends a replay"),
    async ({ params: { id } }, reply) => {
      ready().close(id);
      return reply.code(204).send();
    },
  );

  function ready(): ReplayDesk {
    const found = desk();
    if (found === null)
      throw new AfarError("NOT_FOUND", "this station replays no recordings yet: ask again in a moment");
    return found;
  }
}

function known<T>(answer: T | undefined): T {
  if (answer === undefined) throw new AfarError("NOT_FOUND", "this replay has ended: open the recording again");
  return answer;
}
