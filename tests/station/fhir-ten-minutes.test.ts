import { join } from "node:path";

import { expect, onTestFinished } from "vitest";

import type { BedMessage } from "../../src/wire/messages.ts";
import type { Vitals } from "../../src/wire/vitals.ts";
import { planBedAlarms } from "../../src/alarms/bed-alarms.ts";
import { defaultAlarmSettings } from "../../src/alarms/profile.ts";
import { type History, openHistory } from "../../src/history/history.ts";
import { builtModule, temporaryFolders } from "../history/built-module.ts";
import { heldScene, liveScene, noBreathScene, type Scene, silentScene } from "../stream/synthetic-bed.ts";
import type { NamedResource } from "../../src/interop/fhir/elements.ts";
import { planFhirDesk } from "../../src/interop/fhir/fhir-desk.ts";
import { type Bundle, everyPage, resourcesOf } from "../interop/fhir/fhir-client.ts";
import { r4Faults } from "../interop/fhir/r4-validity.ts";
import { unitFaults } from "../interop/fhir/unit-faults.ts";
import { logEntries } from "../../src/app/alarm-log.ts";
import { planEvidenceMemory } from "../../src/app/fhir-evidence.ts";
import { originFile } from "../../src/app/fhir-origins.ts";
import { planFhirSource } from "../../src/app/fhir-source.ts";
import { planHistoryRecording } from "../../src/app/history-recording.ts";
import { testWithRecordings } from "../recordings.ts";
import { replayed } from "../replayed.ts";

const threadModule = builtModule(new URL("../../src/history/sqlite-thread.ts", import.meta.url));
const newFolder = temporaryFolders();

const START_MS = Date.UTC(2026, 10, 24, 14, 0, 0, 250);
const SECONDS = 600;
const PLANS = [
  { bed: "icu_1", label: "Bed 1", source: "recording.bvp.csv", demo: false },
  { bed: "2", label: "Bed 2", source: "v4l2:/dev/video0", demo: false },
];

/** What a patient goes through, by the second at which each begins. */
const SCENES: readonly [fromS: number, scene: Scene][] = [
  [0, silentScene("starting")],
  [12, liveScene(72)],
  [200, heldScene(72, "motion")],
  [210, silentScene("motion")],
  [240, noBreathScene(75, 0)],
  [330, liveScene(145)],
  [420, silentScene("no-face")],
  [450, liveScene(80, 0.5)],
];

function sceneVitals(second: number): Vitals {
  const [, scene] = SCENES.findLast(([fromS]) => fromS <= second) ?? SCENES[0];
  const said = scene("2", 1000 * second + 500, 1000).find((message) => message.kind === "vitals");
  if (said?.kind !== "vitals") throw new Error(`nothing said at ${second} s`);
  return said.vitals;
}

