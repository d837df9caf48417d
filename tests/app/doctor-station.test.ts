import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import { checkHistory, examineStation } from "../../src/app/doctor-station.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "afar-doctor-test-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Reads a configuration of this text. */
function examine(text: string) {
  const path = join(folder, "afar.toml");
  writeFileSync(path, text);
  return examineStation(path, {}, folder);
}

test("a box without a configuration is fine, and has no bed to look at", () => {
  expect(examineStation(undefined, { HOME: folder }, join(folder, "elsewhere"))).toMatchObject({
    verdict: { state: "ok", detail: expect.stringContaining("demonstration") },
    beds: [],
    port: 8080,
  });
});

test("a configuration that was named and is not there is a failure that names it", () => {
  const { verdict } = examineStation("missing.toml", {}, folder);
  expect(verdict).toMatchObject({ state: "failure", detail: expect.stringContaining(join(folder, "missing.toml")) });
});

test("a sound configuration gives its beds, port and history", () => {
  const station = examine(
    '[station]\nport = 9000\n[[beds]]\nid = "3"\nsource = "rtsp://camera/live"\n[history]\nsqlitePath = "kept.db"\n',
  );
  expect(station).toMatchObject({ verdict: { state: "ok" }, port: 9000, beds: [{ bed: "3", label: "Bed 3" }] });
  expect(checkHistory(station.history, {})).toMatchObject({ detail: expect.stringContaining(folder) });
});

test("a fault in a configuration is a failure that names file, line and key", () => {
  const { verdict, beds } = examine('[[beds]]\nid = "3"\nsource = 7\n');
  expect(verdict.state).toBe("failure");
  expect(verdict.detail).toContain("afar.toml line 3");
  expect(verdict.detail).toContain("beds[1].source");
  expect(beds).toEqual([]);
});

test("a configuration that names a file which is not there now is a warning that names it", () => {
  const { verdict } = examine('[[beds]]\nid = "3"\nsource = "gone.mp4"\n');
  expect(verdict).toMatchObject({ state: "warning", detail: expect.stringContaining(join(folder, "gone.mp4")) });
});
