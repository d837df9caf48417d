import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "csv-parse/sync";
import type { Page } from "playwright-core";
import sharp from "sharp";
import { expect, test, vi } from "vitest";

import type { TrendAnswer } from "../../src/wire/history.ts";

import { PAST } from "./made-past.ts";
import { text } from "./monitor-bench.ts";
import { PastBench } from "./past-bench.ts";
import { readPlot, valueAt } from "./plot-reading.ts";
import { type StoredSecond, storedSeconds } from "./stored-trend.ts";

const bench = new PastBench();
const PATIENCE = { timeout: 60_000, interval: 200 };
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const MARKED = ["pulse-held", "respiration-held", "pulse-doubtful"];

function stored(fromMs: number, toMs: number): StoredSecond[] {
  return storedSeconds(join(bench.folder, "history.db"), "1", fromMs / 1000, toMs / 1000);
}

/** The stretch that the graphic shows; waits until it is drawn. */
async function shownStretch(page: Page): Promise<{ fromMs: number; toMs: number }> {
  await page.locator("[data-testid=trend-pulse] canvas").waitFor(PATIENCE);
  const graphic = page.getByTestId("trend-graphic");
  const [fromMs, toMs] = [await graphic.getAttribute("data-from-ms"), await graphic.getAttribute("data-to-ms")];
  return { fromMs: Number(fromMs), toMs: Number(toMs) };
}

/** Holds the graphic still: it moves on with the clock only while it ends now. */
async function hold(page: Page): Promise<void> {
  await page.getByTestId("earlier").click(PATIENCE);
  await page.getByTestId("trend-pulse").waitFor(PATIENCE);
  const whole = async () => {
    const { toMs } = await shownStretch(page);
    expect(toMs).toBeLessThan(Date.now() - 20 * MINUTE_MS);
  };
  await vi.waitFor(whole, PATIENCE);
}

async function answerOf(query: string): Promise<Response> {
  return fetch(`http://127.0.0.1:${bench.server.port}/api/beds/1/${query}`);
}

test("the API tells the seconds and the minutes as the database's rows hold them", async () => {
  const [fromMs, toMs] = [bench.endMs - 80 * MINUTE_MS, bench.endMs];
  const rows = stored(fromMs, toMs);
  const seconds = (await (await answerOf(`trends?from=${fromMs}&to=${toMs}&step=second`)).json()) as TrendAnswer;
  expect(seconds.at.map((step) => fromMs / 1000 + step)).toEqual(rows.map(({ second }) => second));
  expect(seconds.marks).toEqual(rows.map(({ marks }) => marks));
  const pulse = rows.map(({ values }) => (Number.isNaN(values[0]) ? null : values[0]));
  expect(seconds.series.pulseBpm.mean.map((value) => value !== null)).toEqual(pulse.map((value) => value !== null));
  pulse.forEach((value, i) => {
    if (value !== null) expect(seconds.series.pulseBpm.mean[i]).toBeCloseTo(value, 3);
  });

  const minutes = (await (await answerOf(`trends?from=${fromMs}&to=${toMs}`)).json()) as TrendAnswer;
  for (const [i, step] of minutes.at.entries()) {
    const inMinute = rows.filter(({ second }) => Math.floor(second / 60) === fromMs / MINUTE_MS + step);
    // Bit 0: the pulse is only held.
    const shown = inMinute
      .filter(({ marks, values }) => (marks & 1) === 0 && !Number.isNaN(values[0]))
      .map(({ values }) => values[0]);
    expect(minutes.series.pulseBpm.share?.[i]).toBeCloseTo(shown.length / 60, 5);
    if (shown.length === 0) expect(minutes.series.pulseBpm.mean[i]).toBeNull();
    else {
      expect(minutes.series.pulseBpm.mean[i]).toBeCloseTo(
        shown.reduce((sum, value) => sum + value, 0) / shown.length,
        2,
      );
      expect(minutes.series.pulseBpm.max?.[i]).toBeCloseTo(Math.max(...shown), 3);
    }
  }
});

