import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** A session of the package vitallens-core (MIT licence): pulse waveform in, rate out. */
export interface VitalLensSession {
  /**
   * Adds samples of a pulse waveform (any unit) at their times, s; returns the rate over the last 10 s as the package gives it,
   * /min, or null where it gives none (below 5 s, and outside of 40-220 /min).
   */
  add(timesS: readonly number[], waveform: readonly number[]): number | null;
  /** Forgets all samples. */
  reset(): void;
  /** Frees the memory outside of JavaScript's. */
  close(): void;
}

export interface VitalLens {
  readonly version: string;
  /** Plans a session for samples at `fsHz`. */
  plan(fsHz: number): VitalLensSession;
}

/** The package, or one sentence that says why it cannot be used here. */
export type LoadedVitalLens = { readonly vitalLens: VitalLens } | { readonly cause: string };

const PACKAGE = "vitallens-core";
const HEART_RATE = "heart_rate";
const WAVEFORM = "ppg_waveform";

/**
 * Loads vitallens-core. Its own start fetches the WebAssembly by URL, which Node cannot do for files; given the bytes it
 * starts at once.
 */
export async function loadVitalLens(): Promise<LoadedVitalLens> {
  try {
    const { initSync, Session } = await import("vitallens-core");
    const require = createRequire(import.meta.url);
    initSync({ module: readFileSync(require.resolve(`${PACKAGE}/vitallens_core_bg.wasm`)) });
    const { version } = require(`${PACKAGE}/package.json`) as { version: string };
    return { vitalLens: { version, plan: (fsHz) => planSession(new Session(configOf(fsHz))) } };
  } catch (error) {
    return { cause: `${PACKAGE} cannot be loaded: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** As its guide gives it; size, inputs and region concern its neural networks and are not used by the rate. */
function configOf(fsHz: number) {
  return {
    model_name: "pos",
    supported_vitals: [HEART_RATE],
    return_waveforms: [],
    fps_target: fsHz,
    input_size: 40,
    n_inputs: 16,
    roi_method: "face",
  };
}

interface WasmSession {
  processJs(input: unknown, mode: unknown): unknown;
  reset(): void;
  free(): void;
}

function planSession(session: WasmSession): VitalLensSession {
  return {
    add(timesS, waveform) {
      // The confidence of a heart rate is the mean of what is given here: the package judges none of its own.
      const confidence = waveform.map(() => 1);
      const signals = { [WAVEFORM]: { data: waveform, confidence } };
      const result = session.processJs({ face: null, signals, timestamp: timesS }, "Incremental");
      const { vitals } = result as { vitals: Map<string, { readonly value: number }> };
      return vitals.get(HEART_RATE)?.value ?? null;
    },
    reset: () => session.reset(),
    close: () => session.free(),
  };
}
