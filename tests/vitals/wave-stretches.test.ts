import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { WaveMessage } from "../../src/wire/messages.ts";
import type { Reason } from "../../src/wire/reason.ts";
import { planWaveStretches } from "../../src/vitals/wave-stretches.ts";

const FS_HZ = 30;
const LATEST_MS = 250;

type Event = { readonly sample: number } | { readonly silence: Reason | null };

const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 4, arbitrary: fc.double({ min: -20, max: 20, noNaN: true }).map((sample) => ({ sample })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Reason | null>(null, null, "motion", "no-face").map((silence) => ({ silence })),
  },
);

/** The messages, each with the silence in which its samples were pushed. */
function cut(events: readonly Event[]): { message: WaveMessage; states: (Reason | null)[]; samples: number[] }[] {
  const stretches = planWaveStretches("7", "pulse", FS_HZ);
  const messages = [];
  let silence: Reason | null = "starting";
  let states: (Reason | null)[] = [];
  let samples: number[] = [];
  for (const event of events) {
    if ("silence" in event) {
      silence = event.silence;
      stretches.setSilence(silence);
      continue;
    }
    states.push(silence);
    samples.push(event.sample);
    const message = stretches.push(event.sample);
    if (!message) continue;
    messages.push({ message, states, samples });
    states = [];
    samples = [];
  }
  return messages;
}

describe("stretches of the wave", () => {
  test("hold samples only where every one of them was measured while a rate was shown", () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 80 }), (events) => {
        for (const { message, states, samples } of cut(events)) {
          const shown = states.every((state) => state === null);
          expect(message.samples !== null).toBe(shown);
          expect(message.reason === null).toBe(shown);
          if (message.reason !== null) expect(states).toContain(message.reason);
          message.samples?.forEach((value, i) => {
            expect(Math.abs(value - samples[i])).toBeLessThanOrEqual(5.01e-4);
          });
        }
      }),
      { numRuns: 300 },
    );
  });

  test("follow each other without a gap, at most a quarter of a second long", () => {
    const messages = cut(Array.from({ length: 3000 }, (_, i) => ({ sample: i }))).map(({ message }) => message);
    expect(messages.length).toBeGreaterThan(100);
    messages.forEach(({ tMs, spanMs, stepMs, bed }, i) => {
      expect(bed).toBe("7");
      expect(spanMs).toBeLessThanOrEqual(LATEST_MS);
      expect(stepMs).toBeCloseTo(1000 / FS_HZ, 3);
      const samples = Math.round((spanMs * FS_HZ) / 1000);
      expect(spanMs).toBeCloseTo((1000 * samples) / FS_HZ, 3);
      // The middle of the first sample's cell; rounded, not summed, so that it never drifts.
      expect(Math.abs(tMs - (1000 * (i * samples + 0.5)) / FS_HZ)).toBeLessThan(0.02);
    });
  });

  test("stay silent to the end of one in which the wave appears, also when it is told so twice", () => {
    const [{ message }] = cut([
      { sample: 1 },
      { silence: null },
      { silence: null },
      { sample: 2 },
      { sample: 3 },
      { sample: 4 },
      { sample: 5 },
    ]);
    expect(message.samples).toBeNull();
    expect(message.reason).toBe("starting");
  });

  test("are silent until they are told otherwise", () => {
    expect(cut(Array.from({ length: 9 }, () => ({ sample: 1 }))).every(({ message }) => !message.samples)).toBe(true);
  });
});
