const MINUTE_MS = 60_000;

interface Count {
  failures: number;
  lastMs: number;
  openMs: number;
}

interface Allowance {
  /** Failures that cost nothing. */
  readonly free: number;
  /** Wait after the next one, ms; doubles with each further one. */
  readonly firstMs: number;
  readonly longestMs: number;
}

/** Of one account from one address: somebody who mistypes waits for seconds, a program that guesses for hours. */
const OF_PAIR: Allowance = { free: 4, firstMs: 2000, longestMs: 15 * MINUTE_MS };
/** Of one address over all accounts: a ward behind one address mistypes more. */
const OF_ADDRESS: Allowance = { free: 20, firstMs: 2000, longestMs: 15 * MINUTE_MS };
/** Of one account over all addresses that it never signed in from: at most 10 s, since its own nurse may be at a new screen. */
const OF_ACCOUNT: Allowance = { free: 20, firstMs: 1000, longestMs: 10_000 };

/** Failures this long ago are forgotten. */
const FORGOTTEN_MS = 60 * MINUTE_MS;
const MOST_REMEMBERED = 10_000;

/**
 * Slows down whoever guesses passwords, and nobody else: a stranger's failures never count against the account at an address
 * from which it has signed in. Times: any clock that never jumps, ms. Memory is bounded.
 */
export class LockOut {
  readonly #counts = new Map<string, Count>();
  /** Pairs of account and address that signed in, the latest last. */
  readonly #known = new Map<string, true>();

  /** How long an attempt has to wait, ms; 0: it may be made. */
  waitMs(account: string, address: string, nowMs: number): number {
    const waits = this.#keys(account, address).map(([key]) => (this.#counts.get(key)?.openMs ?? 0) - nowMs);
    return Math.max(0, ...waits);
  }

  /** Counts an attempt as failed before its password is looked at: many at one time are as many failures. */
  attempted(account: string, address: string, nowMs: number): void {
    for (const [key, allowance] of this.#keys(account, address)) this.#count(key, allowance, nowMs);
  }

  /** Takes the attempt back; the address belongs to the account from now on, and the failures there were mistyping. */
  succeeded(account: string, address: string): void {
    for (const [key, { free }] of this.#keys(account, address)) {
      const count = this.#counts.get(key);
      if (count === undefined) continue;
      count.failures -= 1;
      if (count.failures <= free) count.openMs = 0;
    }
    const pair = pairOf(account, address);
    this.#counts.delete(pair);
    remember(this.#known, pair, true);
  }

  /** The longest that anybody waits who tries this account now, ms; 0: nobody does. */
  lockedMs(account: string, nowMs: number): number {
    return Math.max(0, ...this.#of(account).map((key) => (this.#counts.get(key)?.openMs ?? 0) - nowMs));
  }

  /** Forgets the account's failures, wherever they came from. */
  forgive(account: string): void {
    for (const key of this.#of(account)) this.#counts.delete(key);
  }

  /** Keys that count against the account alone. */
  #of(account: string): string[] {
    const own = [`account ${account}`, `pair ${account}`];
    // A name may hold blanks as it was typed; an address has none.
    return [...this.#counts.keys()].filter(
      (key) => own.includes(key) || own.includes(key.slice(0, key.lastIndexOf(" "))),
    );
  }

  #keys(account: string, address: string): (readonly [key: string, allowance: Allowance])[] {
    const pair = pairOf(account, address);
    const own = [pair, OF_PAIR] as const;
    // At its own screen, an account pays for its own failures only.
    if (this.#known.has(pair)) return [own];
    return [own, [`address ${address}`, OF_ADDRESS], [`account ${account}`, OF_ACCOUNT]];
  }

  #count(key: string, { free, firstMs, longestMs }: Allowance, nowMs: number): void {
    const before = this.#counts.get(key);
    const failures = before !== undefined && nowMs - before.lastMs < FORGOTTEN_MS ? before.failures + 1 : 1;
    const over = failures - free - 1;
    const waitMs = over < 0 ? 0 : Math.min(longestMs, firstMs * 2 ** Math.min(over, 30));
    remember(this.#counts, key, { failures, lastMs: nowMs, openMs: nowMs + waitMs });
  }
}

/** Puts it last; a full memory forgets its first. */
function remember<T>(memory: Map<string, T>, key: string, value: T): void {
  memory.delete(key);
  memory.set(key, value);
  if (memory.size <= MOST_REMEMBERED) return;
  const [first] = memory.keys();
  if (first !== undefined) memory.delete(first);
}

function pairOf(account: string, address: string): string {
  return `pair ${account} ${address}`;
}
