import { placement } from "./compositor.ts";
import type { Mover } from "./curtain.ts";
import { type Paint, paintLayer } from "./layer.ts";
import { createRandom } from "./random.ts";
import { roughness } from "./room.ts";
import type { PasserbyScenario, Scenario } from "./scenario.ts";
import { planSwing } from "./swing.ts";

/** Half of the figure's breadth, share of the picture's height. */
const HALF_BREADTH = 0.38;
const STEPS_HZ = 1.8;

/** Time from the first to the last sight of somebody who passes, seconds. */
export function passageS(passerby: PasserbyScenario): readonly [number, number] {
  const halfS = (passerby.crossS + passerby.stayS) / 2;
  return [Math.max(0, passerby.atS - halfS), passerby.atS + halfS];
}

/** Somebody in scrubs, seen from behind, who walks through the view between camera and bed and covers what is behind. */
export function planPassersby(scenario: Scenario): Mover {
  const { widthPx, heightPx } = scenario.video;
  const middle = { x: widthPx / 2, y: heightPx / 2 };
  const reachPx = widthPx / 2 + HALF_BREADTH * heightPx;
  // Nobody stands still: the weight goes from one foot to the other.
  const stance = planSwing(3.5, createRandom(scenario.seed, "stance"), null);
  return {
    layer: paintLayer(widthPx, heightPx, (x, y, out) => {
      figure((x - middle.x) / heightPx, y / heightPx, out);
    }),
    placeAt(tS, camera) {
      const passing = scenario.scene.passerby.find((one) => {
        const [fromS, toS] = passageS(one);
        return tS >= fromS && tS < toS;
      });
      if (!passing) return null;
      const sinceS = tS - passing.atS;
      const halfStayS = passing.stayS / 2;
      const walkedS = Math.sign(sinceS) * Math.max(0, Math.abs(sinceS) - halfStayS);
      const away = (walkedS / (passing.crossS / 2)) * reachPx * (passing.from === "left" ? 1 : -1);
      const isWalking = walkedS !== 0;
      const bob = isWalking ? 0.008 * heightPx * Math.abs(Math.sin(Math.PI * STEPS_HZ * tS)) : 0;
      const sway = isWalking ? 0 : 0.004 * heightPx * stance(tS);
      return placement(middle, away + sway + camera.x, camera.y - bob, 0, 1);
    },
  };
}

/** Hair above a neck, shoulders and a back in checked cloth; x from the middle and y from above, in heights of the picture. */
function figure(x: number, y: number, out: Paint): void {
  const grain = 1 + 0.16 * roughness(x * 130, y * 130) + 0.1 * roughness(x * 24 + 5, y * 24);
  const head = ellipse(x, y - 0.13, 0.115, 0.15);
  const neck = ellipse(x, y - 0.29, 0.07, 0.09);
  const shoulder = 0.34 + 1.2 * x * x;
  const half = 0.32 + 0.05 * Math.min(1, Math.max(0, (y - 0.35) / 0.5));
  const back = soft(200 * (y - shoulder)) * soft(200 * (half - Math.abs(x)));
  out[3] = Math.max(head, neck, back);
  if (out[3] === 0) return;
  const seam = Math.abs(x) < 0.003 || Math.abs(y - 0.62) < 0.003 ? 0.6 : 1;
  const check = 1 + 0.14 * Math.sign(Math.sin(90 * x) * Math.sin(90 * y));
  const crease = 1 + 0.18 * Math.sin(26 * x + 9 * Math.sin(7 * y));
  const cloth = seam * check * crease * grain;
  const colour = head > 0.5 ? [0.1, 0.06, 0.035] : back > 0.5 ? [0.1, 0.3, 0.34] : [0.42, 0.26, 0.2];
  const light = head > 0.5 ? grain * (1 + 0.5 * roughness(x * 300, y * 40)) : back > 0.5 ? cloth : grain;
  for (let c = 0; c < 3; c++) out[c] = colour[c] * light;
}

function ellipse(x: number, y: number, halfX: number, halfY: number): number {
  return soft(60 * (1 - Math.hypot(x / halfX, y / halfY)) * 0.5);
}

function soft(inside: number): number {
  return Math.min(1, Math.max(0, inside + 0.5));
}
