import { expect, test } from "vitest";

import { type AccuracyFigures, accuracyObject, accuracyTable } from "../../src/app/accuracy-report.ts";

const method = (name: string, mae: number | null, falseSeconds: number) => ({
  method: name,
  mae,
  withinTolerance: mae === null ? null : 0.875,
  within7: mae === null ? null : 0.95,
  coverage: 0.6,
  ratedSeconds: 120,
  silentSeconds: 40,
  falseSeconds,
});

const FIGURES: AccuracyFigures = {
  machine: { model: "a processor", cores: 2, node: "20.20.2", load: 0.5 },
  groups: [
    { group: "faces", recordings: 3, methods: [method("Afar", 2, 0), method("POS", 8, 39), method("theirs", 5, 31)] },
  ],
  missing: null,
  failed: [],
};

test("the table names machine, group, methods, errors, ratios, coverage and false seconds", () => {
  const table = accuracyTable(FIGURES);
  expect(table).toContain("a processor, 2 cores, Node 20.20.2");
  expect(table).toContain("faces, 3 recordings");
  expect(table).toMatch(/Afar +2\.00 +1\.0 +87\.5 % +95\.0 % +60\.0 % +120 +0 of 40/);
  expect(table).toMatch(/POS +8\.00 +4\.0 .* 39 of 40/);
});

test("the object holds a method under its key, and how many times our error it makes", () => {
  const [group] = accuracyObject(FIGURES).groups;
  expect(group).toMatchObject({ ratioToPlainPos: 4, ratioToVitallensCore: 2.5, afar: { mae: 2 } });
});

test("a method that is missing is null to programs and a sentence to people, and so is a recording", () => {
  const [faces] = FIGURES.groups;
  const without = {
    ...FIGURES,
    groups: [{ ...faces, methods: faces.methods.slice(0, 2) }],
    missing: "vitallens-core cannot be loaded: no such file",
    failed: [{ name: "faces/x.mp4", cause: "it is a text." }],
  };
  expect(accuracyObject(without).groups[0]).toMatchObject({ vitallensCore: null, ratioToVitallensCore: null });
  expect(accuracyTable(without)).toContain("vitallens-core cannot be loaded: no such file");
  expect(accuracyTable(without)).toContain("not used: faces/x.mp4: it is a text.");
});

test("where nothing was shown there is neither error nor ratio", () => {
  const [faces] = FIGURES.groups;
  const silent = { ...FIGURES, groups: [{ ...faces, methods: [method("Afar", null, 0), method("POS", 8, 1)] }] };
  expect(accuracyObject(silent).groups[0].ratioToPlainPos).toBeNull();
  expect(accuracyTable(silent)).toMatch(/Afar +- +- +- /);
});
