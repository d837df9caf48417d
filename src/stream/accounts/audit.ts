/** Something that the log is to hold of who used the station. */
export interface AccessEvent {
  readonly what:
    | "signed in"
    | "sign-in refused"
    | "signed out"
    | "token refused"
    | "set up"
    | "account added"
    | "account changed"
    | "account removed"
    | "account unlocked"
    | "password reset"
    | "password set up"
    | "password changed"
    | "token issued"
    | "token revoked"
    | "message sent again"
    | "message discarded"
    | "exported"
    | "not allowed";
  /** Who did it, or claims to be. */
  readonly by: string | null;
  /** Network address it came from. */
  readonly address: string;
  /** Whom or what it is about, and how; never a secret. */
  readonly detail: string | null;
}

/** Takes events into the log; never throws and never waits. */
export type Audit = (event: AccessEvent, times: number) => void;

/** Refusals that are each written down within a minute; a stranger could else fill the disk with more. */
const SINGLE_A_MINUTE = 30;
const MINUTE_MS = 60_000;

/** Passes events on; of refusals beyond the bound only how many there were, once their minute is over. `nowMs` never jumps. */
export class AuditTrail {
  readonly #audit: Audit;
  readonly #nowMs: () => number;
  #beganMs = Number.NEGATIVE_INFINITY;
  #single = 0;
  #withheld: { event: AccessEvent; times: number } | null = null;

  constructor(audit: Audit, nowMs: () => number) {
    this.#audit = audit;
    this.#nowMs = nowMs;
  }

  note(event: AccessEvent): void {
    this.#audit(event, 1);
  }

  refused(event: AccessEvent): void {
    this.settle();
    this.#single += 1;
    if (this.#single <= SINGLE_A_MINUTE) this.#audit(event, 1);
    else this.#withheld = { event, times: (this.#withheld?.times ?? 0) + 1 };
  }

  /** Writes down what was withheld, once its minute is over; to be called now and then, and with `all` at the end. */
  settle(all = false): void {
    if (!all && this.#nowMs() - this.#beganMs < MINUTE_MS) return;
    if (this.#withheld) this.#audit(this.#withheld.event, this.#withheld.times);
    this.#withheld = null;
    this.#single = 0;
    this.#beganMs = this.#nowMs();
  }
}
