import { AfarError } from "../../base/errors.ts";

import { type ConfigurationChange, changesBetween, changeWords } from "./changes.ts";
import type { Configuration } from "./configuration.ts";
import { readConfiguration } from "./configuration-file.ts";
import { readText, soundConfiguration } from "./configuration-text.ts";

export interface LiveConfigurationOptions {
  readonly path: string;
  /** What the station runs now. */
  readonly running: Configuration;
  /** Makes one change in the running station. Where it throws, the changes after it are made all the same. */
  readonly apply: (change: ConfigurationChange) => Promise<void>;
  /** Told in whole sentences what was done, and what was not and why. */
  readonly tell: (sentence: string, isFault: boolean) => void;
}

export interface LiveConfiguration {
  /**
   * Reads the file and makes its safe changes; all of them or, where one is not safe or the file has a fault, none. Never throws. `asked`: somebody
   * waits for an answer, also where there is nothing new.
   */
  reload(asked: boolean): Promise<void>;
}

/** Follows a configuration's file while the station runs. One reload at a time, in the order in which they were asked for. */
export function planLiveConfiguration({ path, running, apply, tell }: LiveConfigurationOptions): LiveConfiguration {
  let current = running;
  let lastFault: string | null = null;
  let queue: Promise<void> = Promise.resolve();

  async function reload(asked: boolean): Promise<void> {
    let next: Configuration;
    try {
      next = soundConfiguration(readText(readConfiguration(path), path), path);
    } catch (error) {
      tellFault(error instanceof AfarError ? error.message : String(error), asked);
      return;
    }
    const { refused, changes } = changesBetween(current, next);
    if (refused.length > 0) return tellFault(`${path}: ${refused.join("; ")}`, asked);
    lastFault = null;
    if (asked && changes.length === 0) tell(`${path}: nothing has changed`, false);
    const before = current;
    current = next;
    for (const change of changes) {
      if (!(await make(change))) current = withBedOf(before, current, bedOf(change));
    }
  }

  async function make(change: ConfigurationChange): Promise<boolean> {
    try {
      await apply(change);
      tell(`${path}: ${changeWords(change)}`, false);
      return true;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      tell(`${path}: not done: ${changeWords(change)}: ${why}. It is tried again when the file is saved`, true);
      return false;
    }
  }

  /** The same fault is told once, however often an editor touches the file. */
  function tellFault(fault: string, asked: boolean): void {
    if (asked || fault !== lastFault) tell(`${fault}. Nothing was changed: the station runs on as it did`, true);
    lastFault = fault;
  }

  return {
    reload(asked) {
      queue = queue.then(() => reload(asked));
      return queue;
    },
  };
}

function bedOf(change: ConfigurationChange): string | null {
  if ("bed" in change) return change.bed.plan.bed;
  return "id" in change ? change.id : null;
}

/** `configuration` with one bed as it was, or without it where it was not: what was not done is told as a difference again. */
function withBedOf(before: Configuration, configuration: Configuration, id: string | null): Configuration {
  const old = before.beds.filter(({ plan }) => plan.bed === id);
  return { ...configuration, beds: [...configuration.beds.filter(({ plan }) => plan.bed !== id), ...old] };
}
