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

  clear(): void {
    this.pulse.clear();
    this.respiration.clear();
    this.movement.clear();
    this.quality.clear();
  }

  /** `vitals`: the bed's latest, null before the first. */
  pushWave(message: WaveMessage, vitals: Vitals | null): void {
    const rate = message.wave === "pulse" ? vitals?.pulse.rateBpm : vitals?.respiration.rateBrpm;
    this[message.wave].push(message, rate === null);
  }
}
