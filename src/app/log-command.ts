import { AfarError } from "../base/errors.ts";
import { type HistoryPart, historyParts } from "../history/history-logs.ts";
import type { LogHead } from "../history/log-entry.ts";
import { type LogVerdict, verifyLog } from "../history/log-verdict.ts";

import { type HistoryChoice, keptPlaces } from "./history-place.ts";

interface LogOptions extends HistoryChoice {
  readonly noted?: LogHead;
  readonly json?: boolean;
}

interface PartVerdict {
  readonly name: string;
  /** Null where it cannot be read. */
  readonly verdict: LogVerdict | null;
  /** One sentence about what is wrong; null where nothing is. */
  readonly sentence: string | null;
}

/** `afar log verify`: checks every row of the log against its chain. Exit 1 where it is not as it was written. */
export async function verifyLogs(options: LogOptions): Promise<void> {
  const verdicts: PartVerdict[] = [];
  for (const place of keptPlaces(options)) {
    let last: LogHead | null = null;
    for (const part of historyParts(place)) {
      const verdict: PartVerdict = await judge(part, options.noted ?? null, last);
      last = verdict.verdict?.head ?? null;
      verdicts.push(verdict);
    }
  }
  if (verdicts.length === 0) {
    throw new AfarError(
      "FILE_MISSING",
      "there is no log yet: it begins when the station runs; --data names its folder",
    );
  }
  const lines = options.json ? verdicts.map((verdict) => JSON.stringify(verdict)) : verdicts.map(words);
  process.stdout.write(`${lines.join("\n")}\n`);
  if (verdicts.some(({ sentence }) => sentence !== null)) process.exitCode = 1;
}

/** `last`: end of the part before, null where there is none or it cannot be read. */
async function judge(part: HistoryPart, noted: LogHead | null, last: LogHead | null): Promise<PartVerdict> {
  const { name } = part;
  try {
    const store = await part.open();
    const own = noted === null || noted.sequence <= (await store.anchors()).head.sequence;
    const verdict = await verifyLog(store, own ? noted : null);
    await store.close();
    return { name, verdict, sentence: verdict.sentence ?? seam(last, verdict.base) };
  } catch (error) {
    return { name, verdict: null, sentence: `it cannot be read: ${error instanceof Error ? error.message : error}` };
  }
}

/** A part that was begun when another was set aside goes on from its end. */
function seam(last: LogHead | null, base: LogHead): string | null {
  if (last === null || base.sequence > last.sequence) return null;
  if (base.sequence === last.sequence && base.hash === last.hash) return null;
  return `it does not go on from the end of the file before it, row ${last.sequence}`;
}

function words({ name, verdict, sentence }: PartVerdict): string {
  if (sentence !== null) return `${name}: NOT AS IT WAS WRITTEN: ${sentence}`;
  const rows = `${verdict?.rows} ${verdict?.rows === 1 ? "row" : "rows"}`;
  const { sequence, hash } = verdict?.head ?? { sequence: 0, hash: "" };
  return `${name}: ${rows}, all as they were written; it ends with ${sequence}:${hash}`;
}
