import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";

import type { ConfigurationChange } from "../../../src/app/configuration/changes.ts";
import { readText, soundConfiguration } from "../../../src/app/configuration/configuration-text.ts";
import { watchPath } from "../../../src/app/configuration/file-watch.ts";
import { planLiveConfiguration } from "../../../src/app/configuration/live-configuration.ts";

const folder = mkdtempSync(join(tmpdir(), "afar-live-"));
const path = join(folder, "afar.toml");
afterAll(() => rmSync(folder, { recursive: true }));

const bed = (id: string, more = "") => `[[beds]]\nid = "${id}"\nsource = "rtsp://192.0.2.${id}/a"\n${more}\n`;
beforeEach(() => writeFileSync(path, bed("1")));

/** A station that runs bed 1, and makes every change but those of beds in `unable`. */
function station(unable: readonly string[] = []) {
  const made: ConfigurationChange[] = [];
  const told: { sentence: string; isFault: boolean }[] = [];
  const live = planLiveConfiguration({
    path,
    running: soundConfiguration(readText(bed("1"), path), path),
    async apply(change) {
      if (change.kind === "add-bed" && unable.includes(change.bed.plan.bed)) throw new Error("no room");
      made.push(change);
    },
    tell: (sentence, isFault) => void told.push({ sentence, isFault }),
  });
  return { live, made, told };
}

describe("a file that is read again", () => {
  test("changes what it names, and says so", async () => {
    const { live, made, told } = station();
    writeFileSync(path, bed("1", 'label = "Window"') + bed("2"));
    await live.reload(false);
    expect(made.map(({ kind }) => kind)).toEqual(["label-bed", "add-bed"]);
    expect(told).toEqual([
      { sentence: `${path}: bed 1 is now called Window`, isFault: false },
      { sentence: `${path}: bed 2 added`, isFault: false },
    ]);
    await live.reload(false);
    expect(made).toHaveLength(2);
    expect(told).toHaveLength(2);
    await live.reload(true);
    expect(told.at(-1)).toEqual({ sentence: `${path}: nothing has changed`, isFault: false });
  });

  test.each([
    ["with a fault", '[[beds]]\nid = 1\nsource = "a.mp4"\n', "line 2: beds[1].id must be"],
    ["that an editor has emptied", "", "no bed is named"],
    [
      "with a change that needs a restart",
      `station.port = 1\n${bed("1")}${bed("2")}`,
      "station.port 1 needs a restart",
    ],
  ])("%s changes nothing, and is told once", async (_name, text, sentence) => {
    const { live, made, told } = station();
    writeFileSync(path, text);
    await live.reload(false);
    await live.reload(false);
    expect(made).toEqual([]);
    expect(told).toEqual([{ sentence: expect.stringContaining(sentence), isFault: true }]);
    expect(told[0].sentence).toMatch(/Nothing was changed: the station runs on as it did$/);
    writeFileSync(path, bed("1") + bed("3"));
    await live.reload(false);
    expect(made.map(({ kind }) => kind)).toEqual(["add-bed"]);
  });

  test("that has gone changes nothing", async () => {
    const { live, made, told } = station();
    rmSync(path);
    await live.reload(false);
    expect(made).toEqual([]);
    expect(told[0].sentence).toContain("does not exist");
  });

  test("is tried again for the bed that could not be added, and for no other", async () => {
    const unable = ["2"];
    const { live, made, told } = station(unable);
    writeFileSync(path, bed("2") + bed("3") + bed("1"));
    await live.reload(false);
    expect(made.map(({ kind }) => kind)).toEqual(["add-bed", "order-beds"]);
    expect(told[0]).toEqual({ sentence: expect.stringContaining("not done: bed 2 added: no room"), isFault: true });
    unable.pop();
    await live.reload(false);
    expect(made.slice(2)).toMatchObject([{ kind: "add-bed", bed: { plan: { bed: "2" } } }, { kind: "order-beds" }]);
  });
});

test("a path is watched through writing in pieces, replacement, and being away", async () => {
  let changes = 0;
  const end = watchPath(path, () => {
    changes += 1;
  });
  const untilChanged = (count: number) =>
    vi.waitFor(() => expect(changes).toBeGreaterThanOrEqual(count), { timeout: 10_000, interval: 50 });
  writeFileSync(path, "# a");
  writeFileSync(path, "# a longer one");
  await untilChanged(1);
  const replacement = join(folder, "new");
  writeFileSync(replacement, "# another");
  renameSync(replacement, path);
  await untilChanged(2);
  rmSync(path);
  await untilChanged(3);
  writeFileSync(path, "# back again");
  await untilChanged(4);
  end();
});
