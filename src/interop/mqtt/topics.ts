import type { Notice } from "../../wire/receiver-notices.ts";

/** Topic of the station's own state; its last will stands here too. */
export function stationTopic(prefix: string): string {
  return `${prefix}/state`;
}

/** Topic of what a notice tells. A bed's name holds none of MQTT's own signs. */
export function noticeTopic(prefix: string, { type, bed }: Notice): string {
  return `${prefix}/beds/${bed}/${type === "alarm" ? "alarms" : type}`;
}
