import type { AlarmsMessage } from "../wire/alarm-messages.ts";
import type { AlarmMessage } from "../wire/messages.ts";
import type { History } from "../history/history.ts";
import type { LogEntry } from "../history/log-entry.ts";
import type { BedDocument } from "../history/store.ts";

export interface Announcer {
  /**
   * Commits entries, then tells messages: those that the log did not take in time are marked. In the order of the calls.
   * Resolves with whether the log has them, once all are told.
   */
  announce(
    entries: readonly LogEntry[],
    documents: readonly BedDocument[],
    messages: readonly AlarmMessage[],
  ): Promise<boolean>;
  /** The log has meanwhile taken all that waited: screens are told so. */
  caughtUp(): void;
  /** Resolves when all is told. */
  settled(): Promise<unknown>;
}

/** Plans the way of alarms to whoever is told of them: nothing is told before the log has it, or was given its time. */
export function planAnnouncer(append: History["append"], publish: (message: AlarmMessage) => void): Announcer {
  let queue: Promise<unknown> = Promise.resolve();
  const waiting = new Set<string>();
  const shown = new Map<string, AlarmsMessage>();

  function tell(message: AlarmMessage, recorded: boolean): void {
    if (message.kind === "alarms") {
      shown.set(message.bed, message);
      const alarms = message.alarms.map((alarm) => ({ ...alarm, notRecorded: waiting.has(alarm.id) }));
      publish({ ...message, alarms });
    } else if (recorded || message.kind === "alarm-sound") publish(message);
    else publish({ ...message, notRecorded: true });
  }

  function next<T>(work: () => Promise<T> | T): Promise<T> {
    const done = queue.then(work);
    queue = done;
    return done;
  }

  return {
    announce(entries, documents, messages) {
      const receipt = entries.length === 0 ? null : append(entries, documents);
      return next(async () => {
        const recorded = (await receipt)?.recorded ?? true;
        if (!recorded) for (const { kind, id } of entries) if (kind === "alarm" && id !== null) waiting.add(id);
        for (const message of messages) tell(message, recorded);
        return recorded;
      });
    },
    caughtUp() {
      void next(() => {
        const late = [...shown.values()].filter(({ alarms }) => alarms.some(({ id }) => waiting.has(id)));
        waiting.clear();
        for (const message of late) tell(message, true);
      });
    },
    settled: () => queue,
  };
}
