import { Presets, SingleBar } from "cli-progress";

export interface Progress {
  at(done: number): void;
  end(): void;
}

/** A bar on standard error while a terminal watches; silent otherwise, and where the whole is not known. */
export function planProgress(label: string, total: number | null): Progress {
  if (total === null || total <= 0 || !process.stderr.isTTY) {
    return { at: () => undefined, end: () => undefined };
  }
  const bar = new SingleBar(
    { format: `${label} [{bar}] {percentage} %  {eta_formatted} left`, stream: process.stderr, clearOnComplete: true },
    Presets.shades_classic,
  );
  bar.start(total, 0);
  return {
    at: (done) => bar.update(Math.min(done, total)),
    end: () => bar.stop(),
  };
}

/** A bar that starts with the first step and goes with the last. */
export function stepsOf(label: string): (done: number, of: number) => void {
  let progress: Progress | null = null;
  return (done, of) => {
    progress ??= planProgress(label, of);
    progress.at(done);
    if (done === of) progress.end();
  };
}
