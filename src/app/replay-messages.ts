import type { ReplayState } from "../wire/replay.ts";

/** Environment variable in which a replay's process finds its plan, as JSON. */
export const REPLAY_VARIABLE = "AFAR_REPLAY_PLAN";

/** What a replay's process is told. Paths are absolute. */
export interface ReplayPlan {
  readonly path: string;
  /** Null: no truth is known. */
  readonly truthPath: string | null;
}

/** What the station asks a replay's process. */
export type ReplayQuestion =
  | { readonly question: number; readonly what: "seconds"; readonly from: number; readonly count: number }
  | { readonly question: number; readonly what: "overview"; readonly from: number };

/** How far a replay is, as its process tells it. */
export type ReplayProgress = Omit<ReplayState, "id" | "recording">;

/** What a replay's process tells: JSON in answer to a question, or how far it is. */
export type ReplayAnswer =
  | { readonly kind: "answer"; readonly question: number; readonly text: string }
  | { readonly kind: "progress"; readonly progress: ReplayProgress };

/** How far a replay is before its process has told anything. */
export const REPLAY_BEGINS: ReplayProgress = {
  state: "reading",
  fault: null,
  seconds: 0,
  durationMs: null,
  notices: [],
  demo: null,
  truth: { pulse: null, respiration: null },
};
