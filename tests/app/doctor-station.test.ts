import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import { selfSigned } from "../interop/certificates.ts";
import { type ConfiguredAccess, DEFAULT_ACCESS } from "../../src/app/configuration/access.ts";
import { checkAccess } from "../../src/app/doctor-access.ts";
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

test("a wider address without sign-in or TLS is a failure before the start, which says what to set", () => {
  const bed = '[[beds]]\nid = "3"\nsource = "rtsp://camera/live"\n';
  const { verdict } = examine(`[station]\naddress = "0.0.0.0"\n${bed}`);
  expect(verdict.state).toBe("failure");
  expect(verdict.detail).toContain("station.address 0.0.0.0 lets others in than this box: set signIn = true");
});

test("who may be let in is looked at as the start does: address, certificate and its end, key", () => {
  const { certificateFile: certFile, keyFile } = selfSigned(folder);
  const open = { ...DEFAULT_ACCESS, address: "0.0.0.0", signIn: true, tls: { certFile, keyFile } };
  const check = (changed: Partial<ConfiguredAccess>, days = 0) =>
    checkAccess({ ...open, ...changed }, folder, {}, Date.now() + 86_400_000 * days);
  expect(checkAccess(DEFAULT_ACCESS, folder, {}, Date.now())).toMatchObject({ state: "ok" });
  expect(check({}, -60)).toMatchObject({ state: "ok", detail: expect.stringContaining("nobody has an account yet") });
  expect(check({})).toMatchObject({ state: "warning", detail: expect.stringContaining("its certificate holds until") });
  expect(check({}, 5)).toMatchObject({ state: "failure" });
  expect(check({ address: "192.0.2.77" })).toMatchObject({
    state: "failure",
    detail: expect.stringContaining("no address"),
  });
  expect(check({ signIn: false })).toMatchObject({ state: "failure" });
  expect(() => check({ tls: { certFile: keyFile, keyFile } })).toThrow(/no certificate and its key/);
});
