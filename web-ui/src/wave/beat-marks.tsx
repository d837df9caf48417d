import { Index } from "solid-js";

import { frozenAtMs } from "../freeze/frozen.ts";
import { pxPerMm } from "../screen/screen-choices.ts";
import { createSize } from "../surface/size.ts";

import { columnAt, placeOf, sweepOf } from "./sweep.ts";

interface BeatMarksProps {
  /** Times of beats, ms of the source; those of the newest seconds are not known yet. */
  readonly beatsMs: readonly number[];
  readonly mmPerS: number;
  /** Up to when the wave is known, ms of the source. */
  readonly endMs: number | null;
}

/** A tick above the wave for each beat that was found on it. A frozen wave has none: later beats would lie on older ones. */
export function BeatMarks(props: BeatMarksProps) {
  let place!: HTMLDivElement;
  const size = createSize(() => place);
  const lefts = () => {
    const sweep = sweepOf(size().width, 1, props.mmPerS * pxPerMm());
    const seenMs = (sweep.widthPx - sweep.barPx) / sweep.pxPerMs - 1000;
    if (props.endMs === null || frozenAtMs() !== null) return [];
    const fromMs = props.endMs - seenMs;
    return props.beatsMs.filter((tMs) => tMs > fromMs).map((tMs) => placeOf(sweep, columnAt(sweep, tMs)));
  };
  return (
    <div class="beat-marks" ref={place} aria-hidden="true">
      <Index each={lefts()}>
        {(left) => <i class="beat-mark" data-testid="beat-mark" style={{ left: `${left()}px` }} />}
      </Index>
    </div>
  );
}
