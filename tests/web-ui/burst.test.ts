import { describe, expect, test } from "vitest";

import { BURSTS, HARMONICS, RISE_SHARE } from "../../web-ui/src/sound/burst.ts";
import { Sounder } from "../../web-ui/src/sound/sounder.ts";

/** Silences between the pulses of a burst, s. */
function spaces(priority: keyof typeof BURSTS): number[] {
  const { pulses } = BURSTS[priority];
  return pulses.slice(1).map(({ atS }, i) => atS - (pulses[i].atS + pulses[i].durationS));
}

/** Bounds of the table (facts: clinical, Alarms). */
describe("the bursts are those of the table", () => {
  test("high: ten pulses of 75 to 200 ms, 50 to 125 ms apart within threes and twos, halves 350 to 1300 ms apart, again after 2.5 to 15 s", () => {
    const { pulses, restS } = BURSTS.high;
    expect(pulses).toHaveLength(10);
    for (const { durationS } of pulses) expect(durationS).toSatisfy((s: number) => s >= 0.075 && s <= 0.2);
    const [a, b, three, c, half, ...second] = spaces("high");
    for (const space of [a, b, c, second[0], second[1], second[3]]) {
      expect(space).toBeGreaterThanOrEqual(0.05);
      expect(space).toBeLessThanOrEqual(0.125);
    }
    expect(three).toBeGreaterThan(0.125);
    expect(half).toBeGreaterThanOrEqual(0.35);
    expect(half).toBeLessThanOrEqual(1.3);
    expect(restS).toBeGreaterThanOrEqual(2.5);
    expect(restS).toBeLessThanOrEqual(15);
  });

  test("medium: three pulses of 125 to 250 ms, as far apart; low: one or two pulses, once", () => {
    expect(BURSTS.medium.pulses).toHaveLength(3);
    for (const each of [...BURSTS.medium.pulses.map(({ durationS }) => durationS), ...spaces("medium")]) {
      expect(each).toBeGreaterThanOrEqual(0.125);
      expect(each).toBeLessThanOrEqual(0.25);
    }
    expect(BURSTS.low.pulses.length).toBeLessThanOrEqual(2);
    expect(BURSTS.low.restS).toBeNull();
  });

  test("a pitch of 150 to 1000 Hz with four harmonics or more from 300 to 4000 Hz within 15 dB, rising for 10 to 20 % of a pulse", () => {
    for (const { pitchHz } of Object.values(BURSTS)) {
      expect(pitchHz).toBeGreaterThanOrEqual(150);
      expect(pitchHz).toBeLessThanOrEqual(1000);
      const heard = HARMONICS.filter((_, i) => pitchHz * (i + 1) >= 300 && pitchHz * (i + 1) <= 4000);
      expect(heard.length).toBeGreaterThanOrEqual(4);
      expect(20 * Math.log10(Math.max(...heard) / Math.min(...heard))).toBeLessThanOrEqual(15);
    }
    expect(RISE_SHARE).toBeGreaterThanOrEqual(0.1);
    expect(RISE_SHARE).toBeLessThanOrEqual(0.2);
  });
});

describe("the sounder", () => {
  function heard() {
    const played: string[] = [];
    const voice = {
      play: (burst: (typeof BURSTS)["high"]) => played.push(`${burst.pulses.length}`),
      hush: () => played.push("hush"),
    };
    return { played, sounder: new Sounder(voice) };
  }

  test("begins at once, rests between bursts, and is silent at once when nobody needs to be called", () => {
    const { played, sounder } = heard();
    sounder.follow("medium", 0);
    sounder.follow("medium", 5000);
    expect(played).toEqual(["3"]);
    sounder.follow("medium", 10_000);
    expect(played).toEqual(["3", "3"]);
    sounder.follow(null, 10_100);
    expect(played).toEqual(["3", "3", "hush"]);
  });

  test("a higher priority does not wait for the rest of a lower one", () => {
    const { played, sounder } = heard();
    sounder.follow("medium", 0);
    sounder.follow("high", 1000);
    expect(played).toEqual(["3", "10"]);
  });

  test("a single burst gives way to what sounds already and is no lower", () => {
    const { played, sounder } = heard();
    sounder.follow("high", 0);
    sounder.once("low", 100);
    expect(played).toEqual(["10"]);
    sounder.follow(null, 200);
    sounder.once("medium", 5000);
    expect(played).toEqual(["10", "hush", "3"]);
  });
});
