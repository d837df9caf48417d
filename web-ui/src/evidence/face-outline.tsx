import "./face-outline.css";

import { createMemo, Index, Show } from "solid-js";

import type { OutlineMessage } from "../../../src/wire/messages.ts";
import type { Evidence } from "../../../src/wire/vitals.ts";
import { words } from "../words/words.ts";

import { type Crop, cropAround, svgPoints } from "./face-crop.ts";

interface FaceOutlineProps {
  readonly outline: OutlineMessage | null;
  readonly evidence: Evidence | null;
}

/** The face as lines, its regions the fuller the more weight they have in the pulse. There is never a picture. */
export function FaceOutline(props: FaceOutlineProps) {
  const aspect = () => props.outline?.aspect ?? 1;
  const crop = createMemo<Crop | null>(
    (last) => (props.outline ? cropAround(last, props.outline.lines, props.outline.aspect) : null),
    null,
  );
  const weights = createMemo(() => {
    const regions = props.evidence?.regions ?? [];
    const largest = Math.max(0, ...regions.map(({ weight }) => weight));
    return new Map(regions.map(({ name, weight }) => [name, largest > 0 ? weight / largest : 0]));
  });
  return (
    <section class="panel face-outline" data-testid="outline">
      <header>
        <h2>{words.evidence.face}</h2>
        <span class="muted">{words.evidence.faceNote}</span>
      </header>
      <div class="face-field">
        <Show
          when={crop()}
          fallback={<p class="empty">{props.outline ? words.evidence.noFace : words.evidence.noOutline}</p>}
        >
          {(box) => (
            <svg viewBox={`${box().x} ${box().y} ${box().width} ${box().height}`} aria-hidden="true">
              <Index each={props.outline?.regions}>
                {(region) => (
                  <polygon
                    class="region"
                    data-region={region().name}
                    points={svgPoints(region().polygon, aspect())}
                    fill-opacity={0.06 + 0.84 * (weights().get(region().name) ?? 0)}
                  />
                )}
              </Index>
              <Index each={props.outline?.lines}>
                {(line) => <polyline class="face-line" points={svgPoints(line(), aspect())} />}
              </Index>
            </svg>
          )}
        </Show>
      </div>
      <footer class="weight-key muted" aria-hidden="true">
        <span>{words.evidence.weightLow}</span>
        <span class="weight-ramp" />
        <span>{words.evidence.weightHigh}</span>
      </footer>
    </section>
  );
}
