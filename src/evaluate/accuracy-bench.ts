import { planVitalsEngine } from "../vitals/vitals-engine.ts";

import { answered, type JudgedSeconds, judge } from "./judged-seconds.ts";
import { planPlainPos, posOf } from "./plain-pos.ts";
import type { RecordedTraces } from "./recorded-traces.ts";
import { type PulseMethod, readEachSecond } from "./rival.ts";
import { readingOf } from "./second-reading.ts";
import type { RateTruth } from "./truth.ts";
import { vitalFigures } from "./vital-figures.ts";
import { PULSE_RULES } from "./vital-rules.ts";
import type { VitalLens } from "./vitallens.ts";

/** One recording's traces with the pulse that is true of them. */
export interface TruthfulTraces {
  /** Recordings of a group are summed up together. */
  readonly group: string;
  readonly traces: RecordedTraces;
  readonly truth: RateTruth;
}

/** How one method does on the recordings of one group. */
export interface MethodAccuracy {
  readonly method: string;
  /** Mean absolute error of shown rates, /min; null where none is shown or true. */
  readonly mae: number | null;
  /** Share 0..1 of shown rates within the recording's tolerance. */
  readonly withinTolerance: number | null;
  /** Share 0..1 of shown rates within 7 /min: references of animals step by 6 to 8. */
  readonly within7: number | null;
  /** Share 0..1 of the seconds with a true rate in which one is shown; null without such seconds. */
  readonly coverage: number | null;
  readonly ratedSeconds: number;
  /** Seconds in which nothing may be shown, and those of them in which something is. */
  readonly silentSeconds: number;
  readonly falseSeconds: number;
}

export interface GroupAccuracy {
  readonly group: string;
  readonly recordings: number;
  readonly methods: readonly MethodAccuracy[];
}

const COARSE_PER_MIN = 7;

/** Afar, plain POS and, where it could be loaded, vitallens-core: Afar first. */
export function pulseMethods(vitalLens: VitalLens | null): PulseMethod[] {
  return [AFAR, planPlainPos(), ...(vitalLens ? [planVitalLensMethod(vitalLens)] : [])];
}

const AFAR: PulseMethod = {
  name: "Afar",
  readings({ regions, frames, endMs }) {
    const engine = planVitalsEngine("1", regions);
    const outputs = frames.flatMap((frame) => engine.push(frame));
    return [...outputs, ...engine.advance(endMs)].flatMap((output) => {
      const pulse = output.kind === "vitals" ? readingOf(output.vitals).pulse : null;
      return pulse ? [pulse] : [];
    });
  },
};

/** Given the same POS of the same window as plain POS: it takes a pulse waveform, and makes none itself. */
function planVitalLensMethod({ version, plan }: VitalLens): PulseMethod {
  return {
    name: `vitallens-core ${version}`,
    readings(traces) {
      let session: ReturnType<VitalLens["plan"]> | null = null;
      try {
        return readEachSecond(traces, 1, (skin, from, end) => {
          session ??= plan(skin.fsHz);
          session.reset();
          const wave = posOf(skin, from, end);
          if (wave.every((value) => value === 0)) return null;
          return session.add(
            Array.from(wave, (_, i) => (from + i) / skin.fsHz),
            Array.from(wave),
          );
        });
      } finally {
        (session as ReturnType<VitalLens["plan"]> | null)?.close();
      }
    },
  };
}

/** Lets every method read every recording and sums up by group, in the order of first appearance; all of them last. */
export async function measureAccuracy(
  methods: readonly PulseMethod[],
  recordings: AsyncIterable<TruthfulTraces>,
): Promise<GroupAccuracy[]> {
  const judged = new Map<string, JudgedSeconds[][]>();
  for await (const { group, traces, truth } of recordings) {
    const parts = judged.get(group) ?? methods.map(() => []);
    judged.set(group, parts);
    methods.forEach((method, k) => {
      parts[k].push(judge(method.readings(traces), truth, PULSE_RULES));
    });
  }
  const all = methods.map((_, k) => [...judged.values()].flatMap((parts) => parts[k]));
  return [...judged, ["all", all] as const].map(([group, parts]) => ({
    group,
    recordings: parts[0].length,
    methods: methods.map(({ name }, k) => accuracyOf(name, parts[k])),
  }));
}

function accuracyOf(method: string, parts: readonly JudgedSeconds[]): MethodAccuracy {
  const { mae, withinTolerance, coverage, ratedSeconds, silentSeconds, falseSeconds } = vitalFigures(parts);
  const shown = parts.flatMap(({ rated }) => answered(rated));
  const close = shown.filter(({ error }) => Math.abs(error) <= COARSE_PER_MIN).length;
  const within7 = shown.length === 0 ? null : close / shown.length;
  return { method, mae, withinTolerance, within7, coverage, ratedSeconds, silentSeconds, falseSeconds };
}
