import { openHistory } from "../../src/history/history.ts";

import { alarmEntry, trendSecond } from "./made-entries.ts";

// A station that does nothing but record: alarms as fast as they are committed, four at a time, and trends of 16 beds beside.
// It tells each alarm's identity after it was recorded, as a station announces it, and never ends by itself.
const [path, threadModule, run] = process.argv.slice(2);
const history = await openHistory({ place: { kind: "sqlite", path, threadModule, reserveBytes: 1 << 16 } });

let number = 0;
let second = 1_700_000_000 + 10_000 * Number(run);

async function announce(): Promise<void> {
  for (;;) {
    const entry = alarmEntry(number++, `run${run}`);
    const documents = [{ bed: entry.bed ?? "", savedMs: number, content: { last: entry.id } }];
    const receipt = await history.append([entry], documents);
    process.stdout.write(`${receipt.recorded ? "recorded" : "not"} ${entry.id}\n`);
    second++;
    history.appendTrends(Array.from({ length: 16 }, (_, bed) => trendSecond(second, String(bed))));
  }
}

await Promise.all([announce(), announce(), announce(), announce()]);
