import type { WardAlarm } from "../wire/alarms.ts";
import type { StreamMessage } from "../wire/messages.ts";

import { type Caller, maySeeBed } from "./caller.ts";
import type { Scope } from "./scopes.ts";

/** The scope that each message of the stream needs. */
export const MESSAGE_SCOPES: Readonly<Record<StreamMessage["kind"], Scope>> = {
  hello: "read",
  tick: "read",
  status: "read",
  vitals: "read",
  wave: "read",
  movement: "read",
  "movement-event": "read",
  outline: "read",
  load: "read",
  picture: "read",
  identity: "read",
  recording: "read",
  alarms: "read",
  alarm: "read",
  "alarm-sound": "read",
  "ward-alarm": "read",
};

/** What a caller may be told of a message; null: nothing of it. The message itself where all of it may be told, else a copy. */
export function messageFor(caller: Caller, message: StreamMessage): StreamMessage | null {
  if (!caller.scopes.has(MESSAGE_SCOPES[message.kind])) return null;
  const { beds } = caller;
  if (beds === null) return message;
  switch (message.kind) {
    case "hello":
      return { ...message, beds: message.beds.filter(({ bed }) => beds.has(bed)) };
    case "tick": {
      const silentMs = Object.fromEntries(Object.entries(message.silentMs).filter(([bed]) => beds.has(bed)));
      return { ...message, silentMs };
    }
    case "ward-alarm":
      return wardAlarmFor(beds, message);
    case "alarm-sound":
      return message.bed === null || beds.has(message.bed) ? message : null;
    default:
      return maySeeBed(caller, message.bed) ? message : null;
  }
}

/** The end of an alarm names no bed any more: its words are left out, since they may. */
function wardAlarmFor(beds: ReadonlySet<string>, message: WardAlarm): WardAlarm | null {
  if (message.phase === "end") return { ...message, text: "" };
  const seen = message.beds.filter((bed) => beds.has(bed));
  if (seen.length === 0) return null;
  return seen.length === message.beds.length ? message : { ...message, beds: seen, text: "" };
}
