/** Share, 0..1, of the way from `least` (0) to `full` (1): what lies below `least` cannot be told from noise and pose. */
export function degree(value: number, least: number, full: number): number {
  return Math.max(0, Math.min(1, (value - least) / (full - least)));
}
