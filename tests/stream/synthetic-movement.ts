import {
  MOVEMENT_CHANNELS,
  type MovementEventMessage,
  type MovementMessage,
  type MovementValue,
} from "../../src/wire/movement.ts";

const STEP_MS = 100;
const BLINK_EVERY_MS = 4000;

/** A face that blinks every four seconds, talks now and then and grimaces once a minute; its mouth goes unseen for a while. */
function movementAt(tMs: number): Record<(typeof MOVEMENT_CHANNELS)[number], number | null> {
  const inMinuteS = (tMs / 1000) % 60;
  const blink = tMs % BLINK_EVERY_MS < 200 ? 1 : 0.04;
  const talks = inMinuteS > 20 && inMinuteS < 29 ? 0.35 + 0.3 * Math.sin(tMs / 130) : 0.03;
  const grimace = inMinuteS > 42 && inMinuteS < 47 ? Math.sin(((inMinuteS - 42) / 5) * Math.PI) : 0;
  const masked = inMinuteS > 50 && inMinuteS < 57;
  return {
    activity: 0.08 + 0.5 * talks + 0.6 * grimace,
    rightEyeClosed: blink,
    leftEyeClosed: blink,
    mouthOpen: masked ? null : talks,
    browRaise: inMinuteS > 30 && inMinuteS < 33 ? 0.7 : 0,
    browLower: 0.9 * grimace,
    grimace: masked ? null : grimace,
    asymmetry: 0.03,
  };
}

export function movementTrace(bed: string, tMs: number, spanMs: number): MovementMessage {
  const samples = Array.from({ length: Math.round(spanMs / STEP_MS) }, (_, i) => movementAt(tMs + i * STEP_MS));
  const channels = MOVEMENT_CHANNELS.map((name) => samples.map((sample) => sample[name]));
  return { kind: "movement", bed, tMs, stepMs: STEP_MS, channels };
}

/** The same while nothing of the face can be seen. */
export function unseenTrace(bed: string, tMs: number, spanMs: number): MovementMessage {
  const { channels, ...message } = movementTrace(bed, tMs, spanMs);
  return { ...message, channels: channels.map((channel) => channel.map(() => null)) };
}

export function movementEvents(bed: string, tMs: number, spanMs: number): MovementEventMessage[] {
  const within = (periodMs: number, atMs: number) => (((tMs - atMs) % periodMs) + periodMs) % periodMs < spanMs;
  const told = (event: MovementEventMessage["event"], now: boolean): MovementEventMessage[] =>
    now ? [{ kind: "movement-event", bed, tMs, event }] : [];
  return [
    ...told("blink", within(BLINK_EVERY_MS, 200)),
    ...told("grimace-began", within(60_000, 42_500)),
    ...told("grimace-ended", within(60_000, 46_500)),
  ];
}

export function movementValue(tMs: number): MovementValue {
  return { ...movementAt(tMs), blinksPerMin: 15, eyesClosed: 0.05 };
}