test.each([
  ["longer than 72 h", "trends", 73 * HOUR_MS, 400],
  ["longer than 4 h of seconds", "trends&step=second", 5 * HOUR_MS, 400],
  ["of no length", "trends", 0, 400],
  ["of events longer than 72 h", "events", 73 * HOUR_MS, 400],
])("a stretch %s is refused in one sentence", async (_what, query, lengthMs, status) => {
  const [path, more = ""] = query.split("&");
  const answer = await answerOf(`${path}?from=${bench.endMs - lengthMs}&to=${bench.endMs}${more && `&${more}`}`);
  expect(answer.status).toBe(status);
  expect(await answer.json()).toMatchObject({ code: "USAGE", message: expect.stringMatching(/^[^\n]+$/) });
});

test("the line stands at the height of the database's values, and where there are none there is a gap", async () => {
  const page = await bench.open("trends/1", { "trend-hours": 1 });
  await hold(page);
  const { fromMs, toMs } = await shownStretch(page);
  const rows = new Map(stored(fromMs, toMs).map((row) => [row.second, row]));
  const values = [...rows.values()].map(({ values }) => values[0]).filter((value) => !Number.isNaN(value));
  // The scale reaches from 40 to 120 at least, and in tens as far as the values do.
  const [low, high] = [
    Math.min(40, 10 * Math.floor(Math.min(...values) / 10)),
    Math.max(120, 10 * Math.ceil(Math.max(...values) / 10)),
  ];
  const read = await readPlot(page, "trend-pulse", "pulse");
  const perPx = (high - low) / read.height;
  let compared = 0;
  let gaps = 0;
  for (let x = 4; x < read.columns.length - 4; x += 7) {
    // All seconds that touch a column and its neighbours, so that no edge of a gap is judged.
    const secondAt = (column: number) => Math.round((fromMs + ((toMs - fromMs) * column) / read.width) / 1000);
    const around = [];
    for (let second = secondAt(x - 3); second <= secondAt(x + 3); second += 1)
      around.push(rows.get(second)?.values[0] ?? Number.NaN);
    const spread = Math.max(...around) - Math.min(...around);
    if (around.every(Number.isNaN)) {
      expect(read.columns[x], `column ${x}`).toBeNull();
      gaps += 1;
    } else if (spread < 2 * perPx) {
      const second = rows.get(secondAt(x));
      const drawn = valueAt(read, x, low, high);
      expect(Math.abs((drawn ?? 0) - (second?.values[0] ?? 0)), `column ${x}`).toBeLessThan(3 * perPx);
      compared += 1;
    }
  }
  expect(compared).toBeGreaterThan(60);
  expect(gaps).toBeGreaterThan(3);
});

/** Where marks stand at one moment: the graphic moves on with the clock. */
interface Layout {
  readonly fromMs: number;
  readonly toMs: number;
  /** Of the plot's drawing area, CSS pixels. */
  readonly left: number;
  readonly width: number;
  readonly doubts: readonly { kind: string; from: number; to: number; left: number; look: string }[];
  readonly events: readonly { tMs: number; centre: number; label: string }[];
}

function layout(page: Page): Promise<Layout> {
  return page.evaluate<Layout>(`(() => {
    const graphic = document.querySelector("[data-testid=trend-graphic]");
    const area = graphic.querySelector("[data-testid=trend-pulse] .u-over").getBoundingClientRect();
    const doubts = [...graphic.querySelectorAll("[data-testid=doubt-pulse] i")].map((mark) => {
      const { backgroundImage, backgroundColor, borderTopWidth } = getComputedStyle(mark);
      return {
        kind: mark.dataset.kind, from: Number(mark.dataset.from), to: Number(mark.dataset.to),
        left: mark.getBoundingClientRect().left, look: [backgroundImage, backgroundColor, borderTopWidth].join(" "),
      };
    });
    const events = [...graphic.querySelectorAll("[data-testid=event-mark]")].map((mark) => {
      const { left, width } = mark.getBoundingClientRect();
      return { tMs: Number(mark.dataset.tMs), centre: left + width / 2, label: mark.ariaLabel };
    });
    const { fromMs, toMs } = graphic.dataset;
    return { fromMs: Number(fromMs), toMs: Number(toMs), left: area.left, width: area.width, doubts, events };
  })()`);
}

