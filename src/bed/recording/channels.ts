import { AlarmEvent } from "../../wire/alarms.ts";
import { IdentityMessage } from "../../wire/identity.ts";
import type { BedMessage } from "../../wire/messages.ts";
import { MOVEMENT_CHANNELS } from "../../wire/movement.ts";
import { PictureMessage } from "../../wire/picture.ts";
import { Vitals } from "../../wire/vitals.ts";

import type { ChannelPlan } from "./part-file.ts";
import { type PlainSchema, plainSchema } from "./plain-schema.ts";
import { TRACE_SCHEMA, TRACE_SCHEMA_NAME } from "./trace-schema.ts";

/** One JSON object for a channel, at a time of the source. */
export interface Entry {
  readonly channel: EntryChannel;
  readonly tMs: number;
  readonly value: object;
}

export type EntryChannel = (typeof ENTRY_CHANNELS)[number];
const ENTRY_CHANNELS = [
  "vitals",
  "pulse_wave",
  "respiration_wave",
  "movement",
  "events",
  "load",
  "picture",
  "identity",
  "commands",
  "recording",
  "configuration",
] as const;

const number: PlainSchema = { type: "number" };
const string: PlainSchema = { type: "string" };
const T_MS: PlainSchema = { type: "number", description: "ms since the source's first frame" };
const object = (properties: Record<string, PlainSchema>): PlainSchema => ({ type: "object", properties });

/** Who acknowledged an alarm stands in the station's log, and not in what goes to others. */
const { by: _, ...ALARM_FIELDS } = AlarmEvent.properties;
const ALARM = plainSchema({ type: "object", properties: ALARM_FIELDS }) ?? object({});

const WAVE = object({
  tMs: T_MS,
  value: { type: "number", description: "as on the monitor; null while no rate is shown, for the reason given" },
  reason: string,
});

/** What stands in each channel. Numbers that may be missing are null then, never 0. */
const SCHEMAS: Readonly<Record<EntryChannel, { readonly name: string; readonly schema: PlainSchema }>> = {
  vitals: { name: "afar.Vitals", schema: plainSchema(Vitals) ?? object({}) },
  pulse_wave: { name: "afar.Wave", schema: WAVE },
  respiration_wave: { name: "afar.Wave", schema: WAVE },
  movement: {
    name: "afar.Movement",
    schema: object({ tMs: T_MS, ...Object.fromEntries(MOVEMENT_CHANNELS.map((name) => [name, number])) }),
  },
  events: {
    name: "afar.Event",
    schema: object({ tMs: T_MS, event: string, detail: string, alarm: ALARM }),
  },
  load: {
    name: "afar.Load",
    schema: object({ tMs: T_MS, lagMs: number, usedLagMs: number, shed: string, skippedFrames: number }),
  },
  picture: { name: "afar.Picture", schema: plainSchema(PictureMessage) ?? object({}) },
  identity: { name: "afar.Identity", schema: plainSchema(IdentityMessage) ?? object({}) },
  commands: {
    name: "afar.Command",
    schema: object({ tMs: T_MS, command: object({ kind: string, zone: { type: "array", items: number } }) }),
  },
  recording: {
    name: "afar.Recording",
    schema: object({
      tMs: T_MS,
      event: {
        type: "string",
        description: "began, resumed, silence (time passed without a frame), continued in the next part, or ended",
      },
      awayMs: { type: "number", description: "resumed: how long nothing was recorded; null where unknown" },
      detail: string,
    }),
  },
  configuration: { name: "afar.Configuration", schema: object({ tMs: T_MS, configuration: object({}) }) },
};

/** Place of the traces in the list of a bed's channels; a JSON channel's is `channelIndex`. */
export const TRACES = 0;

export function channelIndex(channel: EntryChannel): number {
  return 1 + ENTRY_CHANNELS.indexOf(channel);
}

/** All channels of a bed's recording. */
export function channelPlans(bed: string): ChannelPlan[] {
  const schema = { name: TRACE_SCHEMA_NAME, encoding: "ros2msg", text: TRACE_SCHEMA };
  return [
    { topic: `/bed/${bed}/traces`, messageEncoding: "cdr", schema },
    ...ENTRY_CHANNELS.map((channel): ChannelPlan => {
      const { name, schema: plain } = SCHEMAS[channel];
      const text = JSON.stringify({ title: name, ...plain });
      return {
        topic: `/bed/${bed}/${channel}`,
        messageEncoding: "json",
        schema: { name, encoding: "jsonschema", text },
      };
    }),
  ];
}

/** What a bed's message adds to its recording: curves sample by sample, as viewers plot them. The drawing of the face adds nothing. */
export function entriesOf(message: BedMessage): Entry[] {
  switch (message.kind) {
    case "vitals":
      return [{ channel: "vitals", tMs: message.vitals.tMs, value: message.vitals }];
    case "wave": {
      const { wave, tMs, stepMs, samples, reason } = message;
      const at = (value: number | null, i: number): Entry => {
        const sampleMs = tMs + i * stepMs;
        return { channel: `${wave}_wave`, tMs: sampleMs, value: { tMs: sampleMs, value, reason } };
      };
      return samples ? samples.map(at) : [at(null, 0)];
    }
    case "movement": {
      const { tMs, stepMs, channels } = message;
      return channels[0].map((_, i): Entry => {
        const sampleMs = tMs + i * stepMs;
        const degrees = MOVEMENT_CHANNELS.map((name, channel) => [name, channels[channel][i]]);
        return { channel: "movement", tMs: sampleMs, value: { tMs: sampleMs, ...Object.fromEntries(degrees) } };
      });
    }
    case "movement-event":
      return [eventEntry(message.tMs, message.event, "")];
    case "load": {
      const { tMs, lagMs, usedLagMs = null, shed, skippedFrames } = message;
      return [
        { channel: "load", tMs, value: { tMs, lagMs, ...(usedLagMs !== null && { usedLagMs }), shed, skippedFrames } },
      ];
    }
    case "picture":
    case "identity":
      return [{ channel: message.kind, tMs: message.tMs, value: message }];
    default:
      return [];
  }
}

/** A change of one of the bed's alarms, which the station raises. `tMs`: of the source; the alarm's own times are the station's. */
export function alarmEntry(tMs: number, { by: _, ...alarm }: AlarmEvent): Entry {
  const { phase, text } = alarm;
  return { channel: "events", tMs, value: { tMs, event: `alarm-${phase}`, detail: text, alarm } };
}

/** Something that happened at the bed. */
export function eventEntry(tMs: number, event: string, detail: string): Entry {
  return { channel: "events", tMs, value: { tMs, event, detail } };
}
