/** A figure with as many decimals as it deserves; `none` for null. */
export function figure(value: number | null, none: string): string {
  if (value === null) return none;
  const size = Math.abs(value);
  if (size >= 100) return value.toFixed(0);
  return size >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** Words of a camel-case name: `peakShare` becomes "peak share". */
export function spelled(name: string): string {
  return name
    .replace(/[-_]/g, " ")
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .toLowerCase();
}
