import { describe, expect, it } from "vitest";

import { planTraceBuffer } from "../../src/traces/trace-buffer.ts";
import { planRespirationEstimator, type RespirationReading } from "../../src/respiration/respiration-estimator.ts";
import { planTraceWitnesses } from "../../src/respiration/trace-witnesses.ts";

import { breathingAt, type MadeWitness, type Movement, madeWitness, sumOf, whiteNoise } from "./made-breath.ts";

const SHOWN_FROM = 0.7;
const DURATION_S = 75;
/** Two and a half sways: fewer are not told from a change of posture. */
const SWAY_SEEN_S = 20;
/** The longest window and more: what was before is out of it. */
const JUDGED_FROM_S = 45;
const FACE_PX = 120;
const SWAY_BRPM = 7;
/** To and fro by 4 % of the face's width. */
const SWAY_PX = 0.04 * FACE_PX;
const FRAME_MS = 1000 / 30;

const swayAt = (tS: number) => Math.sin((2 * Math.PI * SWAY_BRPM * tS) / 60);
const sway =
  (heightPx: number): Movement =>
  (sample) =>
    heightPx * swayAt(sample / 10);
const chestOf = (...movements: readonly Movement[]) =>
  madeWitness("chest", DURATION_S, sumOf(...movements, whiteNoise(5, 0.02)));

/** Readings of every second of a head that moves across by `headPx`, beside made witnesses. */
function readings(
  headPx: (tS: number) => number,
  beside: readonly MadeWitness[],
  pulseBpm: number | null = 72,
): RespirationReading[] {
  const traces = planTraceBuffer(["cheek"], 1024);
  const skin = planTraceWitnesses(traces, "colour");
  const estimator = planRespirationEstimator();
  const read: RespirationReading[] = [];
  for (let frame = 0, tS = 1; tS <= DURATION_S; frame++) {
    const tMs = frame * FRAME_MS;
    traces.push({
      tMs,
      durationMs: FRAME_MS,
      keyframe: false,
      rgb: Float64Array.of(100, 100, 100),
      usable: Uint8Array.of(1),
      room: null,
      head: { xPx: 320 + headPx(tMs / 1000), yPx: 180, widthPx: FACE_PX },
    });
    if (tMs < 1000 * tS) continue;
    const witnesses = [...beside.map((witness) => witness.at(tS)), ...skin.readHead()];
    read.push(estimator.read({ tMs: 1000 * tS, witnesses, pulseBpm }));
    tS++;
  }
  return read;
}

const swaying = (tS: number) => SWAY_PX * swayAt(tS);
const shown = (read: readonly RespirationReading[], fromS = JUDGED_FROM_S) =>
  read
    .slice(fromS)
    .filter(({ confidence }) => confidence >= SHOWN_FROM)
    .map(({ rateBrpm }) => rateBrpm);
const SECONDS = DURATION_S - JUDGED_FROM_S;

function expectRate(read: readonly RespirationReading[], rateBrpm: number): void {
  const rates = shown(read);
  expect(rates.length).toBeGreaterThan(0.8 * SECONDS);
  for (const rate of rates) expect(Math.abs(rate - rateBrpm)).toBeLessThan(2);
}

describe("a head that sways by 4 % of its width, 7 times a minute", () => {
  it.each([1 / 3, -1 / 3, 0.8])("hides the breath of a chest that follows it by %f", (share) => {
    const read = readings(swaying, [chestOf(sway(share * SWAY_PX))]);
    expect(shown(read, SWAY_SEEN_S)).toEqual([]);
    for (const { reason } of read.slice(SWAY_SEEN_S)) expect(reason).toBe("motion");
  });

  it("leaves the rate of a chest that moves like that while the head is still", () => {
    expectRate(
      readings(() => 0, [chestOf(sway(SWAY_PX / 3))]),
      SWAY_BRPM,
    );
  });

  it("hides a breath that is small in a chest that follows by a third", () => {
    const faint = breathingAt(() => 15, 0.4);
    const read = readings(swaying, [chestOf(sway(SWAY_PX / 3), faint)]);
    expect(shown(read)).toEqual([]);
  });

  it("leaves the rate of a chest that breathes by more than the head moves", () => {
    const deep = breathingAt(() => 15, 4 * SWAY_PX);
    expectRate(readings(swaying, [chestOf(sway(SWAY_PX / 3), deep)]), 15);
  });

  it("leaves the rate of a chest that breathes by less, unlike the head", () => {
    const shallow = breathingAt(() => 15, SWAY_PX / 3);
    expectRate(readings(swaying, [chestOf(shallow)]), 15);
  });

  it("leaves the rate of a chest whose breath outweighs the third of the sway in it", () => {
    const breath = breathingAt(() => 15, 1.5 * SWAY_PX);
    expectRate(readings(swaying, [chestOf(sway(SWAY_PX / 3), breath)]), 15);
  });

  it("leaves no rate to the light on skin that sways in and out of it", () => {
    const lit = (name: string, seed: number) => madeWitness(name, DURATION_S, sumOf(sway(1), whiteNoise(seed, 0.05)));
    const read = readings(swaying, [lit("colour", 1), lit("amplitude", 2)]);
    expect(read.filter(({ confidence }) => confidence >= SHOWN_FROM)).toEqual([]);
    for (const { reason } of read.slice(SWAY_SEEN_S)) expect(reason).toBe("motion");
  });

  it.each([7, 14])("and its light at %i a minute stays out of what a breathing chest says", (brpm) => {
    const light = madeWitness(
      "colour",
      DURATION_S,
      sumOf(
        breathingAt(() => brpm),
        whiteNoise(1, 0.05),
      ),
    );
    const chest = chestOf(breathingAt(() => 20, SWAY_PX / 3));
    const read = readings(swaying, [chest, light]);
    expectRate(read, 20);
    for (const { evidence } of read.slice(SWAY_SEEN_S))
      expect(evidence.witnesses.map(({ name }) => name)).not.toContain("colour");
  });

  it("gives skin and beats back their word once the head rests", () => {
    const light = (name: string, seed: number) =>
      madeWitness(
        name,
        DURATION_S,
        sumOf(
          breathingAt(() => 14),
          whiteNoise(seed, 0.05),
        ),
      );
    const made = [light("colour", 1), light("amplitude", 2)];
    expect(shown(readings(swaying, made))).toEqual([]);
    expectRate(
      readings((tS) => (tS < 8 ? swaying(tS) : 0), made),
      14,
    );
  });
});

describe("a head and a chest that move alike by 1 px, 12 times a minute", () => {
  const moved = (px: number) => (tS: number) => px * Math.sin((2 * Math.PI * 12 * tS) / 60);
  const chest = chestOf((sample) => moved(1)(sample / 10));

  it("are a picture in a hand, where no pulse is sure", () => {
    expect(shown(readings(moved(1), [chest], null), 0)).toEqual([]);
    expect(shown(readings(moved(-0.8), [chest], null), 0)).toEqual([]);
  });

  it("are a patient, where one is", () => {
    expectRate(readings(moved(1), [chest]), 12);
  });

  it("leave the rate of a patient whose head moves by less than half of it, pulse or none", () => {
    expectRate(readings(moved(0.45), [chest], null), 12);
  });
});
