import type { WaveMessage } from "../../../src/wire/messages.ts";
import { MovementTape } from "../../../src/wire/movement-tape.ts";
import type { Vitals } from "../../../src/wire/vitals.ts";
import { QualityTape } from "../evidence/quality-tape.ts";
import { PULSE_TAPE, RESPIRATION_TAPE, WaveTape } from "../wave/wave-tape.ts";

/** What a bed tells many times a second, as it has arrived. */
export class BedTapes {
  readonly pulse = new WaveTape(PULSE_TAPE);
  readonly respiration = new WaveTape(RESPIRATION_TAPE);
  readonly movement = new MovementTape();
  readonly quality = new QualityTape();
  /** The bed's newest values; null before the first. */
  #vitals: Vitals | null = null;

  clear(): void {
    this.#vitals = null;
    this.pulse.clear();
    this.respiration.clear();
    this.movement.clear();
    this.quality.clear();
  }

  /** Takes the values by which later waves are judged; null: the bed has none any more. */
  setVitals(vitals: Vitals | null): void {
    this.#vitals = vitals;
    if (vitals !== null) this.quality.push(vitals);
  }

  pushWave(message: WaveMessage): void {
    const rate = message.wave === "pulse" ? this.#vitals?.pulse.rateBpm : this.#vitals?.respiration.rateBrpm;
    this[message.wave].push(message, rate === null);
  }
}
