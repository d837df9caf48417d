import { randomUUID } from "node:crypto";

import { AfarError } from "../base/errors.ts";
import type { ReplayState } from "../wire/replay.ts";
import type { ReplayDesk } from "../stream/replay-routes.ts";

import { listRecordings, type RecordingsFolder, recordingsAnswer } from "./replay-recordings.ts";
import { type ReplaySession, startReplay } from "./replay-session.ts";

/** Each takes a core while it reads: more would be felt at the beds. */
const MOST_OPEN = 2;
/** A page asks every few seconds; one that was closed without a word asks no more. */
const LEFT_AFTER_MS = 20_000;
const LOOK_EVERY_MS = 1000;

export interface ReplayDeskPlan {
  readonly folders: readonly RecordingsFolder[];
  /** Module of a replay's process, built. */
  readonly module: string;
  readonly leftAfterMs?: number;
}

interface OpenReplay {
  readonly recording: string;
  readonly session: ReplaySession;
  askedMs: number;
}

/** Plans the replay of recordings for pages, each in a process of its own; the station's beds never wait for one. */
export function planReplayDesk({ folders, module, leftAfterMs = LEFT_AFTER_MS }: ReplayDeskPlan): ReplayDesk & {
  /** Ends all replays. */
  end(): void;
} {
  const replays = new Map<string, OpenReplay>();
  const looking = setInterval(() => {
    for (const [id, { askedMs }] of replays) if (performance.now() - askedMs > leftAfterMs) close(id);
  }, LOOK_EVERY_MS);
  looking.unref();

  function touched(id: string): OpenReplay | undefined {
    const replay = replays.get(id);
    if (replay) replay.askedMs = performance.now();
    return replay;
  }

  function close(id: string): void {
    replays.get(id)?.session.close();
    replays.delete(id);
  }

  function state(id: string, { recording, session }: OpenReplay): ReplayState {
    return { id, recording, ...session.progress() };
  }

  return {
    recordings: async () => recordingsAnswer(await listRecordings(folders)),
    async open(recording) {
      // Only what is listed is ever opened, whatever path a request makes up.
      const { found } = await listRecordings(folders);
      const known = found.find(({ id }) => id === recording);
      if (!known) {
        throw new AfarError(
          "NOT_FOUND",
          `there is no recording ${JSON.stringify(recording)}: GET /api/recordings names them`,
        );
      }
      if (replays.size >= MOST_OPEN) {
        throw new AfarError("TOO_OFTEN", `${MOST_OPEN} replays are open already: close one of them first`);
      }
      const id = randomUUID();
      const session = startReplay({ path: known.path, truthPath: known.truthPath }, module);
      const replay = { recording, session, askedMs: performance.now() };
      replays.set(id, replay);
      return state(id, replay);
    },
    state(id) {
      const replay = touched(id);
      return replay && state(id, replay);
    },
    seconds: (id, from, count) => touched(id)?.session.ask("seconds", from, count),
    overview: (id, from) => touched(id)?.session.ask("overview", from, 0),
    close,
    end() {
      clearInterval(looking);
      for (const id of replays.keys()) close(id);
    },
  };
}
