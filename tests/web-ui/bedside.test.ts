import { expect, test, vi } from "vitest";

import { liveScene, silentScene } from "../stream/synthetic-bed.ts";

import { MonitorBench, PATIENCE, style, text } from "./monitor-bench.ts";
import { listOf, RACING } from "./synthetic-notices.ts";

const bench = new MonitorBench();

test("limits stand above the digits; the violated one brightens and the number flashes until somebody attends to it", async () => {
  const { hub } = bench.station.server;
  hub.publish(listOf("1"));
  const page = await bench.openOn(liveScene(130));
  await vi.waitFor(async () => expect(await text(page, "pulse-limits")).toBe("50-120"), PATIENCE);
  expect(await text(page, "respiration-limits")).toBe("8-30");
  hub.publish(listOf("1", RACING));
  await vi.waitFor(async () => expect(await page.locator(".violated").allTextContents()).toEqual(["120"]), PATIENCE);
  // Medium priority: 0.4 to 0.8 a second; high: 1.4 to 2.8 (facts: clinical).
  const paceS = async () => Number.parseFloat(await style(page, "[data-testid=pulse-rate]", "animationDuration"));
  expect(1 / (await paceS())).toSatisfy((hz: number) => hz >= 0.4 && hz <= 0.8);
  hub.publish(listOf("1", { ...RACING, priority: "high" }));
  await vi.waitFor(async () => expect(1 / (await paceS())).toSatisfy((hz: number) => hz >= 1.4 && hz <= 2.8), PATIENCE);
  hub.publish(listOf("1", { ...RACING, inactivation: "acknowledged" }));
  await vi.waitFor(async () => expect(await paceS()).toBe(0), PATIENCE);
});

/** What of the breathing rate's panel lies over its remark; a string, since it runs in the page. */
const OVER_REMARK = `(() => {
  const panel = document.querySelector(".rate-numeric.sign-respiration");
  const remark = panel.querySelector(".rate-note").getBoundingClientRect();
  return ["h2", ".rate-limits", ".rate-state", ".digit", ".dashes", ".rate-foot"].filter((selector) => {
    const each = panel.querySelector(selector)?.getBoundingClientRect();
    return each && each.left < remark.right && each.right > remark.left && each.top < remark.bottom && each.bottom > remark.top;
  });
})()`;

test("what the breathing rate is of stands in no digit's way, in any language, size or state", async () => {
  const page = await bench.openOn(liveScene(72.4));
  for (const [state, scene] of [
    ["live", liveScene(72.4)],
    ["none", silentScene("low-light")],
  ] as const) {
    bench.station.play("1", scene);
    await bench.becomes(page, state, "respiration");
    for (const [width, height] of [
      [1024, 768],
      [1280, 720],
      [1920, 1080],
      [390, 844],
    ]) {
      await page.setViewportSize({ width, height });
      for (const language of ["en", "zh-Hant", "zh-Hans"]) {
        await page.evaluate(`document.querySelector("[data-testid=language-${language}]").click()`);
        await page.locator(`html[lang=${language}]`).waitFor({ state: "attached" });
        expect(await page.evaluate(OVER_REMARK), `${state} ${width} ${language}`).toEqual([]);
      }
    }
  }
}, 120_000);

test("a phone names the patient too, below the bed, and cuts a long name rather than an alarm", async () => {
  const patient = { label: "Bartholomea Featherstonehaugh-Cholmondeley", admittedMs: 0 };
  bench.station.server.hub.publish({ ...listOf("1"), patient });
  const page = await bench.openOn(liveScene(72.4), { width: 390, height: 844 });
  const name = page.getByTestId("patient-label");
  await vi.waitFor(async () => expect(await name.textContent()).toContain("Bartholomea"), PATIENCE);
  const [who, sound] = await Promise.all([name.boundingBox(), page.getByTestId("sound").boundingBox()]);
  expect(who?.width).toBeGreaterThan(100);
  expect((who?.x ?? 0) + (who?.width ?? 0)).toBeLessThanOrEqual(sound?.x ?? 0);
  await page.getByTestId("view-ward").click();
  const cutPx = "(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector('.bed-name'))";
  await vi.waitFor(async () => expect(await text(page, "bed-label")).toBe("ward"), PATIENCE);
  expect(await page.evaluate(cutPx)).toBe(0);
});

test("several alarms take turns in the top bar, two seconds each", async () => {
  bench.station.server.hub.publish(
    listOf("1", RACING, { ...RACING, id: "1-8", alarm: "respiration-low", text: "** RR 6<8" }),
  );
  const page = await bench.openOn(liveScene(130));
  const area = page.getByTestId("alarms-physiological");
  for (const words of ["PR 134>120", "RR 6<8", "PR 134>120"]) {
    await vi.waitFor(async () => expect(await area.textContent()).toContain(words), PATIENCE);
  }
});

