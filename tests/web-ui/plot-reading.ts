import type { Page } from "playwright-core";

/** Colours of lines, each by what its pixels have and no other line's have; antialiased edges are left out. */
const COLOURS = {
  pulse: "g > 120 && g - r > 60",
  respiration: "r > 140 && g > 140 && r - b > 25",
  text: "r > 190 && g > 190 && b > 190 && r - b < 20",
} as const;

/** What is drawn on a plot, in CSS pixels within its drawing area. */
export interface ReadPlot {
  readonly width: number;
  readonly height: number;
  /** Left edge of the drawing area on the page. */
  readonly left: number;
  /** Of each column: the highest and the lowest pixel of the colour from above; null where it has none. */
  readonly columns: readonly ([number, number] | null)[];
}

/** Reads a line off a plot's canvas by its colour. */
export function readPlot(page: Page, testId: string, colour: keyof typeof COLOURS): Promise<ReadPlot> {
  return page.evaluate<ReadPlot>(`(() => {
    const place = document.querySelector("[data-testid=${testId}]");
    const canvas = place.querySelector("canvas");
    const area = place.querySelector(".u-over").getBoundingClientRect();
    const whole = canvas.getBoundingClientRect();
    const scale = canvas.width / whole.width;
    const x0 = Math.round((area.left - whole.left) * scale), y0 = Math.round((area.top - whole.top) * scale);
    const width = Math.round(area.width * scale), height = Math.round(area.height * scale);
    const { data } = canvas.getContext("2d").getImageData(x0, y0, width, height);
    const columns = [];
    for (let x = 0; x < width; x += 1) {
      let found = null;
      for (let y = 0; y < height; y += 1) {
        const [r, g, b] = data.subarray(4 * (y * width + x), 4 * (y * width + x) + 3);
        if (!(${COLOURS[colour]})) continue;
        found = [found ? found[0] : y / scale, y / scale];
      }
      columns.push(found);
    }
    return { width: area.width, height: area.height, left: area.left, columns };
  })()`);
}

/** The value that a column's pixels stand for, on a scale from `low` at the bottom to `high` at the top; null for none. */
export function valueAt({ columns, height }: ReadPlot, column: number, low: number, high: number): number | null {
  const found = columns[Math.round(column)];
  return found ? high - (((found[0] + found[1]) / 2 + 0.5) / height) * (high - low) : null;
}