/** Ten minutes of beds in a real history, and what answers from it. */
async function tenMinutes(values: Readonly<Record<string, readonly Vitals[]>>) {
  const folder = newFolder();
  let nowMs = START_MS;
  const place = { kind: "sqlite" as const, path: join(folder, "history.db"), threadModule: threadModule() };
  const history: History = await openHistory({ place, nowMs: () => nowMs, answerMs: 60_000 });
  onTestFinished(async () => void (await history.close()));
  const recording = planHistoryRecording(history, false, () => nowMs);
  const evidence = planEvidenceMemory(() => nowMs);
  const origins = originFile(join(folder, "bed-origins.json"));
  origins.begin("icu_1", "replay", nowMs);
  origins.begin("2", "live", nowMs);
  const beds = PLANS.map(({ bed }) => ({
    bed,
    alarms: planBedAlarms({ bed, settings: defaultAlarmSettings("adult"), firstNumber: 1, startMs: nowMs }),
  }));
  for (let second = 0; second < SECONDS; second++) {
    for (const { bed, alarms } of beds) {
      const vitals = { ...values[bed][second], bed };
      const message: BedMessage = { kind: "vitals", bed, vitals };
      recording.hear(message);
      evidence.hear(message);
      const outputs = alarms.step({ tMs: nowMs, kind: "vitals", vitals });
      if (outputs.length > 0) await history.append(logEntries(outputs, nowMs));
    }
    nowMs += 400;
    const shown = beds.map(({ alarms }) => ({
      ...alarms.state(),
      kind: "alarms" as const,
      patient: null,
      alarms: alarms.state().alarms.map((alarm) => ({ ...alarm, notRecorded: false })),
    }));
    recording.second(shown);
    nowMs += 600;
  }
  // Appends of trends are on their way: the log is behind them.
  await history.append([{ kind: "station", bed: null, tMs: nowMs, id: null, by: null, record: {} }]);
  for (let tries = 0; tries < 600; tries++) {
    const { tMs } = await history.trendSeconds("2", { fromMs: 0, toMs: nowMs + 1000 });
    if (tMs.length === SECONDS) break;
    await new Promise((done) => setTimeout(done, 100));
  }
  const source = planFhirSource({
    base: "http://station.test/fhir",
    plans: () => PLANS,
    readerOf: () => history,
    wards: () => [{ name: "ward", log: history.log }],
    evidence,
    origins,
    nowMs: () => nowMs,
  });
  const desk = planFhirDesk(source);
  const get = async (url: string) => {
    const { pathname, searchParams } = new URL(url, "http://station.test/fhir/");
    const query: Record<string, string[]> = {};
    for (const [name, value] of searchParams) query[name] = [...(query[name] ?? []), value];
    const type = pathname.split("/").at(-1) as Parameters<typeof desk.search>[0];
    return (await desk.search(type, query, () => true)) as Bundle;
  };
  const found = async (search: string) => resourcesOf(await everyPage(await get(search), get));
  return { desk, get, found };
}

type Told = NamedResource & {
  readonly valueQuantity?: { readonly value: number; readonly code: string };
  readonly dataAbsentReason?: { readonly text: string };
  readonly effectiveDateTime: string;
};

/** Seconds of a wave of a real patient, and another's that begins where it ends. */
async function recordedVitals(): Promise<Vitals[]> {
  const first = await replayed("signals/icu-ppg-respiration.bvp.csv");
  const more = await replayed("signals/rest-ppg-respiration.bvp.csv", "--seconds", "130");
  return [...first, ...more].slice(0, SECONDS);
}

