import type { Page } from "playwright-core";

/** One oscillator that was started: when it begins and ends, s of its context, and its pitch. */
export interface RecordedPulse {
  readonly startS: number;
  readonly stopS: number;
  readonly pitchHz: number;
}

/** Runs in the page before its own scripts: keeps what oscillators are asked to do, and counts contexts. */
const RECORD = `(() => {
  const kept = { contexts: 0, pulses: [], waves: [] };
  window.afarSounds = kept;
  const Real = window.AudioContext;
  window.AudioContext = class extends Real { constructor(...args) { super(...args); kept.contexts += 1; kept.context = this; } };
  const { start, stop } = OscillatorNode.prototype;
  OscillatorNode.prototype.start = function (at) {
    this.pulse = { startS: at, stopS: null, pitchHz: this.frequency.value };
    kept.pulses.push(this.pulse);
    return start.call(this, at);
  };
  OscillatorNode.prototype.stop = function (at) {
    if (this.pulse && this.pulse.stopS === null) this.pulse.stopS = at;
    return at === undefined ? stop.call(this) : stop.call(this, at);
  };
})()`;

/** Records the AudioContext's graph of a page that is opened after it. */
export async function recordSounds(page: Page): Promise<void> {
  await page.addInitScript(RECORD);
}

/** Pulses that were asked for so far. */
export function recordedPulses(page: Page): Promise<RecordedPulse[]> {
  return page.evaluate<RecordedPulse[]>("window.afarSounds.pulses");
}

/** How many contexts the page made, and in which state the last is. */
export function soundContext(page: Page): Promise<{ contexts: number; state: string }> {
  return page.evaluate("({ contexts: window.afarSounds.contexts, state: window.afarSounds.context.state })");
}
