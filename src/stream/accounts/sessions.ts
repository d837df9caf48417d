import { createHash, randomBytes } from "node:crypto";

import type { KeptSession, Session } from "../../wire/accounts.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export interface SessionLimits {
  /** After so long without an order or another change a session only reads, and ends where no page of it is open either. */
  readonly idleMs: number;
  /** Longest life of a session. */
  readonly longestMs: number;
  /** Longest life of a viewer's, which can only read: a screen on a wall must not go dark at night. */
  readonly longestViewerMs: number;
}

export const SESSION_LIMITS: SessionLimits = {
  idleMs: 30 * MINUTE_MS,
  longestMs: 12 * HOUR_MS,
  longestViewerMs: 30 * 24 * HOUR_MS,
};

interface OpenSession {
  readonly session: Session;
  /** Last order or other change. */
  actedMs: number;
  /** When its last page closed. */
  readMs: number;
  /** Pages that read its stream now. */
  pages: number;
}

export interface FoundSession {
  readonly session: Session;
  /** Left alone for too long to give orders; it stays so until somebody signs in again. */
  readonly stoodDown: boolean;
}

const MOST_SESSIONS = 2000;

/**
 * Open sessions by the hash of what the browser holds: whoever reads the station's memory or files cannot sign in with it.
 * Times: the station's clock, ms.
 */
export class Sessions {
  readonly #open = new Map<string, OpenSession>();
  readonly #limits: SessionLimits;
  readonly #keep: (kept: readonly KeptSession[]) => void;
  #keptMs = 0;

  /** `keep` is told of all sessions when one begins or ends, and once a minute while somebody acts. */
  constructor(limits: SessionLimits, keep: (kept: readonly KeptSession[]) => void = () => undefined) {
    this.#limits = limits;
    this.#keep = keep;
  }

  /** Takes back what was kept: a station that starts anew leaves the screens of a ward signed in. */
  restore(kept: readonly KeptSession[], nowMs: number): void {
    for (const { key, session, actedMs } of kept) {
      this.#open.set(key, { session, actedMs: Math.min(actedMs, nowMs), readMs: nowMs, pages: 0 });
    }
  }

  /** Returns what the browser is to hold. */
  open(session: Session): string {
    const secret = randomBytes(32).toString("base64url");
    const nowMs = session.openedMs;
    this.#forgetOld(nowMs);
    this.#open.set(hashOf(secret), { session, actedMs: nowMs, readMs: nowMs, pages: 0 });
    this.#keepAll(nowMs);
    return secret;
  }

  /** Null where it is none, or was ended, or is too old. */
  find(secret: string, nowMs: number): FoundSession | null {
    const key = hashOf(secret);
    const open = this.#open.get(key);
    if (open === undefined) return null;
    if (!this.#isOver(open, nowMs)) return { session: open.session, stoodDown: this.#stoodDown(open, nowMs) };
    this.#open.delete(key);
    this.#keepAll(nowMs);
    return null;
  }

  /** Sessions of those who signed in elsewhere, in the order of their beginning. Allocates. */
  elsewhere(nowMs: number): Session[] {
    return [...this.#open.values()]
      .filter((open) => open.session.stamp === null && !this.#isOver(open, nowMs))
      .map(({ session }) => session)
      .sort((a, b) => a.openedMs - b.openedMs);
  }

  /** Somebody sits there. */
  acted(secret: string, nowMs: number): void {
    const open = this.#open.get(hashOf(secret));
    if (!open) return;
    open.actedMs = nowMs;
    if (nowMs - this.#keptMs >= MINUTE_MS) this.#keepAll(nowMs);
  }

  /** A page of the session opens its stream. Returns what is to be called when that closes. */
  reading(secret: string, nowMs: () => number): () => void {
    const open = this.#open.get(hashOf(secret));
    if (!open) return () => undefined;
    open.pages += 1;
    return () => {
      open.pages -= 1;
      open.readMs = nowMs();
    };
  }

  end(secret: string, nowMs: number): void {
    if (this.#open.delete(hashOf(secret))) this.#keepAll(nowMs);
  }

  #stoodDown({ actedMs }: OpenSession, nowMs: number): boolean {
    return nowMs - actedMs >= this.#limits.idleMs;
  }

  #isOver(open: OpenSession, nowMs: number): boolean {
    const { session, actedMs, readMs, pages } = open;
    // A reload, or a network that was away, does not end the session of a screen that reads.
    const hasReader = pages > 0 || nowMs - Math.max(actedMs, readMs) < this.#limits.idleMs;
    if (this.#stoodDown(open, nowMs) && !hasReader) return true;
    return nowMs - session.openedMs >= this.#longestMs(session);
  }

  #longestMs({ role }: Session): number {
    return role === "viewer" ? this.#limits.longestViewerMs : this.#limits.longestMs;
  }

  #keepAll(nowMs: number): void {
    this.#keptMs = nowMs;
    this.#keep([...this.#open].map(([key, { session, actedMs }]) => ({ key, session, actedMs })));
  }

  #forgetOld(nowMs: number): void {
    for (const [key, { session }] of this.#open) {
      const isOld = nowMs - session.openedMs >= this.#longestMs(session);
      if (isOld || this.#open.size >= MOST_SESSIONS) this.#open.delete(key);
    }
  }
}

function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}
