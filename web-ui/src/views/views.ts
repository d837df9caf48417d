import { type Component, lazy } from "solid-js";

import { BedsideView } from "../bed/bedside-view.tsx";
import { WardView } from "../ward/ward-view.tsx";

import type { ViewProps } from "./view-props.ts";
import { viewWords } from "./view-words.ts";

export interface View {
  /** First part of the address after `#`. */
  readonly name: string;
  /** On its button in the foot. */
  readonly label: () => string;
  readonly component: Component<ViewProps>;
  /** True for a view of one bed: its address names the bed. */
  readonly ofBed: boolean;
}

const Trends = lazy(async () => ({ default: (await import("../trends/trends-view.tsx")).TrendsView }));
const Replay = lazy(async () => ({ default: (await import("../replay/replay-view.tsx")).ReplayView }));
const Review = lazy(async () => ({ default: (await import("../review/review-view.tsx")).ReviewView }));

/**
 * The views, in the order of their buttons. A further one is a component of `ViewProps` in a folder of its own, a line here and its
 * name in `view-words.ts`. One that is seldom opened is loaded when it is: `lazy(() => import("../trends/trends-view.tsx"))`.
 */
export const VIEWS: readonly View[] = [
  { name: "bed", label: () => viewWords.bed, component: BedsideView, ofBed: true },
  { name: "ward", label: () => viewWords.ward, component: WardView, ofBed: false },
  { name: "trends", label: () => viewWords.trends, component: Trends, ofBed: true },
  { name: "review", label: () => viewWords.review, component: Review, ofBed: true },
  { name: "replay", label: () => viewWords.replay, component: Replay, ofBed: false },
];
