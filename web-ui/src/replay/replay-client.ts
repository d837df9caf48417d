import { type Accessor, createSignal, onCleanup } from "solid-js";

import type {
  RecordingsAnswer,
  ReplayOverview,
  ReplaySecond,
  ReplaySecondsAnswer,
  ReplayState,
} from "../../../src/wire/replay.ts";
import { ask } from "../trends/past.ts";
import { type Sentence, sentenceOf } from "../words/sentence.ts";

/** So often the page asks how far the replay is while it reads, and says afterwards that it is still there. */
const READING_MS = 500;
const DONE_MS = 5000;
const CHUNK = 30;
/** Seconds that are kept in the page; each holds some ten thousand letters. */
const MOST_KEPT = 600;
/** Says to the station that a script of its own page asks. */
const OWN = { "x-afar": "page" };

export function askRecordings(): Promise<RecordingsAnswer> {
  return ask("/api/recordings");
}

/** A replay that the station runs for this page. */
export interface FollowedReplay {
  readonly state: Accessor<ReplayState>;
  /** Every second that is there, in figures; null before the first. */
  readonly overview: Accessor<ReplayOverview | null>;
  /** The station's sentence where the replay is no more; null while it is there. */
  readonly fault: Accessor<string | null>;
  /** A second by its number; null while it is being fetched. Watched: it is there later. */
  second(number: number): ReplaySecond | null;
}

/** Asks the station to replay a recording. Throws a SaidError with the station's sentence. */
export function openReplay(recording: string): Promise<ReplayState> {
  return ask("/api/replays", {
    method: "POST",
    headers: { "content-type": "application/json", ...OWN },
    body: JSON.stringify({ recording }),
  });
}

/** Follows a replay until its owner is disposed of, and ends it then, or when the page is left. */
export function followReplay(opened: ReplayState): FollowedReplay {
  const path = `/api/replays/${opened.id}`;
  const [state, setState] = createSignal(opened);
  const [overview, setOverview] = createSignal<ReplayOverview | null>(null);
  const [fault, setFault] = createSignal<Sentence | null>(null);
  const [arrivals, setArrivals] = createSignal(0);
  const kept = new Map<number, ReplaySecond>();
  const asked = new Set<number>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;

  async function follow(): Promise<void> {
    try {
      const now = await ask<ReplayState>(path);
      const isNews = now.seconds !== (overview()?.tMs.length ?? 0) || now.state !== state().state;
      // Once it is done, all is judged anew: what the first seconds are held against hangs on how long it is.
      if (isNews && now.seconds > 0) {
        const from = now.state === "reading" ? (overview()?.tMs.length ?? 0) : 0;
        const more = await ask<ReplayOverview>(`${path}/overview?from=${from}`);
        setOverview((before) => (before === null || from === 0 ? more : joined(before, more)));
      }
      setState(now);
      setFault(null);
    } catch (error) {
      setFault(() => sentenceOf(error));
    }
    if (!isOver) timer = setTimeout(() => void follow(), state().state === "reading" ? READING_MS : DONE_MS);
  }

  async function fetchChunk(chunk: number): Promise<void> {
    if (asked.has(chunk)) return;
    asked.add(chunk);
    try {
      const { from, seconds } = await ask<ReplaySecondsAnswer>(`${path}/seconds?from=${chunk * CHUNK}&count=${CHUNK}`);
      seconds.forEach((second, i) => {
        kept.set(from + i, second);
      });
      forgetFarFrom(chunk * CHUNK);
      setArrivals((count) => count + 1);
    } catch {
      // What follows the replay says why.
    } finally {
      asked.delete(chunk);
    }
  }

  function forgetFarFrom(number: number): void {
    if (kept.size <= MOST_KEPT) return;
    for (const one of kept.keys()) if (Math.abs(one - number) > MOST_KEPT / 2) kept.delete(one);
  }

  function close(): void {
    isOver = true;
    clearTimeout(timer);
    // Sent also while the page goes away.
    void fetch(path, { method: "DELETE", headers: OWN, keepalive: true }).catch(() => undefined);
  }

  void follow();
  addEventListener("pagehide", close);
  onCleanup(() => {
    removeEventListener("pagehide", close);
    close();
  });
  return {
    state,
    overview,
    fault: () => fault()?.() ?? null,
    second(number) {
      arrivals();
      if (number < 0) return null;
      const there = state().seconds;
      const chunk = Math.floor(number / CHUNK);
      if (number < there && !kept.has(number)) void fetchChunk(chunk);
      else if (number % CHUNK > CHUNK / 2 && (chunk + 1) * CHUNK < there && !kept.has((chunk + 1) * CHUNK))
        void fetchChunk(chunk + 1);
      return kept.get(number) ?? null;
    },
  };
}

function joined(before: ReplayOverview, more: ReplayOverview): ReplayOverview {
  const vital = (name: "pulse" | "respiration") =>
    Object.fromEntries(
      Object.entries(before[name]).map(([key, column]) => [
        key,
        [...column.slice(0, more.from), ...more[name][key as keyof ReplayOverview["pulse"]]],
      ]),
    ) as unknown as ReplayOverview["pulse"];
  return {
    from: 0,
    tMs: [...before.tMs.slice(0, more.from), ...more.tMs],
    pulse: vital("pulse"),
    respiration: vital("respiration"),
  };
}
