import type { OutboxItem } from "../outbox/item.ts";
import { type Outcome, TAKEN, type Transport } from "../outbox/transport.ts";

import { alarmMessage } from "./alarm-message.ts";
import type { Hl7Station } from "./message-frame.ts";
import { connectMllp, type MllpConnection, type MllpPlace } from "./mllp-connection.ts";
import { valuesMessage } from "./values-message.ts";

/** Facts: clinical, A6. */
const ANSWER_MS = 5000;

export interface Hl7Plan {
  readonly place: MllpPlace;
  readonly station: Hl7Station;
  /** Within which a connection opens and an answer comes, ms. */
  readonly answerMs?: number;
}

/** HL7 v2 over MLLP: one connection, one message at a time, each with the same MSH-10 in every attempt. */
export function planHl7Transport({ place, station, answerMs = ANSWER_MS }: Hl7Plan): Transport {
  let connection: MllpConnection | null = null;
  let isClosed = false;

  async function connected(): Promise<MllpConnection> {
    if (!connection?.isOpen) connection = await connectMllp(place, answerMs);
    if (isClosed) throw new Error("the station ends");
    return connection;
  }

  async function attempt(work: (open: MllpConnection) => Promise<Outcome>): Promise<Outcome> {
    try {
      return await work(await connected());
    } catch (error) {
      // A late answer must not be taken for that of the next attempt.
      connection?.close();
      connection = null;
      return { kind: "failed", detail: (error as Error).message };
    }
  }

  return {
    wants: ({ notice }) => notice.type !== "state",
    deliver: (item) =>
      attempt(async (open) => {
        const text = hl7Message(station, item);
        if (!station.profile.answers) {
          await open.send(text, answerMs);
          return TAKEN;
        }
        const { code, detail } = await open.exchange(text, item.id, answerMs);
        if (code.endsWith("A")) return TAKEN;
        // R: not for its content; the same message may be taken later. E: it will not be.
        return { kind: code.endsWith("R") ? "failed" : "refused", detail: `it answered ${detail}` };
      }),
    probe: () => attempt(async () => TAKEN),
    async close() {
      isClosed = true;
      connection?.close();
      connection = null;
    },
  };
}

/** The message that tells an item, byte for byte the same each time. Throws a TypeError for a state, which HL7 is not told. */
export function hl7Message(station: Hl7Station, { id, notice }: OutboxItem): string {
  if (notice.type === "alarm") return alarmMessage(station, id, notice);
  if (notice.type === "values") return valuesMessage(station, id, notice);
  throw new TypeError("a state is no HL7 message");
}