const xOf = ({ fromMs, toMs, left, width }: Layout, tMs: number) => left + ((tMs - fromMs) / (toMs - fromMs)) * width;

test("stretches of privacy, silence, doubt and nothing recorded are marked where they were, each kind in its own way", async () => {
  const page = await bench.open("trends/1", { "trend-hours": 1 });
  await shownStretch(page);
  const seen = await layout(page);
  for (const [kind, { from, to }] of [
    ["privacy", PAST.privacyMin],
    ["none", PAST.noRateMin],
    ["doubtful", PAST.doubtfulMin],
    ["unconfirmed", PAST.unconfirmedMin],
    ["not-recorded", PAST.notRecordedMin],
  ] as const) {
    const marked = seen.doubts.find((mark) => mark.kind === kind);
    const times = [marked?.from, marked?.to].map((slot) => seen.fromMs + 1000 * Number(slot));
    expect(times, kind).toEqual([bench.endMs - from * MINUTE_MS, bench.endMs - to * MINUTE_MS]);
    expect(Math.abs((marked?.left ?? 0) - xOf(seen, times[0])), kind).toBeLessThan(2);
  }
  const looks = new Map(seen.doubts.map(({ kind, look }) => [kind, look]));
  expect(new Set(looks.values()).size).toBe(looks.size);
});

test("events stand on the axis at their times, name themselves, and open the review", async () => {
  const page = await bench.open("trends/1", { "trend-hours": 1 });
  await shownStretch(page);
  await vi.waitFor(async () => expect(await page.getByTestId("event-mark").count()).toBe(5), PATIENCE);
  const seen = await layout(page);
  const backMin = [PAST.privacyMin.from, PAST.privacyMin.to, PAST.alarmMin, PAST.confirmMin, 13];
  expect(seen.events.map(({ tMs }) => tMs)).toEqual(backMin.map((min) => bench.endMs - min * MINUTE_MS));
  for (const { tMs, centre } of seen.events) expect(Math.abs(centre - xOf(seen, tMs))).toBeLessThan(2);
  const alarm = page.getByTestId("event-mark").nth(2);
  expect(await alarm.getAttribute("aria-label")).toContain("** PR 138>120");
  await alarm.click();
  await vi.waitFor(
    async () => expect(await page.getByTestId("event-detail").getAttribute("data-event")).toBe("1-7"),
    PATIENCE,
  );
});

test("the table sums up the database's seconds, newest first, with what happened", async () => {
  const page = await bench.open("trends/1", { "trend-hours": 2, "trend-form": "table" });
  await page.locator("[data-testid=trend-table] tbody tr").first().waitFor(PATIENCE);
  expect(await page.getByTestId("trend-table").getAttribute("data-interval")).toBe("5");
  const rows = await page.locator("[data-testid=trend-table] tbody tr").all();
  let compared = 0;
  let before = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    const fromMs = Number(await row.getAttribute("data-t-ms"));
    expect(fromMs).toBeLessThan(before);
    before = fromMs;
    const seconds = stored(fromMs, fromMs + 5 * MINUTE_MS);
    if (fromMs + 5 * MINUTE_MS > bench.endMs || fromMs < bench.endMs - 110 * MINUTE_MS) continue;
    const shown = seconds
      .filter(({ marks, values }) => (marks & 1) === 0 && !Number.isNaN(values[0]))
      .map(({ values }) => values[0]);
    const cells = await row.locator("td").allTextContents();
    const mean = shown.reduce((sum, value) => sum + value, 0) / shown.length;
    if (shown.length === 0) expect(cells[0]).toBe("- - -");
    else expect(Math.abs(Number(cells[0]) - mean)).toBeLessThanOrEqual(0.51);
    expect(cells[2]).toBe(`${Math.round((100 * shown.length) / 300)} %`);
    compared += 1;
  }
  expect(compared).toBeGreaterThan(15);
  expect(await text(page, "trend-table")).toContain("patient confirmed");
});