testWithRecordings(
  "ten minutes of a replay and of a patient are valid resources, each behind one link and once, and none has a value where none was shown",
  async () => {
    const values = { icu_1: await recordedVitals(), "2": Array.from({ length: SECONDS }, (_, i) => sceneVitals(i)) };
    expect(values.icu_1).toHaveLength(SECONDS);
    const { desk, get, found } = await tenMinutes(values);

    const observations = (await found("Observation?_count=173")) as Told[];
    const provenances = await found("Provenance?_count=1000");
    const issues = await found("DetectedIssue?_count=2");
    const others = [...(await found("Device")), ...(await found("DeviceMetric?_count=3"))];
    const all = [...observations, ...provenances, ...issues, ...others];
    for (const resource of all) {
      const faults = [...r4Faults(resource), ...unitFaults(resource)];
      if (faults.length > 0) expect(faults, JSON.stringify(resource)).toEqual([]);
    }
    expect(observations).toHaveLength(2 * 2 * SECONDS);
    expect(new Set(observations.map(({ id }) => id)).size).toBe(2 * 2 * SECONDS);
    expect(new Set(provenances.map(({ id }) => id))).toEqual(new Set(observations.map(({ id }) => id)));
    expect(others.map(({ id }) => id)).toHaveLength(3 + 4);

    // Against what the beds said, second by second.
    const byId = new Map(observations.map((each) => [each.id, each]));
    const token = observations.find(({ id }) => id.startsWith("icu-1"))?.id.split(".pulse")[0];
    let shown = 0;
    for (const [bed, seconds] of Object.entries(values)) {
      seconds.forEach(({ pulse, respiration }, i) => {
        const second = Math.floor((START_MS + 1000 * i + 400) / 1000);
        const rates = {
          pulse: { ...pulse, perMin: pulse.rateBpm },
          respiration: { ...respiration, perMin: respiration.rateBrpm },
        };
        for (const [name, { perMin, held, reason }] of Object.entries(rates)) {
          const told = byId.get(`${bed === "2" ? "2" : token}.${name}.${second}`);
          const isShown = perMin !== null && !held;
          shown += isShown ? 1 : 0;
          if (isShown) expect(Math.abs((told?.valueQuantity?.value ?? 0) - perMin)).toBeLessThanOrEqual(0.051);
          else expect(told?.valueQuantity, `${bed} ${name} ${i} ${reason}`).toBeUndefined();
          expect(told?.dataAbsentReason === undefined, `${bed} ${name} ${i}`).toBe(isShown);
          expect(JSON.stringify(told).includes("TEST"), told?.id).toBe(bed !== "2");
        }
      });
    }
    expect(shown).toBeGreaterThan(1000);
    const words = (fromS: number, name: string) =>
      byId.get(`2.${name}.${Math.floor(START_MS / 1000) + fromS}`)?.dataAbsentReason?.text;
    expect(words(5, "pulse")).toBe("No pulse rate was shown: measuring has only just begun");
    expect(words(205, "pulse")).toBe("The last pulse rate was held: the patient moves");
    expect(words(300, "respiration")).toBe(
      "No respiratory rate was shown: no breathing movement is seen while the patient is in view",
    );
    const codes = issues.map((issue) => JSON.stringify(issue.code));
    for (const code of ["no-breath", "pulse-high"])
      expect(
        codes.some((each) => each.includes(`"${code}"`)),
        code,
      ).toBe(true);

    // A bed and a stretch of time.
    const part = (await found(
      "Observation?device=Device/bed-2&date=ge2026-11-24T14:01:00Z&date=lt2026-11-24T14:02:00Z&code=8867-4&_count=7",
    )) as Told[];
    expect(part).toHaveLength(60);
    expect(part.every(({ id }) => id.startsWith("2.pulse."))).toBe(true);
    expect(part[0].effectiveDateTime).toBe("2026-11-24T14:01:00.650Z");
    const ofBreathing = await found("Observation?code=urn:iso:std:iso:11073:10101|151562&date=2026-11-24T14:03Z");
    expect(ofBreathing).toHaveLength(2 * 60);
    expect(await found("Observation?device=bed-9")).toEqual([]);
    const page = await get("Observation?device=bed-2&_count=5&_revinclude=Provenance:target");
    expect(page.entry?.map(({ search, resource }) => [search.mode, resource.resourceType])).toEqual([
      ...Array.from({ length: 5 }, () => ["match", "Observation"]),
      ...Array.from({ length: 5 }, () => ["include", "Provenance"]),
    ]);
    expect(r4Faults(page)).toEqual([]);
    const unseen = (await desk.search("Observation", {}, (bed) => bed === "2")) as Bundle;
    expect(JSON.stringify(unseen)).not.toContain("icu");
    await expect(desk.read("Observation", observations[0].id, {}, () => false)).rejects.toThrow(
      "there is no Observation",
    );

    // Faults that R4's definitions do not see, and that they do.
    const [withValue] = observations.filter(({ valueQuantity }) => valueQuantity !== undefined);
    const { valueQuantity } = withValue;
    const wrong = [{ ...valueQuantity, code: "/h" }, { ...valueQuantity, unit: "bpm" }, { value: 72 }].map(
      (quantity) => ({
        ...withValue,
        valueQuantity: quantity,
      }),
    );
    for (const each of wrong) {
      expect(r4Faults(each)).toEqual([]);
      expect(unitFaults(each).length).toBeGreaterThan(0);
    }
    expect(r4Faults({ ...withValue, status: undefined }).length).toBeGreaterThan(0);
  },
  300_000,
);
