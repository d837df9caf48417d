import { expect, test, vi } from "vitest";

import type { BedOrder, OrderAnswer } from "../../src/wire/alarm-messages.ts";
import type { RecordingMessage } from "../../src/wire/recording.ts";
import { liveScene } from "../stream/synthetic-bed.ts";
import { lengthText, sizeText } from "../../web-ui/src/recording/recording-length.ts";

import { MonitorBench, PATIENCE, text } from "./monitor-bench.ts";

const bench = new MonitorBench();

function takeOrders(answer: Partial<OrderAnswer> = {}): [string, BedOrder][] {
  const orders: [string, BedOrder][] = [];
  bench.station.server.takeOrders({
    obey(bed, order) {
      orders.push([bed, order]);
      return Promise.resolve({ accepted: true, detail: "done", recorded: true, ...answer });
    },
  });
  return orders;
}

function says(message: Partial<RecordingMessage>): void {
  const recording = { state: "recording", lengthMs: null, bytes: 0, detail: "" } as const;
  bench.station.server.hub.publish({ kind: "recording", bed: "1", ...recording, ...message });
}

test("a recording begins after one question, shows its length and size, and is ended by the same button", async () => {
  const orders = takeOrders();
  const page = await bench.openOn(liveScene(72.4));
  await bench.becomes(page, "live");
  const button = page.getByTestId("record");
  const before = [await button.boundingBox(), await page.getByTestId("pulse-rate").boundingBox()];
  await button.click();
  expect(await text(page, "record-question")).toContain(
    "Records traces, landmarks and values of this patient on this box; no video.",
  );
  expect(orders).toEqual([]);
  await page.getByTestId("record-start").click();
  await vi.waitFor(() => expect(orders).toHaveLength(1), PATIENCE);
  await vi.waitFor(async () => expect(await page.getByTestId("record-question").count()).toBe(0), PATIENCE);
  says({});
  says({ lengthMs: 83_400, bytes: 15_260_000 });
  await vi.waitFor(async () => expect(await text(page, "record-state")).toBe("recording1:2315.3 MB"), PATIENCE);
  expect(await text(page, "record")).toBe("stop recording");
  expect([await button.boundingBox(), await page.getByTestId("pulse-rate").boundingBox()]).toEqual(before);
  await button.click();
  await vi.waitFor(() => expect(orders).toHaveLength(2), PATIENCE);
  says({ state: "stopped", lengthMs: 84_000, bytes: 15_300_000 });
  await vi.waitFor(async () => expect(await text(page, "record-state")).toBe("recording ended1:2415.3 MB"), PATIENCE);
  expect(await text(page, "record")).toBe("record");
  expect(orders).toEqual([
    ["1", { order: "record", action: "start", landmarks: true }],
    ["1", { order: "record", action: "stop", landmarks: false }],
  ]);
});

test("the keyboard alone leaves landmarks out and begins; a key that is held down answers nothing, and Escape is no", async () => {
  const orders = takeOrders();
  const page = await bench.openOn(liveScene(72.4));
  await bench.becomes(page, "live");
  const { keyboard } = page;
  await page.getByTestId("record").focus();
  await keyboard.press("Enter");
  await page.getByTestId("record-question").waitFor();
  await keyboard.press("Enter");
  await keyboard.press("Escape");
  await vi.waitFor(async () => expect(await page.getByTestId("record-question").count()).toBe(0), PATIENCE);
  expect(orders).toEqual([]);
  await vi.waitFor(
    async () => expect(await page.evaluate("document.activeElement.dataset.testid")).toBe("record"),
    PATIENCE,
  );
  await keyboard.press("Enter");
  await keyboard.press("Space");
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await vi.waitFor(() => expect(orders).toHaveLength(1), PATIENCE);
  expect(orders).toEqual([["1", { order: "record", action: "start", landmarks: false }]]);
});

test("a recording that ended by itself says why until somebody has seen it, also on a page that is opened late", async () => {
  says({ lengthMs: 5000, bytes: 900_000 });
  says({ state: "failed", lengthMs: 5000, bytes: 900_000, detail: "/data has no room: free some space." });
  const page = await bench.openOn(liveScene(72.4));
  await page.getByTestId("record-fault").waitFor();
  expect(await text(page, "record-fault")).toContain("ended by itself: /data has no room: free some space.");
  await page.getByTestId("record-fault").getByRole("button").click();
  expect(await page.getByTestId("record-fault").count()).toBe(0);
  expect(await text(page, "record-state")).toContain("recording ended");
});

test("a start that the station refuses says why", async () => {
  takeOrders({ accepted: false, detail: "the bed is not ready yet" });
  const page = await bench.openOn(liveScene(72.4));
  await bench.becomes(page, "live");
  await page.getByTestId("record").click();
  await page.getByTestId("record-start").click();
  await page.getByTestId("record-fault").waitFor();
  expect(await text(page, "record-fault")).toContain("the bed is not ready yet");
});

test("lengths read as minutes and seconds, sizes as MB and from 1000 on as GB", () => {
  expect([0, 59_999, 60_000, 3_599_999, 3_600_000, 36_061_000].map(lengthText)).toEqual([
    "0:00",
    "0:59",
    "1:00",
    "59:59",
    "1:00:00",
    "10:01:01",
  ]);
  expect([0, 149_999, 999_949_999, 999_950_000, 12_345_000_000].map(sizeText)).toEqual([
    "0.0 MB",
    "0.1 MB",
    "999.9 MB",
    "1.00 GB",
    "12.35 GB",
  ]);
});
