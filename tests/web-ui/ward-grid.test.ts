import { expect, test } from "vitest";

import { wardGrid } from "../../web-ui/src/ward/ward-grid.ts";

/** Places that the tiles have on a bedside screen, a large one, a tablet and a phone. */
const PLACES = [
  [1268, 570],
  [1908, 930],
  [808, 920],
  [378, 600],
] as const;

test("from 1 to 64 beds every tile is as large as another, at least 148 px wide or as wide as the place, and 72 px high", () => {
  for (const [width, height] of PLACES) {
    for (let beds = 1; beds <= 64; beds += 1) {
      const { columns, tileHeightPx } = wardGrid(beds, width, height);
      expect(columns).toBeLessThanOrEqual(beds);
      expect((width - 6 * (columns - 1)) / columns).toBeGreaterThanOrEqual(148);
      expect(tileHeightPx).toBeGreaterThanOrEqual(72);
    }
  }
});

test("16 beds fit a bedside screen, and 64 a large one, without scrolling", () => {
  for (const [beds, width, height] of [
    [16, 1268, 570],
    [32, 1268, 570],
    [64, 1908, 930],
  ]) {
    const { columns, tileHeightPx } = wardGrid(beds, width, height);
    const rows = Math.ceil(beds / columns);
    expect(rows * tileHeightPx + 6 * (rows - 1)).toBeLessThanOrEqual(height);
  }
});
