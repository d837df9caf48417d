/** What stands where there is no figure. */
export const NONE = "-";

/** A figure with so many digits; a dash for none. */
export function fixed(value: number | null, digits: number): string {
  return value === null ? NONE : value.toFixed(digits);
}

/** A share 0..1 as percents; a dash for none. */
export function percent(share: number | null): string {
  return share === null ? NONE : `${(100 * share).toFixed(share > 0.995 && share < 1 ? 1 : 0)} %`;
}

/** Columns padded to their widest cell, a line a row: names to the left, figures to the right. */
export function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((cells) => cells[column].length)));
  return rows.map((cells) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])))
      .join("  ")
      .trimEnd(),
  );
}
