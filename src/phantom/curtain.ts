import type { Placement } from "./compositor.ts";
import { type Layer, MARGIN_PX, type Paint, paintLayer } from "./layer.ts";
import { createRandom } from "./random.ts";
import { roughness } from "./room.ts";
import type { CurtainScenario, Scenario } from "./scenario.ts";
import { planSwing } from "./swing.ts";

/** Something before the scene that moves on its own. */
export interface Mover {
  readonly layer: Layer;
  /** Where it stands when the camera has moved by (x, y) pixels; null while it is out of view. */
  placeAt(tS: number, camera: { readonly x: number; readonly y: number }): Placement | null;
}

const FOLD_PX = 24;
/** The rail lets the upper edge move by this share of what the lower one does. */
const AT_RAIL = 0.3;

/** A curtain at the edge of the picture: it hangs from above and its lower edge swings most. */
export function planCurtain(curtain: CurtainScenario, scenario: Scenario, loopS: number | null): Mover {
  const { widthPx, heightPx } = scenario.video;
  const swing = planSwing(curtain.periodS, createRandom(scenario.seed, "curtain"), loopS);
  return {
    layer: paintLayer(widthPx, heightPx, (x, y, out) =>
      cloth(curtain.side === "left" ? x : widthPx - 1 - x, y, curtain.widthPx, out),
    ),
    placeAt(tS, camera) {
      const moved = (curtain.movePx / 2) * swing(tS);
      const slope = ((1 - AT_RAIL) * moved) / heightPx;
      return {
        x0: MARGIN_PX - AT_RAIL * moved - camera.x + slope * camera.y,
        xx: 1,
        xy: -slope,
        y0: MARGIN_PX - camera.y,
        yx: 0,
        yy: 1,
      };
    },
  };
}

/** Folded cloth with broad stripes and a weave; `x` counts from the edge of the picture inwards. */
function cloth(x: number, y: number, widthPx: number, out: Paint): void {
  const hem = widthPx + 5 * Math.sin(y / 60);
  out[3] = Math.min(1, Math.max(0, hem - x + 0.5));
  if (out[3] === 0) return;
  const bent = x + 3 * Math.sin(y / 90 + x / 40);
  const fold = 0.68 + 0.3 * Math.cos((2 * Math.PI * bent) / FOLD_PX);
  const weave = 1 + 0.08 * roughness(x * 0.7, y * 0.7) + 0.05 * roughness(x * 0.15, y * 0.1 + 9);
  const shade = fold * weave;
  const isStripe = (((bent / FOLD_PX) % 2) + 2) % 2 < 0.9;
  out[0] = (isStripe ? 0.16 : 0.42) * shade;
  out[1] = (isStripe ? 0.36 : 0.5) * shade;
  out[2] = (isStripe ? 0.38 : 0.44) * shade;
}
