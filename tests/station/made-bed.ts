import type { BedMessage } from "../../src/wire/messages.ts";
import { vitals, wave } from "../stream/synthetic-bed.ts";
import { PLAN_VARIABLE } from "../../src/app/bed-plan.ts";

// A bed's process that watches no camera: its patient's pulse races every other ten seconds, and the eyes open twenty times a
// second, so that there is a new alarm whenever the one before was acknowledged.
const { bed } = JSON.parse(process.env[PLAN_VARIABLE] ?? "{}") as { bed: string };
const SPAN_MS = 50;
let tMs = 0;

process.on("disconnect", () => process.exit(0));
const say = (message: BedMessage | { kind: "heartbeat" }) =>
  process.send?.(message, (error: Error | null) => {
    // The station may have died before this process could be told.
    if (error) process.exit(0);
  });
say({ kind: "status", bed, state: "running", detail: "", progress: null });
setInterval(() => {
  tMs += SPAN_MS;
  say({ kind: "movement-event", bed, tMs, event: "eyes-opened" });
  say(wave(bed, tMs, SPAN_MS, 72));
  if (tMs % 1000 !== 0) return;
  say({ kind: "heartbeat" });
  const rateBpm = tMs % 20_000 < 10_000 ? 75 : 150;
  say(vitals(bed, tMs, { rateBpm, confidence: 0.95 }, { rateBrpm: 15, confidence: 0.95 }));
}, SPAN_MS);
