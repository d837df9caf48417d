import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { expect, onTestFinished } from "vitest";

import type { AfarError } from "../../../src/base/errors.ts";
import { MOUNTING } from "../../history/mounting.ts";
import { testNeeding } from "../../left-out.ts";

import { runFrames } from "./made-frames.ts";
import { replayed, runRecorded, startRecorder, temporaryFolders } from "./made-run.ts";

const newFolder = temporaryFolders();

testNeeding(
  MOUNTING,
  "on a full disk recording ends and says so once, the bed goes on, and what was written is replayed",
  async () => {
    const disk = newFolder();
    mkdirSync(disk);
    execFileSync("/bin/mount", ["-t", "tmpfs", "-o", "size=512k", "tmpfs", disk]);
    onTestFinished(() => void execFileSync("/bin/umount", [disk]));
    const folder = join(disk, "recordings");
    const failures: AfarError[] = [];
    const recorder = startRecorder(folder, { onFailure: (error) => failures.push(error) });
    const said = runRecorded(recorder, runFrames(15));
    recorder.close();
    const seconds = said.flatMap((message) => (message.kind === "vitals" ? [message.vitals] : []));
    expect(seconds.map(({ tMs }) => tMs / 1000)).toEqual(Array.from({ length: 15 }, (_, i) => i + 1));
    expect(failures).toMatchObject([{ code: "DISK_FULL", message: expect.stringContaining(folder) }]);
    expect(recorder.failure).toBe(failures[0]);

    const { messages, endError } = await replayed(folder);
    expect(endError).toBeNull();
    expect(messages.length).toBeGreaterThan(20);
    expect(JSON.stringify(said.slice(0, messages.length - 1))).toBe(JSON.stringify(messages.slice(0, -1)));

    // Not even the folder's next run can begin, and it says so too.
    const next = startRecorder(folder, { onFailure: (error) => failures.push(error) });
    execFileSync("/bin/sh", ["-c", `cat /dev/zero > ${join(disk, "filling")} || true`], { stdio: "ignore" });
    runRecorded(next, runFrames(1));
    next.close();
    expect(failures.map(({ code }) => code)).toEqual(["DISK_FULL", "DISK_FULL"]);
    expect((await replayed(folder)).messages.length).toBe(messages.length);
  },
  60_000,
);
