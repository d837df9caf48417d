import fc from "fast-check";
import { expect, test } from "vitest";

import { pulsePhrase } from "../../web-ui/src/pulse/pulse-phrase.ts";
import { status, vitals } from "../stream/synthetic-bed.ts";
import { confidenceSteps } from "../../web-ui/src/numeric/confidence-steps.ts";
import { RatePacer } from "../../web-ui/src/numeric/rate-pacer.ts";
import { technicalMessage } from "../../web-ui/src/top-bar/technical.ts";
import { en } from "../../web-ui/src/words/en.ts";

const live = (ratePerMin: number) => ({ state: "live", ratePerMin }) as const;
const none = { state: "none", reason: "motion" } as const;

test("a numeral changes at most once a second however fast values come", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ waitMs: fc.nat(400), rateBpm: fc.integer({ min: 25, max: 240 }) }), { maxLength: 60 }),
      (values) => {
        const pacer = new RatePacer();
        let nowMs = 0;
        let changedMs = Number.NEGATIVE_INFINITY;
        let shown: number | null = null;
        for (const { waitMs, rateBpm } of values) {
          nowMs += waitMs;
          const next = pacer.show(live(rateBpm), 0, nowMs).ratePerMin;
          if (next !== shown) {
            expect(nowMs - changedMs).toBeGreaterThanOrEqual(1000);
            changedMs = nowMs;
            shown = next;
          }
        }
      },
    ),
  );
});

test("a numeral that waited shows the newest value, not the one that it missed, and says of which second it is", () => {
  const pacer = new RatePacer();
  expect(pacer.show(live(72.4), 1000, 0)).toEqual({ ratePerMin: 72, tMs: 1000 });
  expect(pacer.show(live(80), 2000, 500)).toEqual({ ratePerMin: 72, tMs: 1000 });
  expect(pacer.show(live(84.6), 3000, 1000)).toEqual({ ratePerMin: 85, tMs: 3000 });
});

test("a number that came too soon tells when it may be shown; the same number again is of the new second at once", () => {
  const pacer = new RatePacer();
  pacer.show(live(72), 1000, 0);
  expect(pacer.waitMs(0)).toBeNull();
  expect(pacer.show(live(72.3), 2000, 900)).toEqual({ ratePerMin: 72, tMs: 2000 });
  pacer.show(live(80), 3000, 960);
  expect(pacer.waitMs(960)).toBe(40);
  expect(pacer.show(live(80), 3000, 1000)).toEqual({ ratePerMin: 80, tMs: 3000 });
  expect(pacer.waitMs(1000)).toBeNull();
});

test("silence is shown at once, and so is the return", () => {
  const pacer = new RatePacer();
  pacer.show(live(72), 0, 0);
  expect(pacer.show(none, 1000, 10).ratePerMin).toBeNull();
  expect(pacer.show(live(75), 2000, 20).ratePerMin).toBe(75);
});

test("confidence fills no step for none and all five only where it is high", () => {
  expect([0, 0.3, 0.6, 0.8, 0.9, 0.97].map(confidenceSteps)).toEqual([0, 1, 2, 3, 4, 5]);
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (a, b) => {
      expect(confidenceSteps(Math.min(a, b))).toBeLessThanOrEqual(confidenceSteps(Math.max(a, b)));
    }),
  );
});

const EVIDENCE = vitals("1", 1000, { rateBpm: 72 }).vitals.evidence;
const phrase = (methods: Record<string, number | null>, weights: Record<string, number>) =>
  pulsePhrase(
    { ...EVIDENCE, methods, regions: Object.entries(weights).map(([name, weight]) => ({ name, weight, snrDb: null })) },
    72,
    en.confidence,
  );

test("the phrase names the parts that lead and how the methods agree", () => {
  expect(
    phrase(
      { pos: 72, chrom: 71 },
      { "forehead-1": 0.3, "forehead-2": 0.2, "left-cheek-1": 0.25, "right-cheek-1": 0.25 },
    ),
  ).toBe("steady: forehead + cheeks");
  expect(phrase({ pos: 72, chrom: 72, green: 90 }, { "forehead-1": 0.9, "left-cheek-1": 0.1 })).toBe(
    "mostly steady: forehead",
  );
  expect(phrase({ pos: 72, chrom: 144 }, { "left-cheek-1": 0.5, "left-cheek-2": 0.5 })).toBe(
    "methods differ: left cheek",
  );
  expect(phrase({ pos: 72 }, { "right-cheek-1": 1 })).toBe("one method: right cheek");
  expect(phrase({ pos: null }, {})).toBe("methods differ: no region leads");
});

test("the technical line says what matters most: link, then bed, then silence, then the reason", () => {
  const liveTMs = { pulse: null, respiration: null };
  const told = {
    alarms: null,
    recording: null,
    status: null,
    vitals: null,
    outline: null,
    shed: null,
    pictureHints: [],
  };
  const unknown = { ...told, liveTMs };
  const bed = { bed: "1", label: "Bed 1", demo: false, ...unknown };
  const preparing = { ...bed, status: status("1", "preparing", "loading the face model", 0.2) };
  const reading = none;
  expect(technicalMessage({ linked: false, stalledS: 3, bed: preparing, reading }, en)).toBe(
    "link to the station lost",
  );
  expect(technicalMessage({ linked: true, stalledS: null, bed: preparing, reading }, en)).toBe(
    "loading the face model",
  );
  expect(technicalMessage({ linked: true, stalledS: 3, bed, reading }, en)).toBe("no data for 3 s");
  expect(technicalMessage({ linked: true, stalledS: null, bed, reading }, en)).toBe("patient moves");
  expect(technicalMessage({ linked: true, stalledS: null, bed, reading: live(72) }, en)).toBeNull();
  const lost = { ...bed, status: status("1", "source-lost", "the camera refuses: trying again.", null) };
  expect(technicalMessage({ linked: true, stalledS: 3, bed: lost, reading }, en)).toBe(
    "the camera refuses: trying again.",
  );
  const held = { ...bed, status: status("1", "running", "Held still: gain at 64.", null) };
  expect(technicalMessage({ linked: true, stalledS: null, bed: held, reading: live(72) }, en)).toBe(
    "Held still: gain at 64.",
  );
  const busy = { ...bed, shed: "regions" as const };
  expect(technicalMessage({ linked: true, stalledS: null, bed: busy, reading: live(72) }, en)).toContain("box is busy");
  expect(technicalMessage({ linked: true, stalledS: null, bed: busy, reading }, en)).toBe("patient moves");
});

test("a learned network's word follows the phrase, and is no method among the others", () => {
  const regions = [{ name: "forehead-1", weight: 1, snrDb: null }];
  const said = (made: number | null, agrees: boolean | null) => {
    const network = { name: "made", rateBpm: made, agrees, note: null };
    return pulsePhrase({ ...EVIDENCE, methods: { pos: 72, chrom: 72, made }, regions, network }, 72, en.confidence);
  };
  expect(said(72, true)).toBe("steady: forehead, network agrees");
  expect(said(101, false)).toBe("steady: forehead, network disagrees");
  expect(said(null, null)).toBe("steady: forehead");
});
