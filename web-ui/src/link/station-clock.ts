import { createRoot, createSignal } from "solid-js";

/** The station's clock less this screen's, ms: a screen's own clock may be wrong by hours. 0 until the first tick. */
const [skewMs, setSkewMs] = createRoot(() => createSignal(0));

/** Takes the station's time, ms since 1970, as it was just told. */
export function heardStationTime(stationMs: number): void {
  setSkewMs(stationMs - Date.now());
}

/** Now by the station's clock, ms since 1970. */
export function stationNowMs(): number {
  return Date.now() + skewMs();
}
