import type { AlarmsMessage } from "../wire/alarm-messages.ts";
import type { BedMessage, OutlineMessage, StatusMessage, VitalsMessage, WaveMessage } from "../wire/messages.ts";
import { MovementTape } from "../wire/movement-tape.ts";
import type { RecordingMessage } from "../wire/recording.ts";

import { movementReplay } from "./movement-replay.ts";
import { WaveMemory } from "./wave-memory.ts";

/** How much of each wave a newly opened page is given: a little more than one sweep, at 25 and at 6.25 mm/s. */
const WAVE_KEPT_MS = { pulse: 10_000, respiration: 60_000 } as const;

/** What the station remembers of one bed, so that a page that is opened late or reloaded is not empty. */
export class BedMemory {
  status: StatusMessage | null = null;
  vitals: VitalsMessage | null = null;
  #lastLivePulse: VitalsMessage | null = null;
  #lastLiveRespiration: VitalsMessage | null = null;
  #outline: OutlineMessage | null = null;
  /** What alarms is shown whatever becomes of the bed's process. */
  #alarms: AlarmsMessage | null = null;
  #recording: RecordingMessage | null = null;
  readonly #waves: Readonly<Record<WaveMessage["wave"], WaveMemory>> = {
    pulse: new WaveMemory(WAVE_KEPT_MS.pulse),
    respiration: new WaveMemory(WAVE_KEPT_MS.respiration),
  };
  readonly #movement = new MovementTape();
  #bed = "";
  #vitalsAtMs: number | null = null;
  #pulseWaveAtMs: number | null = null;

  /** `nowMs`: any clock that never jumps. */
  remember(message: BedMessage | AlarmsMessage, nowMs: number): void {
    this.#bed = message.bed;
    switch (message.kind) {
      case "status":
        this.status = message;
        if (message.state !== "running") this.#forgetValues(message.state === "source-lost");
        break;
      case "vitals":
        this.#rememberVitals(message);
        this.#vitalsAtMs = nowMs;
        break;
      case "outline":
        this.#outline = message;
        break;
      case "wave":
        this.#waves[message.wave].push(message);
        if (message.wave === "pulse") this.#pulseWaveAtMs = nowMs;
        break;
      case "movement":
        this.#movement.push(message);
        break;
      case "movement-event":
        this.#movement.pushEvent(message);
        break;
      case "alarms":
        this.#alarms = message;
        break;
      case "recording":
        this.#recording = message;
        break;
    }
  }

  /**
   * Messages that bring a new page up to now, oldest first. The last live values go before the latest ones, so that the page
   * knows since when a value is held.
   */
  replay(): (BedMessage | AlarmsMessage)[] {
    const { pulse, respiration } = this.#waves;
    const vitals = [...new Set([this.#lastLivePulse, this.#lastLiveRespiration, this.vitals])]
      .filter((message) => message !== null)
      .sort((a, b) => a.vitals.tMs - b.vitals.tMs);
    const past = [...pulse.stretches, ...respiration.stretches, ...movementReplay(this.#bed, this.#movement)];
    return [this.status, this.#alarms, this.#recording, ...past, this.#outline, ...vitals].filter(
      (message) => message !== null,
    );
  }

  /** Milliseconds since the last values or the last stretch of the pulse wave, whichever is older; null while there were none. */
  silentMs(nowMs: number): number | null {
    const times = [this.#vitalsAtMs, this.#pulseWaveAtMs].filter((time) => time !== null);
    return times.length === 0 ? null : nowMs - Math.min(...times);
  }

  #rememberVitals(message: VitalsMessage): void {
    const { tMs, pulse, respiration } = message.vitals;
    // A source that begins anew has held nothing yet.
    if (this.vitals !== null && tMs < this.vitals.vitals.tMs) {
      this.#lastLivePulse = null;
      this.#lastLiveRespiration = null;
    }
    this.vitals = message;
    if (pulse.rateBpm !== null && !pulse.held) this.#lastLivePulse = message;
    if (respiration.rateBrpm !== null && !respiration.held) this.#lastLiveRespiration = message;
  }

  /** A lost source leaves the waves of the past standing and keeps the count of silence; a new start forgets both. */
  #forgetValues(keepPast: boolean): void {
    this.vitals = null;
    this.#lastLivePulse = null;
    this.#lastLiveRespiration = null;
    this.#outline = null;
    if (keepPast) return;
    this.#waves.pulse.clear();
    this.#waves.respiration.clear();
    this.#movement.clear();
    this.#vitalsAtMs = null;
    this.#pulseWaveAtMs = null;
  }
}
