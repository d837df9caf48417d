import type { Entry, ReceiverQueue } from "./receiver-queue.ts";
import type { Outcome, Transport } from "./transport.ts";
import { planTrouble } from "./trouble.ts";

export interface Pace {
  /** Wait after the first failure, ms; doubled with each further one. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  /** Longest wait that a receiver may ask for, ms. */
  readonly mostAskedMs: number;
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
  mostAskedMs: 300_000,
  refusals: 8,
  probeMs: 10_000,
  troubleMs: 15_000,
};

type Failed = Extract<Outcome, { readonly kind: "failed" }>;

export interface DispatcherPlan {
  readonly queue: ReceiverQueue;
  readonly transport: Transport;
  readonly pace: Pace;
  /** The station's clock, ms, for what people read. */
  readonly nowMs: () => number;
  readonly taken: (entry: Entry) => void;
  readonly givenUp: (entry: Entry, tries: Tries) => void;
}

/** Attempts at one message in this life of the station. */
export interface Tries {
  /** Of the first and the last, the station's clock, ms. */
  readonly firstMs: number;
  readonly lastMs: number;
  readonly attempts: number;
  /** What the receiver said at last. */
  readonly why: string;
}

/** What is wrong at a receiver now. */
export interface ReceiverTrouble {
  /** The station's clock, ms. */
  readonly sinceMs: number;
  readonly detail: string;
  /** It lasts so long that somebody should know. */
  readonly isFailing: boolean;
}

/** Sends what waits for one receiver, one message at a time. */
export interface Dispatcher {
  /** Something was put into the queue. */
  wake(): void;
  /** Null where nothing is wrong. */
  trouble(): ReceiverTrouble | null;
  delivered(): number;
  /** When it took a message at last, the station's clock, ms; null where it took none in this life. */
  lastDeliveryMs(): number | null;
  /** Ends after the message that is on its way. */
  close(): Promise<void>;
}

export function startDispatcher({ queue, transport, pace, nowMs, taken, givenUp }: DispatcherPlan): Dispatcher {
  const steadyMs = () => performance.now();
  const trouble = planTrouble();
  const tried = new WeakMap<Entry, { readonly firstMs: number; attempts: number; refusals: number }>();
  let failures = 0;
  let delivered = 0;
  let lastDeliveryMs: number | null = null;
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
    const tries = tried.get(entry) ?? { firstMs: nowMs(), attempts: 0, refusals: 0 };
    tried.set(entry, tries);
    tries.attempts += 1;
    const outcome = await attempt(transport.deliver(entry.item));
    if (outcome.kind === "failed") return backOff(outcome);
    failures = 0;
    const { bed } = entry.item.notice;
    if (outcome.kind === "taken") {
      delivered += 1;
      lastDeliveryMs = nowMs();
      trouble.ended(bed);
      queue.remove(entry);
      return taken(entry);
    }
    trouble.ended(null);
    // What was refused before is refused once more: whoever asked for it sees that, and nobody is called.
    if (!entry.isAgain) trouble.began(bed, steadyMs(), outcome.detail);
    tries.refusals += 1;
    const isTriedOn = entry.number !== null && !entry.isAgain && tries.refusals < pace.refusals;
    if (isTriedOn) return queue.holdBed(bed, steadyMs() + waitMs(tries.refusals));
    queue.remove(entry);
    const { firstMs, attempts } = tries;
    givenUp(entry, { firstMs, lastMs: nowMs(), attempts, why: outcome.detail });
  }

  async function backOff({ detail, waitMs: asked = 0 }: Omit<Failed, "kind">): Promise<void> {
    failures += 1;
    trouble.began(null, steadyMs(), detail);
    await pause(Math.max(waitMs(failures), Math.min(asked, pace.mostAskedMs)), true);
  }

  async function rest(): Promise<void> {
    const heldMs = queue.heldUntilMs();
    await pause(heldMs === null ? pace.probeMs : Math.max(1, Math.min(pace.probeMs, heldMs - steadyMs())), false);
    if (isClosed || queue.next(steadyMs()) !== null || queue.heldUntilMs() !== null) return;
    const outcome = await attempt(transport.probe());
    if (outcome.kind !== "taken") return backOff(outcome);
    failures = 0;
    trouble.ended(null);
  }

  async function run(): Promise<void> {
    while (!isClosed) {
      const entry = queue.next(steadyMs());
      if (entry === null) await rest();
      else await sendOne(entry);
    }
  }

  const running = run();
  return {
    wake() {
      if (!isBackingOff) rouse?.();
    },
    trouble() {
      const oldest = trouble.oldest();
      if (oldest === null) return null;
      const forMs = steadyMs() - oldest.sinceMs;
      return { sinceMs: Math.round(nowMs() - forMs), detail: oldest.detail, isFailing: forMs >= pace.troubleMs };
    },
    delivered: () => delivered,
    lastDeliveryMs: () => lastDeliveryMs,
    async close() {
      isClosed = true;
      rouse?.();
      await transport.close();
      await running;
    },
  };
}
