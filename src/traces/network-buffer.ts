import { planCellAverager } from "./cell-average.ts";
import { MAX_BRIDGE_MS, TRACE_RATE_HZ } from "./trace-buffer.ts";

/**
 * A network's pulse wave on the same clock as the traces, newest last: sample i is the mean of the line through the network's
 * samples over [i, i + 1) / 30 s. It is invalid where these are further apart than 300 ms, and before the first.
 */
export interface NetworkBuffer {
  readonly fsHz: number;
  /** Number of samples since time 0, valid or not; it lags behind that of the traces where a network answers late. */
  readonly length: number;
  /** Adds what the network said; times rise. */
  push(tMs: number, value: number): void;
  /** Number of valid samples in [from, to); those not kept any more, or not yet known, are not valid. */
  countValid(from: number, to: number): number;
  /** Copies samples [from, to) into `out`, Float64Array [to - from]; where one is invalid the last known value, 0 before any. */
  read(from: number, to: number, out: Float64Array): void;
}

/** Plans a buffer of `capacity` samples. Allocates once. */
export function planNetworkBuffer(capacity: number): NetworkBuffer {
  const values = new Float64Array(capacity);
  const valid = new Uint8Array(capacity);
  const averager = planCellAverager(1);
  const mean = new Float64Array(1);
  const before = new Float64Array(1);
  const now = new Float64Array(1);
  let length = 0;
  let lastMs: number | null = null;
  let whole = true;

  const cellStartMs = (cell: number) => (cell * 1000) / TRACE_RATE_HZ;

  function close(): void {
    const filled = averager.finish(mean);
    values[length % capacity] = filled ? mean[0] : before[0];
    valid[length % capacity] = filled && whole ? 1 : 0;
    whole = true;
    length++;
  }

  return {
    fsHz: TRACE_RATE_HZ,
    get length() {
      return length;
    },
    push(tMs, value) {
      now[0] = value;
      if (lastMs === null) {
        while (cellStartMs(length + 1) <= tMs) close();
        whole = cellStartMs(length) >= tMs;
      } else {
        const bridged = tMs - lastMs <= MAX_BRIDGE_MS;
        while (tMs > cellStartMs(length)) {
          const end = cellStartMs(length + 1);
          if (bridged) averager.add(lastMs, before, tMs, now, cellStartMs(length), end);
          else whole = false;
          if (tMs < end) break;
          close();
        }
      }
      lastMs = tMs;
      before[0] = value;
    },
    countValid(from, to) {
      let count = 0;
      for (let i = Math.max(from, length - capacity, 0); i < Math.min(to, length); i++) count += valid[i % capacity];
      return count;
    },
    read(from, to, out) {
      for (let i = from; i < to; i++) out[i - from] = values[i % capacity];
    },
  };
}