test("frozen waves stand still under the word and the time, while values and alarms go on; they go on when told", async () => {
  const page = await bench.openOn(liveScene(72.4));
  await bench.becomes(page, "live");
  await page.getByTestId("freeze").click();
  await vi.waitFor(async () => expect(await page.getByTestId("frozen").count()).toBe(2), PATIENCE);
  expect(await page.getByTestId("frozen").first().textContent()).toMatch(/FROZEN waves of \d\d:\d\d:\d\d/);
  const drawn = () => page.evaluate<string>("document.querySelector('[data-testid=wave]').toDataURL()");
  const before = await drawn();
  bench.station.server.hub.publish(listOf("1", RACING));
  bench.station.play("1", liveScene(95));
  await vi.waitFor(async () => expect(await text(page, "pulse-rate")).toBe("95"), PATIENCE);
  expect(await text(page, "alarms-physiological")).toContain("PR 134>120");
  expect(await drawn()).toBe(before);
  await page.getByTestId("freeze").click();
  await vi.waitFor(async () => expect((await drawn()) === before).toBe(false), PATIENCE);
});

test("a measured screen sweeps true millimetres, and keeps its measure", async () => {
  const page = await bench.openOn(liveScene(72.4));
  await bench.becomes(page, "live");
  await page.getByTestId("display-open").click();
  await page.getByTestId("calibrate").click();
  await page.getByTestId("calibration-slider").fill("5");
  // ISO/IEC 7810 ID-1: a card is 85.6 mm wide.
  const card = await page.getByTestId("calibration-card").boundingBox();
  expect(card?.width).toBeCloseTo(5 * 85.6, 0);
  await page.getByTestId("calibration-save").click();
  // So far the wave comes in two seconds, at 25 mm/s and 5 pixels a millimetre.
  const place = () => page.evaluate<number>("document.querySelector('[data-testid=wave]').drawnMs");
  await vi.waitFor(async () => expect(await place()).toBeGreaterThan(0), PATIENCE);
  expect(await page.evaluate("localStorage.getItem('afar.px-per-mm')")).toBe("5");
  await page.reload();
  await bench.becomes(page, "live");
  await page.getByTestId("display-open").click();
  expect(await text(page, "display")).toContain("millimetres are true");
});

test("night is dimmer but for the alarms, and is kept; speed and size of a wave are the reader's", async () => {
  bench.station.server.hub.publish(listOf("1", { ...RACING, inactivation: "acknowledged" }));
  const page = await bench.openOn(liveScene(130));
  await bench.becomes(page, "live");
  const alarm = () => style(page, "[data-testid=alarms-physiological]", "backgroundColor");
  const digits = () => style(page, "[data-testid=pulse-rate]", "color");
  const [alarmByDay, digitsByDay] = [await alarm(), await digits()];
  await page.getByTestId("display-open").click();
  await page.getByTestId("night").check();
  await page.getByTestId("pulse-speed").selectOption("50");
  await page.getByTestId("pulse-gain").selectOption("10");
  await page.keyboard.press("Escape");
  expect(await alarm()).toBe(alarmByDay);
  expect(await digits()).not.toBe(digitsByDay);
  await vi.waitFor(async () => expect(await text(page, "gain-mark")).toBe("10 ‰"), PATIENCE);
  await page.reload();
  await bench.becomes(page, "live");
  expect(await page.evaluate("document.documentElement.dataset.mode")).toBe("night");
  expect(await text(page, "pulse-wave-panel")).toContain("50 mm/s");
});

test("a dialog keeps the focus, gives it back, and closes with Escape; the whole page is reached with the Tab key", async () => {
  bench.station.server.hub.publish(listOf("1"));
  const page = await bench.openOn(liveScene(72.4));
  await bench.becomes(page, "live");
  const focused = () => page.evaluate<string>("document.activeElement?.dataset.testid ?? ''");
  await page.getByTestId("limits-open").focus();
  await page.keyboard.press("Enter");
  await page.getByTestId("limits").waitFor();
  for (let i = 0; i < 20; i += 1) {
    await page.keyboard.press("Tab");
    const inside = await page.evaluate(
      "document.activeElement === document.body || document.activeElement.closest('dialog') !== null",
    );
    expect(inside).toBe(true);
  }
  await page.keyboard.press("Escape");
  await vi.waitFor(async () => expect(await focused()).toBe("limits-open"), PATIENCE);
  const reached = new Set<string>();
  for (let i = 0; i < 40; i += 1) {
    await page.keyboard.press("Tab");
    reached.add(await focused());
  }
  for (const button of ["sound", "alarms-physiological", "view-ward", "freeze", "privacy", "language-zh-Hant"]) {
    expect([...reached]).toContain(button);
  }
});
