import "./face-outline.css";

import { createMemo, Index, Show } from "solid-js";

import type { OutlineMessage } from "../../../src/wire/messages.ts";
import type { Evidence } from "../../../src/wire/vitals.ts";
import { words } from "../words/words.ts";

import { type Crop, cropAround, svgPoints } from "./face-crop.ts";

interface FaceOutlineProps {
  readonly outline: OutlineMessage | null;
  readonly evidence: Evidence | null;
  /** Draws all that the camera sees, with the places that move in breath rhythm, instead of the face alone. */
  readonly wholeView: boolean;
}

/** The face as lines, its regions the fuller the more weight they have in the pulse. There is never a picture. */
export function FaceOutline(props: FaceOutlineProps) {
  const aspect = () => props.outline?.aspect ?? 1;
  const places = () => (props.wholeView ? (props.evidence?.respiration?.places ?? []) : []);
  const face = createMemo<Crop | null>(
    (last) => (props.outline ? cropAround(last, props.outline.lines, props.outline.aspect) : null),
    null,
  );
  const view = createMemo<Crop | null>(() =>
    props.outline && (face() !== null || places().length > 0) ? { x: 0, y: 0, width: aspect(), height: 1 } : null,
  );
  const crop = () => (props.wholeView ? view() : face());
  const weights = createMemo(() => {
    const regions = props.evidence?.regions ?? [];
    const largest = Math.max(0, ...regions.map(({ weight }) => weight));
    return new Map(regions.map(({ name, weight }) => [name, largest > 0 ? weight / largest : 0]));
  });
  return (
    <section class="panel face-outline" data-testid="outline">
      <header>
        <h2>{props.wholeView ? words.evidence.view : words.evidence.face}</h2>
        <span class="muted">{props.wholeView ? words.evidence.places : words.evidence.faceNote}</span>
      </header>
      <div class="face-field">
        <Show
          when={crop()}
          fallback={<p class="empty">{props.outline ? words.evidence.noFace : words.evidence.noOutline}</p>}
        >
          {(box) => (
            <svg viewBox={`${box().x} ${box().y} ${box().width} ${box().height}`} aria-hidden="true">
              <Show when={props.wholeView}>
                <rect class="view-frame" width={aspect()} height="1" />
              </Show>
              <Index each={places()}>
                {(place) => (
                  <rect
                    class="breath-place"
                    x={place()[0] * aspect()}
                    y={place()[1]}
                    width={place()[2] * aspect()}
                    height={place()[3]}
                  />
                )}
              </Index>
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
    </section>
  );
}
