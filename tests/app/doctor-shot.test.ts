import { beforeAll, describe, expect, test } from "vitest";

import { cacheDirectory, prepareModels } from "../../src/inference/model-cache.ts";
import { createFaceTracker, type FaceTracker } from "../../src/face/face-tracker.ts";
import type { Finding } from "../../src/app/doctor-finding.ts";
import { takeShot } from "../../src/app/doctor-shot.ts";
import { examineSource } from "../../src/app/doctor-source.ts";
import { recordingPath, testWithRecordings } from "../recordings.ts";

const CACHE = cacheDirectory(process.env);
const planOf = (source: string) => ({ bed: "1", label: "Bed 1", source, demo: false });

/** The findings about a source, by their check. */
async function examined(source: string, seconds: number): Promise<Record<string, Finding>> {
  const findings: Record<string, Finding> = {};
  for await (const finding of examineSource(planOf(source), CACHE, seconds)) findings[finding.check] = finding;
  return findings;
}

describe("a test shot", () => {
  testWithRecordings("of a still patient in good light is fine in all points, and reads the true pulse", async () => {
    const findings = await examined(recordingPath("phantom/still-68.mp4"), 16);
    expect(Object.keys(findings)).toEqual([
      "source",
      "light",
      "flicker",
      "focus",
      "compression",
      "frames",
      "framing",
      "pulse",
      "breathing",
    ]);
    for (const finding of Object.values(findings)) expect(finding).toMatchObject({ state: "ok", remedy: null });
    const rate = Number(/yes, ([\d.]+) \/min/.exec(findings.pulse.detail)?.[1]);
    expect(Math.abs(rate - 68)).toBeLessThan(3);
    expect(findings.source.detail).toContain("watched for 16 s");
  });

  testWithRecordings("of a photo finds no pulse, as a warning with its remedy", async () => {
    const { pulse } = await examined(recordingPath("abstain/photo.mp4"), 16);
    expect(pulse.state).toBe("warning");
    expect(pulse.detail).toContain("readable: no");
    expect(pulse.detail).not.toContain("/min");
    expect(pulse.remedy).toContain("photo");
  });

  testWithRecordings("of a dim and of a dark room asks for light", async () => {
    for (const room of ["dim-room", "dark-room"]) {
      const { light, pulse } = await examined(recordingPath(`abstain/${room}.mp4`), 6);
      expect(light).toMatchObject({ state: "warning", remedy: expect.stringContaining("add light") });
      expect(pulse.state).toBe("warning");
    }
  });

  testWithRecordings("of an empty bed finds no face, and says that it need not", async () => {
    const { framing, pulse } = await examined(recordingPath("abstain/empty-bed.mp4"), 6);
    expect(framing).toMatchObject({ state: "warning", detail: "no face was seen" });
    expect(framing.remedy).toContain("empty");
    expect(pulse.state).toBe("warning");
  });

  testWithRecordings("of a camera stops by itself after the time that was asked for", async () => {
    const { source, frames } = await examined(`loop:${recordingPath("phantom/still-68.mp4")}`, 5);
    expect(source).toMatchObject({ state: "ok", detail: expect.stringMatching(/watched for [45] s/) });
    expect(frames).toBeDefined();
  });

  test("of a file that is not there is one failure that names it", async () => {
    const findings = await examined("/nowhere/ward.mp4", 5);
    expect(Object.keys(findings)).toEqual(["source"]);
    expect(findings.source.state).toBe("failure");
    expect(findings.source.detail).toContain("/nowhere/ward.mp4");
  });

  test("of a scenario that is not known is a failure that names it", async () => {
    const { source } = await examined("phantom:no-such-patient", 5);
    expect(source).toMatchObject({ state: "failure", detail: expect.stringContaining("no-such-patient") });
  });
});

describe("a camera that does not answer", () => {
  let tracker: FaceTracker;
  beforeAll(async () => {
    tracker = await createFaceTracker(await prepareModels(CACHE));
  });

  test.each([
    ["rtsp://nurse:secretword@127.0.0.1:1/live", "password"],
    ["v4l2:/dev/video99", "plugged in"],
  ])("as %s, is given up, named without its password, with what to look at", async (address, remedy) => {
    const options = { cacheDir: CACHE, seconds: 5, tracker, onRendered: () => undefined, onTime: () => undefined };
    const error = await takeShot(planOf(address), { ...options, patienceMs: 1500 }).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: "NO_FRAMES", message: expect.stringContaining(remedy) });
    expect(error.message).toContain(address.replace("nurse:secretword@", ""));
    expect(error.message).not.toContain("secretword");
  });
});
