import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, onTestFinished, test, vi } from "vitest";

import { defaultAlarmSettings } from "../../src/alarms/profile.ts";
import { SESSION_LIMITS } from "../../src/stream/accounts/sessions.ts";
import { vitals } from "../stream/synthetic-bed.ts";
import { startStation } from "../../src/app/station.ts";

import { madeModules } from "./made-ward.ts";

const modules = madeModules();

/** A bed's process that tells a rate of its first source at once and for ever, and of its second not a word. */
const BED = `
  const { bed, source } = JSON.parse(process.env.AFAR_BED_PLAN);
  process.on("disconnect", () => process.exit(0));
  setInterval(() => process.send({ kind: "heartbeat" }), 1000);
  if (source === "first") setInterval(() => process.send(${JSON.stringify(vitals("1", 1000, { rateBpm: 72 }))}), 20);
`;

test("a bed with a new source shows nothing of the one before from the moment that it changes", async () => {
  const folder = mkdtempSync(join(tmpdir(), "afar-source-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const bedModule = join(folder, "bed.mjs");
  writeFileSync(bedModule, BED);
  const plan = { bed: "1", label: "Bed 1", source: "first", demo: false };
  const station = await startStation([plan], 0, async () => undefined, {
    historyPlace: () => ({ kind: "sqlite", path: join(folder, "history.db"), threadModule: modules().thread }),
    bedModule,
    access: { address: "127.0.0.1", accounts: { folder, required: false, setUpCode: null, limits: SESSION_LIMITS } },
  });
  const shown = async () =>
    (await (await fetch(`http://127.0.0.1:${station.port}/api/beds/1/vitals`)).json()) as object;
  try {
    await vi.waitFor(async () => expect(JSON.stringify(await shown())).toContain('"rateBpm":72'), { timeout: 60_000 });
    const alarms = defaultAlarmSettings("adult");
    const changed = station.apply({ kind: "restart-bed", bed: { plan: { ...plan, source: "second" }, alarms } });
    expect(JSON.stringify(await shown())).not.toContain("72");
    await changed;
    for (let look = 0; look < 5; look++) {
      expect(JSON.stringify(await shown())).not.toContain("72");
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  } finally {
    await station.close();
  }
}, 120_000);
