import { BURSTS, type Burst, HARMONICS, RISE_SHARE } from "./burst.ts";

const LOUDNESS = 0.5;
/** The first pulse begins a moment after it was asked for, so that its rise is whole. */
const LEAD_S = 0.02;
/** Peak of the signal from which on it counts as heard, full scale 1. */
const HEARD_LEVEL = 0.01;

/** Turns bursts into sound: oscillators with harmonics, each pulse with a rise and a fall, through one meter to the loudspeaker. */
export class AlarmVoice {
  readonly #context: AudioContext;
  readonly #out: AnalyserNode;
  readonly #wave: PeriodicWave;
  #playing: { oscillator: OscillatorNode; gain: GainNode }[] = [];

  constructor(context: AudioContext) {
    this.#context = context;
    this.#out = context.createAnalyser();
    this.#out.connect(context.destination);
    const real = new Float32Array(HARMONICS.length + 1);
    const imag = Float32Array.of(0, ...HARMONICS);
    this.#wave = context.createPeriodicWave(real, imag);
  }

  /** Plays a burst from now on in place of one that still plays. */
  play({ pulses, pitchHz }: Burst, loudness = LOUDNESS): void {
    this.hush();
    const beginS = this.#context.currentTime + LEAD_S;
    for (const { atS, durationS } of pulses) {
      const startS = beginS + atS;
      const riseS = durationS * RISE_SHARE;
      const gain = this.#context.createGain();
      gain.gain.setValueAtTime(0, startS);
      gain.gain.linearRampToValueAtTime(loudness, startS + riseS);
      gain.gain.setValueAtTime(loudness, startS + durationS - riseS);
      gain.gain.linearRampToValueAtTime(0, startS + durationS);
      const oscillator = this.#context.createOscillator();
      oscillator.setPeriodicWave(this.#wave);
      oscillator.frequency.value = pitchHz;
      oscillator.connect(gain).connect(this.#out);
      oscillator.start(startS);
      oscillator.stop(startS + durationS);
      this.#playing.push({ oscillator, gain });
    }
  }

  /** Ends what still plays. */
  hush(): void {
    for (const { oscillator, gain } of this.#playing) {
      oscillator.stop();
      gain.disconnect();
    }
    this.#playing = [];
  }

  /** Plays one short low burst and listens on the way to the loudspeaker. Resolves with whether the signal was there. */
  async test(): Promise<boolean> {
    const samples = new Float32Array(this.#out.fftSize);
    this.play(BURSTS.low, LOUDNESS / 2);
    for (let look = 0; look < 40; look += 1) {
      await new Promise((resolve) => setTimeout(resolve, 25));
      this.#out.getFloatTimeDomainData(samples);
      if (samples.some((sample) => Math.abs(sample) > HEARD_LEVEL)) return true;
    }
    return false;
  }
}
