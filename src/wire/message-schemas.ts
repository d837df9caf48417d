import type { TSchema } from "typebox";

import { AlarmsMessage } from "./alarm-messages.ts";
import { AlarmEvent, AlarmSound, WardAlarm } from "./alarms.ts";
import { IdentityMessage } from "./identity.ts";
import {
  HelloMessage,
  LoadMessage,
  OutlineMessage,
  StatusMessage,
  type StreamMessage,
  TickMessage,
  VitalsMessage,
  WaveMessage,
} from "./messages.ts";
import { MovementEventMessage, MovementMessage } from "./movement.ts";
import { PictureMessage } from "./picture.ts";
import { RecordingMessage } from "./recording.ts";

export interface DescribedMessage {
  readonly schema: TSchema;
  readonly summary: string;
}

/** Every message of the stream: what it is for, and its shape. */
export const STREAM_MESSAGES: Readonly<Record<StreamMessage["kind"], DescribedMessage>> = {
  hello: { schema: HelloMessage, summary: "First of all, and after each change: which beds there are." },
  tick: { schema: TickMessage, summary: "The station lives: after the past was told, then every second." },
  status: { schema: StatusMessage, summary: "What a bed's process is doing." },
  vitals: { schema: VitalsMessage, summary: "Values of a second with their evidence." },
  wave: {
    schema: WaveMessage,
    summary: "A stretch of the pulse or breathing wave, never rewritten; or that there is none, and why.",
  },
  movement: { schema: MovementMessage, summary: "Movement of the face at 10 Hz." },
  "movement-event": { schema: MovementEventMessage, summary: "Something that the face did." },
  outline: { schema: OutlineMessage, summary: "Lines of the face and its regions, from landmarks: never a picture." },
  load: { schema: LoadMessage, summary: "How a bed keeps up with its camera." },
  picture: { schema: PictureMessage, summary: "What is wrong with the picture now." },
  identity: { schema: IdentityMessage, summary: "Whether the face in view is the patient's." },
  recording: { schema: RecordingMessage, summary: "The newest recording of a bed." },
  alarms: { schema: AlarmsMessage, summary: "All that a screen shows of a bed's alarms: at each change." },
  alarm: { schema: AlarmEvent, summary: "An alarm begins, changes or ends." },
  "alarm-sound": { schema: AlarmSound, summary: "A sound begins." },
  "ward-alarm": { schema: WardAlarm, summary: "A cause that several beds share begins, changes or ends." },
};
