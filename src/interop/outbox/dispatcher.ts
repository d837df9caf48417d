import type { Entry, ReceiverQueue } from "./receiver-queue.ts";
import type { Outcome, Transport } from "./transport.ts";
import { planTrouble } from "./trouble.ts";

export interface Pace {
  /** Wait after the first failure, ms; doubled with each further one. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  /** A message that was refused so often is given up, and the bed's next one goes on. */
  readonly refusals: number;
  /** A receiver that was not heard of for so long is asked whether it is there, ms. */
  readonly probeMs: number;
  /** Trouble that lasts so long is told, ms. */
  readonly troubleMs: number;
}

/** About a minute until a refused message is given up, and three times A6's time for an answer until staff is told. */
export const USUAL_PACE: Pace = {
  firstWaitMs: 500,
  longestWaitMs: 30_000,
  refusals: 8,
  probeMs: 10_000,
  troubleMs: 15_000,
};

export interface DispatcherPlan {
  readonly queue: ReceiverQueue;
  readonly transport: Transport;
  readonly pace: Pace;
  readonly taken: (entry: Entry) => void;
  readonly givenUp: (entry: Entry, why: string) => void;
}

/** Sends what waits for one receiver, one message at a time. */
export interface Dispatcher {
  /** Something was put into the queue. */
  wake(): void;
  /** What is wrong for so long that somebody should know; null where nothing is. */
  failing(): string | null;
  delivered(): number;
  /** Ends after the message that is on its way. */
  close(): Promise<void>;
}

export function startDispatcher({ queue, transport, pace, taken, givenUp }: DispatcherPlan): Dispatcher {
  const nowMs = () => performance.now();
  const trouble = planTrouble();
  const refusals = new Map<string, number>();
  let failures = 0;
  let delivered = 0;
  let isClosed = false;
  let rouse: (() => void) | null = null;
  /** While the receiver is away nothing new makes it come back sooner. */
  let isBackingOff = false;

  function pause(ms: number, backingOff: boolean): Promise<void> {
    if (isClosed) return Promise.resolve();
    isBackingOff = backingOff;
    return new Promise((resolve) => {
      const timer = setTimeout(done, ms);
      function done(): void {
        clearTimeout(timer);
        rouse = null;
        isBackingOff = false;
        resolve();
      }
      rouse = done;
    });
  }

  const waitMs = (times: number) => Math.min(pace.longestWaitMs, pace.firstWaitMs * 2 ** Math.min(times - 1, 20));

  async function attempt(work: Promise<Outcome>): Promise<Outcome> {
    return work.catch((error) => ({ kind: "failed", detail: (error as Error).message }));
  }

  async function sendOne(entry: Entry): Promise<void> {
    const outcome = await attempt(transport.deliver(entry.item));
    if (outcome.kind === "failed") return backOff(outcome.detail);
    failures = 0;
    const { bed } = entry.item.notice;
    if (outcome.kind === "taken") {
      delivered += 1;
      refusals.delete(entry.item.id);
      trouble.ended(bed);
      queue.remove(entry);
      return taken(entry);
    }
    trouble.ended(null);
    trouble.began(bed, nowMs(), outcome.detail);
    const times = (refusals.get(entry.item.id) ?? 0) + 1;
    refusals.set(entry.item.id, times);
    if (entry.number !== null && times < pace.refusals) return queue.holdBed(bed, nowMs() + waitMs(times));
    refusals.delete(entry.item.id);
    queue.remove(entry);
    givenUp(entry, outcome.detail);
  }

  async function backOff(detail: string): Promise<void> {
    failures += 1;
    trouble.began(null, nowMs(), detail);
    await pause(waitMs(failures), true);
  }

  async function rest(): Promise<void> {
    const heldMs = queue.heldUntilMs();
    await pause(heldMs === null ? pace.probeMs : Math.max(1, Math.min(pace.probeMs, heldMs - nowMs())), false);
    if (isClosed || queue.next(nowMs()) !== null || queue.heldUntilMs() !== null) return;
    const outcome = await attempt(transport.probe());
    if (outcome.kind !== "taken") return backOff(outcome.detail);
    failures = 0;
    trouble.ended(null);
  }

  async function run(): Promise<void> {
    while (!isClosed) {
      const entry = queue.next(nowMs());
      if (entry === null) await rest();
      else await sendOne(entry);
    }
  }

  const running = run();
  return {
    wake() {
      if (!isBackingOff) rouse?.();
    },
    failing: () => trouble.lasting(nowMs(), pace.troubleMs),
    delivered: () => delivered,
    async close() {
      isClosed = true;
      rouse?.();
      await transport.close();
      await running;
    },
  };
}