test("a chosen time is read off in figures, by pointer and by keyboard", async () => {
  const page = await bench.open("trends/1", { "trend-hours": 1 });
  await hold(page);
  const { fromMs } = await shownStretch(page);
  const cursor = page.getByTestId("trend-cursor");
  await cursor.focus();
  await cursor.press("Home");
  await cursor.press("ArrowRight");
  const [row] = stored(fromMs + 1000, fromMs + 2000);
  await vi.waitFor(async () => expect(await text(page, "readout-pulse")).toBe(row.values[0].toFixed(0)), PATIENCE);
  expect(await text(page, "readout-respiration")).toBe(row.values[1].toFixed(0));
  expect(await cursor.getAttribute("aria-valuetext")).toMatch(/^\d\d-\d\d \d\d:\d\d:\d\d$/);
});

test("what is saved says what it is not for: CSV of every second, a picture, and a page whose parts are where it says", async () => {
  const page = await bench.open("trends/1", { "trend-hours": 1 });
  await hold(page);
  const { fromMs, toMs } = await shownStretch(page);
  const saved = async (testId: string) => {
    const [download] = await Promise.all([page.waitForEvent("download", PATIENCE), page.getByTestId(testId).click()]);
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  };
  const csv = await saved("save-csv");
  expect(csv.name).toMatch(/^trends-Bed-1-.*\.csv$/);
  const rows = parse(csv.bytes, { columns: true }) as Record<string, string>[];
  const seconds = stored(fromMs, toMs);
  expect(rows).toHaveLength(seconds.length);
  rows.forEach((row, i) => {
    expect(Number(row.axisMs)).toBe(1000 * seconds[i].second);
    expect(row.status).toBe("investigational, not for clinical use");
    if (Number.isNaN(seconds[i].values[0])) expect(row.pulseBpm).toBe("");
    else expect(Number(row.pulseBpm)).toBeCloseTo(seconds[i].values[0], 3);
    expect(row.marks.split(" ").includes(MARKED[2])).toBe((seconds[i].marks & 4) !== 0);
  });

  const png = await saved("save-png");
  const picture = await sharp(png.bytes).metadata();
  expect([picture.format, picture.width, picture.height]).toEqual(["png", 1754, 1240]);
  // The words that say what it is not for stand at the upper right, in black.
  const corner = await sharp(png.bytes)
    .extract({ left: 1100, top: 50, width: 600, height: 50 })
    .greyscale()
    .raw()
    .toBuffer();
  expect(corner.filter((level) => level < 100).length).toBeGreaterThan(500);

  const pdf = await saved("save-pdf");
  const whole = pdf.bytes.toString("latin1");
  expect(whole.startsWith("%PDF-1.4\n")).toBe(true);
  expect(whole.endsWith("%%EOF\n")).toBe(true);
  expect(whole).toContain("/Title (Afar Bed 1: investigational, not for clinical use)");
  const begin = Number(/startxref\n(\d+)\n/.exec(whole)?.[1]);
  expect(whole.slice(begin, begin + 4)).toBe("xref");
  const offsets = [...whole.slice(begin).matchAll(/^(\d{10}) 00000 n $/gm)].map(([, offset]) => Number(offset));
  expect(offsets).toHaveLength(6);
  offsets.forEach((offset, i) => {
    expect(whole.slice(offset).startsWith(`${i + 1} 0 obj\n`)).toBe(true);
  });
  const length = Number(/\/DCTDecode \/Length (\d+)/.exec(whole)?.[1]);
  const start = whole.indexOf("stream\n", whole.indexOf("/DCTDecode")) + "stream\n".length;
  const inside = await sharp(pdf.bytes.subarray(start, start + length)).metadata();
  expect([inside.format, inside.width, inside.height]).toEqual(["jpeg", 1754, 1240]);
});

test("a bed without a past says so, and a demonstration's trends are hatched", async () => {
  const page = await bench.open("trends/2", { "trend-hours": 4 });
  await page.locator(".trend-empty").waitFor(PATIENCE);
  expect(await page.locator(".trend-empty").textContent()).toBe("nothing was recorded in this time");
  expect(await page.locator(".trend-body [data-testid=demo-mark]").count()).toBe(1);
});
