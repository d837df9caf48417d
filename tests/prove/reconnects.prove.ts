import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, expect, test } from "vitest";

import { HASTY_CLOCK, reconnect } from "../frame/camera-contract.ts";
import { liveCameras } from "../frame/cameras.ts";

/** How often each camera is connected to again. */
const RECONNECTIONS = Number(process.env.LIVE_RECONNECTIONS ?? 1000);
const MOST_GROWTH_MB = 10;

const folder = mkdtempSync(join(tmpdir(), "afar-reconnects-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

for (const subject of liveCameras((name) => join(folder, name))) {
  test.skipIf(!subject.need.present)(`${RECONNECTIONS} reconnections of ${subject.name}`, async () => {
    const stand = await subject.start();
    const { before, after } = await reconnect(await stand.open(HASTY_CLOCK), stand.link, RECONNECTIONS);
    await stand.stop();
    process.stdout.write(
      `\n${RECONNECTIONS} reconnections of ${subject.name}: ${before.files} open files, ${before.ownMb.toFixed(1)} MB after ` +
        `the first fifth; ${after.files} open files, ${after.ownMb.toFixed(1)} MB after the last\n`,
    );
    expect(after.files - before.files).toBeLessThanOrEqual(2);
    expect(after.ownMb - before.ownMb).toBeLessThan(MOST_GROWTH_MB);
  });
}
