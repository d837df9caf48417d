import type { Patient } from "../wire/alarm-messages.ts";
import { parseAlarmSettings, parsePatient } from "../wire/alarm-parsing.ts";
import type { AlarmSnapshot } from "../alarms/bed-alarms.ts";
import type { WardSnapshot } from "../alarms/ward-alarms.ts";
import type { BedDocument } from "../history/store.ts";

/** Name under which the ward's own document is kept; no bed is called so. */
const WARD = "/ward";

/** What a bed must be again after a restart. */
export interface BedContent {
  readonly patient: Patient | null;
  readonly alarms: AlarmSnapshot;
}

export function bedDocument(bed: string, savedMs: number, content: BedContent): BedDocument {
  return { bed, savedMs, content };
}

export function wardDocument(savedMs: number, content: WardSnapshot): BedDocument {
  return { bed: WARD, savedMs, content };
}

/** Whether a document is a bed's, and not the ward's. */
export function isBedDocument({ bed }: BedDocument): boolean {
  return bed !== WARD;
}

/** A bed as it was kept; null where there is none, or one that this version does not understand. */
export function readBedDocument(documents: readonly BedDocument[], bed: string): BedContent | null {
  const content = contentOf(documents, bed) as Partial<BedContent> | undefined;
  const { memory, version } = content?.alarms ?? {};
  if (version !== 1 || memory?.bed !== bed || parseAlarmSettings(memory.settings) === null) return null;
  return { patient: parsePatient(content?.patient), alarms: { version, memory } };
}

/** The ward as it was kept; null as for a bed. */
export function readWardDocument(documents: readonly BedDocument[]): WardSnapshot | null {
  const content = contentOf(documents, WARD) as Partial<WardSnapshot> | undefined;
  return content?.version === 1 && content.memory ? { version: 1, memory: content.memory } : null;
}

function contentOf(documents: readonly BedDocument[], bed: string): unknown {
  return documents.find((document) => document.bed === bed)?.content;
}
