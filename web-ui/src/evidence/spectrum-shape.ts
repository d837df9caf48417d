import type { Evidence } from "../../../src/wire/vitals.ts";

/** The axis stays where it is whatever the window holds, so that the eye can compare from second to second. */
export const AXIS_BPM = { from: 25, to: 240, ticks: [40, 60, 80, 120, 160, 200, 240] } as const;

export interface PlotSize {
  readonly width: number;
  readonly height: number;
}

export function xOfRate(rateBpm: number, size: PlotSize): number {
  return ((rateBpm - AXIS_BPM.from) / (AXIS_BPM.to - AXIS_BPM.from)) * size.width;
}

/** Power 1 is drawn at the top. */
export function yOfPower(power: number, size: PlotSize): number {
  return (1 - Math.max(0, Math.min(1, power))) * size.height;
}

/** SVG path of the spectrum's line, within the axis. */
export function spectrumLine(spectrum: NonNullable<Evidence["spectrum"]>, size: PlotSize): string {
  const points = spectrum.power
    .map((power, i) => ({ rateBpm: spectrum.startBpm + i * spectrum.stepBpm, power }))
    .filter(({ rateBpm }) => rateBpm >= AXIS_BPM.from && rateBpm <= AXIS_BPM.to)
    .map(({ rateBpm, power }) => `${xOfRate(rateBpm, size).toFixed(1)} ${yOfPower(power, size).toFixed(1)}`);
  return points.length === 0 ? "" : `M${points.join("L")}`;
}

/** The same, closed along the axis. */
export function spectrumArea(spectrum: NonNullable<Evidence["spectrum"]>, size: PlotSize): string {
  const line = spectrumLine(spectrum, size);
  if (line === "") return "";
  const first = xOfRate(Math.max(spectrum.startBpm, AXIS_BPM.from), size).toFixed(1);
  const lastBpm = spectrum.startBpm + (spectrum.power.length - 1) * spectrum.stepBpm;
  const last = xOfRate(Math.min(lastBpm, AXIS_BPM.to), size).toFixed(1);
  return `${line}L${last} ${size.height}L${first} ${size.height}Z`;
}

/** Relative power of the spectrum at a rate, 0..1; null outside of it. */
export function powerAt(spectrum: NonNullable<Evidence["spectrum"]>, rateBpm: number): number | null {
  const at = (rateBpm - spectrum.startBpm) / spectrum.stepBpm;
  const before = spectrum.power[Math.floor(at)];
  const after = spectrum.power[Math.ceil(at)];
  if (before === undefined || after === undefined) return null;
  return before + (at - Math.floor(at)) * (after - before);
}
