import type { TraceFrame } from "../base/trace-frame.ts";
import type { IdentityMessage } from "../wire/identity.ts";
import type { Vitals } from "../wire/vitals.ts";

import { type Identity, planIdentity } from "./identity.ts";
import { planVitalsEngine, type VitalsOutput } from "./vitals-engine.ts";

export interface PatientEngine {
  /** Adds a frame and returns what became due before it. */
  push(frame: TraceFrame): (VitalsOutput | IdentityMessage)[];
  /** Time passed up to `tMs` without a further frame; returns the seconds that it completes. */
  advance(tMs: number): (VitalsOutput | IdentityMessage)[];
  readonly identity: Pick<Identity, "confirm" | "renew" | "ask" | "state">;
}

/** An engine that begins with a person starts so long before, so that the wave goes on where the one before ended. */
const EARLIER_MS = 1000;

/**
 * Plans one bed's values over its traces, and whose they are: each person has an engine of their own, so that nothing of one
 * is ever counted for another, and while the patient is unconfirmed nothing is shown.
 */
export function planPatientEngine(bed: string, regions: readonly string[]): PatientEngine {
  const identity = planIdentity();
  let engine = planVitalsEngine(bed, regions);
  let person = 0;
  let startMs = 0;
  let toldMs = 0;
  let told = "";
  let pictureMs = 0;
  const drawnMs = { pulse: 0, respiration: 0 };

  /** Leaves out what the engine before has already said of the same time. */
  function isNew(output: VitalsOutput): boolean {
    if (output.kind === "vitals") {
      if (output.vitals.tMs <= toldMs) return false;
      toldMs = output.vitals.tMs;
    } else if (output.kind === "picture") {
      if (output.tMs <= pictureMs) return false;
      pictureMs = output.tMs;
    } else if (output.kind === "wave") {
      if (output.tMs < drawnMs[output.wave]) return false;
      drawnMs[output.wave] = output.tMs + output.spanMs / 2;
    }
    return true;
  }

  function finish(outputs: readonly VitalsOutput[]): (VitalsOutput | IdentityMessage)[] {
    const silent = identity.state.patient === "unconfirmed";
    const finished: (VitalsOutput | IdentityMessage)[] = [];
    for (const output of outputs) {
      const later = startMs === 0 ? output : delayed(output, startMs);
      if (!isNew(later)) continue;
      const shown = silent ? silenced(later) : later;
      if (shown) finished.push(shown);
      if (later.kind === "vitals") finished.push(message(later.vitals.tMs));
    }
    return finished;
  }

  function message(tMs: number): IdentityMessage {
    const { person: _, ...state } = identity.state;
    told = keyOf(identity);
    return { kind: "identity", bed, tMs, ...state };
  }

  return {
    identity,
    push(frame) {
      identity.push(frame);
      if (person !== identity.state.person && person > 0) {
        startMs = Math.max(0, 1000 * Math.floor(frame.tMs / 1000) - EARLIER_MS);
        engine = planVitalsEngine(bed, regions);
      }
      person = identity.state.person;
      const outputs = finish(engine.push(startMs === 0 ? frame : earlier(frame, startMs)));
      if (told !== keyOf(identity)) outputs.push(message(frame.tMs));
      return outputs;
    },
    advance(tMs) {
      identity.advance(tMs);
      const outputs = finish(engine.advance(tMs - startMs));
      // Before the first frame there is nobody to tell of.
      if (told !== "" && told !== keyOf(identity)) outputs.push(message(tMs));
      return outputs;
    },
  };
}

function keyOf({ state }: Identity): string {
  return `${state.patient} ${state.question} ${state.faceInView}`;
}

function earlier(frame: TraceFrame, byMs: number): TraceFrame {
  const { motion, network } = frame;
  const sooner = <T extends { readonly tMs: number }>(item: T): T => ({ ...item, tMs: item.tMs - byMs });
  return {
    ...sooner(frame),
    ...(motion ? { motion: sooner(motion) } : {}),
    ...(network ? { network: { ...network, samples: network.samples.map(sooner) } } : {}),
  };
}

function delayed(output: VitalsOutput, byMs: number): VitalsOutput {
  if (output.kind !== "vitals") return { ...output, tMs: output.tMs + byMs };
  const { vitals } = output;
  const { pulse, evidence } = vitals;
  const later = (times: readonly number[]) => times.map((tMs) => tMs + byMs);
  return {
    ...output,
    vitals: {
      ...vitals,
      tMs: vitals.tMs + byMs,
      pulse: { ...pulse, lostSinceMs: pulse.lostSinceMs === null ? null : pulse.lostSinceMs + byMs },
      evidence: {
        ...evidence,
        beatsMs: later(evidence.beatsMs),
        respiration: evidence.respiration && {
          ...evidence.respiration,
          breathsMs: later(evidence.respiration.breathsMs),
        },
      },
    },
  };
}

/** What is left to say while nobody knows whose values these are; null: nothing. */
function silenced(output: VitalsOutput): VitalsOutput | null {
  switch (output.kind) {
    case "vitals":
      return { ...output, vitals: withoutValues(output.vitals) };
    case "wave":
      return { ...output, samples: null, reason: "confirm-patient" };
    case "movement":
      return { ...output, channels: output.channels.map((channel) => channel.map(() => null)) };
    case "picture":
      return output;
    default:
      return null;
  }
}

function withoutValues(vitals: Vitals): Vitals {
  const reason = "confirm-patient";
  return {
    ...vitals,
    pulse: { rateBpm: null, confidence: 0, sqi: 0, snrDb: null, held: false, reason, lostSinceMs: null },
    respiration: { rateBrpm: null, confidence: 0, sqi: 0, held: false, reason, noBreathS: null },
    variability: null,
    movement: nulls(vitals.movement),
    evidence: {
      windowS: 0,
      candidates: [],
      methods: {},
      beatsMs: [],
      regions: [],
      rejected: [],
      spectrum: null,
      checks: {},
      respiration: null,
    },
  };
}

function nulls<T extends object>(values: T): { [K in keyof T]: null } {
  return Object.fromEntries(Object.keys(values).map((key) => [key, null])) as { [K in keyof T]: null };
}
