import { createRandom, type Random } from "./random.ts";
import type { FaceAct, FaceScenario, Scenario, SidedAct } from "./scenario.ts";

/** How far the face has moved from the portrait; sides are the patient's own. All 0: the portrait itself. */
export interface Expression {
  /** 0 open .. 1 shut. */
  readonly lidLeft: number;
  readonly lidRight: number;
  /** Lower lip and chin: -1 the lips closed over the portrait's teeth .. 1 wide open. */
  readonly jaw: number;
  /** -1 lowered .. 1 raised. */
  readonly browLeft: number;
  readonly browRight: number;
  /** Corners of the mouth, -1 down .. 1 up and out. */
  readonly smileLeft: number;
  readonly smileRight: number;
  /** 0 .. 1: nose wrinkled and upper lip raised. */
  readonly wrinkle: number;
}

/** Lids shut in 70 ms, stay for 50 and open in 180: about 0.3 s, as spontaneous blinks last (Stern, Walrath and Goldstein 1984). */
const SHUT_S = 0.07;
const STAY_S = 0.05;
const OPEN_S = 0.18;

/** Time that each movement takes to set in and to go back. */
const LIDS_S = 0.2;
const MOUTH_S = 0.25;
const BROWS_S = 0.3;
const SMILE_S = 0.5;
const GRIMACE_S = 0.4;

/** A face in pain narrows its eyes by about half (AU6, AU7) and lowers its brows (AU4). */
const GRIMACE_LIDS = 0.5;

/** All blinks, those drawn by the seed included: seconds, rising. None is drawn where an eye is closed or closing anyway. */
export function blinksOf(scenario: Scenario, durationS: number): readonly number[] {
  const { blinksAtS, blinksPerMin, eyesClosed } = scenario.face;
  if (blinksPerMin === 0) return blinksAtS;
  const random = createRandom(scenario.seed, "blinks");
  const usualS = 60 / blinksPerMin;
  const drawn: number[] = [];
  // Intervals spread widely about their mean, but a lid needs its time.
  const nextS = () => Math.max(0.6, usualS * Math.max(0.3, 1 + 0.35 * random.gaussian()));
  for (let atS = 0.5 + usualS * random.uniform(); atS < durationS; atS += nextS()) {
    const isSeen = eyesClosed.every((act) => atS < act.fromS - 0.3 || atS > act.toS + 0.5);
    if (isSeen && blinksAtS.every((other) => Math.abs(other - atS) > 0.6)) drawn.push(Math.round(1000 * atS) / 1000);
  }
  return [...blinksAtS, ...drawn].sort((a, b) => a - b);
}

/**
 * What the face does at any time, the same for the same seed; null where it does nothing at all over the whole length.
 *
 * Under a mask and around a tube the mouth stays as it is.
 */
export function planExpression(scenario: Scenario, durationS: number): ((tS: number) => Expression) | null {
  const { face } = scenario;
  if (!scenario.scene.person || !isMoving(face)) return null;
  const blinks = blinksOf(scenario, durationS);
  const talks = face.mouth.filter((act) => act.talk).map((act) => ({ act, speech: planSpeech(act, scenario.seed) }));
  const steady = face.mouth.filter((act) => !act.talk);
  const rest = face.lipsPercent / 100;
  const isCovered = isMouthCovered(face);
  return (tS) => {
    const blink = blinks.reduce((most, atS) => Math.max(most, blinkAt(tS - atS)), 0);
    const grimace = strongest(face.grimace, tS, GRIMACE_S);
    const lid = (side: "left" | "right") =>
      Math.max(blink, GRIMACE_LIDS * grimace, strongest(onSide(face.eyesClosed, side), tS, LIDS_S));
    const brow = (side: "left" | "right") => Math.max(-1, strongest(onSide(face.brow, side), tS, BROWS_S) - grimace);
    const smile = (side: "left" | "right") => strongest(onSide(face.smile, side), tS, SMILE_S);
    const open = talks.reduce((most, talk) => Math.max(most, talk.speech(tS)), strongest(steady, tS, MOUTH_S));
    return {
      lidLeft: lid("left"),
      lidRight: lid("right"),
      // From where the lips rest to fully open.
      jaw: isCovered ? 0 : rest + (1 - rest) * open,
      browLeft: brow("left"),
      browRight: brow("right"),
      smileLeft: isCovered ? 0 : smile("left"),
      smileRight: isCovered ? 0 : smile("right"),
      wrinkle: grimace,
    };
  };
}

export function isMoving(face: FaceScenario): boolean {
  const acts = [face.blinksAtS, face.eyesClosed, face.mouth, face.brow, face.smile, face.grimace];
  return face.blinksPerMin > 0 || face.lipsPercent !== 0 || acts.some((list) => list.length > 0);
}

export function isMouthCovered(face: FaceScenario): boolean {
  return face.mask !== "none" || face.tube;
}

function onSide<T extends SidedAct>(acts: readonly T[], side: "left" | "right"): readonly T[] {
  return acts.filter((act) => act.side === side || act.side === "both");
}

/** The largest amount of the acts at a time, -1 .. 1; acts may overlap. */
function strongest(acts: readonly FaceAct[], tS: number, takesS: number): number {
  let most = 0;
  for (const act of acts) {
    const amount = (act.percent / 100) * held(act, tS, takesS);
    if (Math.abs(amount) > Math.abs(most)) most = amount;
  }
  return most;
}

function held(act: FaceAct, tS: number, takesS: number): number {
  return ease((tS - act.fromS) / takesS) * (1 - ease((tS - act.toS) / takesS));
}

function blinkAt(sinceShutS: number): number {
  if (sinceShutS < -STAY_S / 2) return ease(1 + (sinceShutS + STAY_S / 2) / SHUT_S);
  return 1 - ease((sinceShutS - STAY_S / 2) / OPEN_S);
}

/** Syllables of a stretch of speech: 3 to 5 a second, each of its own size, with short pauses between words. */
function planSpeech(act: FaceAct, seed: number): (tS: number) => number {
  const random = createRandom(seed, `speech ${act.fromS}`);
  const syllables: { readonly atS: number; readonly lengthS: number; readonly size: number }[] = [];
  let atS = act.fromS;
  while (atS < act.toS) {
    const lengthS = 0.2 + 0.13 * random.uniform();
    const size = (act.percent / 100) * (0.35 + 0.65 * random.uniform());
    if (atS + lengthS <= act.toS) syllables.push({ atS, lengthS, size });
    atS += lengthS + pauseS(random);
  }
  return (tS) => {
    const now = syllables.find((syllable) => tS >= syllable.atS && tS < syllable.atS + syllable.lengthS);
    return now ? now.size * Math.sin((Math.PI * (tS - now.atS)) / now.lengthS) ** 2 : 0;
  };
}

function pauseS(random: Random): number {
  return random.uniform() < 0.15 ? 0.25 + 0.4 * random.uniform() : 0;
}

function ease(share: number): number {
  const s = Math.min(1, Math.max(0, share));
  return (1 - Math.cos(Math.PI * s)) / 2;
}
