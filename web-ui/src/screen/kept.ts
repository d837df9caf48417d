import { type Accessor, createRoot, createSignal } from "solid-js";

/** Where choices are kept: the page's local storage, absent outside of a browser. */
const shelf = (
  globalThis as { localStorage?: { getItem(key: string): string | null; setItem(key: string, value: string): void } }
).localStorage;

/**
 * A choice that this screen keeps between visits, in its local storage under `afar.NAME`. `read` returns null for what it does not
 * understand; then, and where nothing may be stored, the choice begins as `initial`.
 */
export function createKept<T>(
  name: string,
  initial: T,
  read: (kept: unknown) => T | null,
): [Accessor<T>, (value: T) => void] {
  const key = `afar.${name}`;
  const [value, setValue] = createRoot(() => createSignal<T>(recall(key, read) ?? initial));
  return [
    value,
    (next) => {
      setValue(() => next);
      try {
        shelf?.setItem(key, JSON.stringify(next));
      } catch {
        // A browser that keeps nothing shows the choice until the page is closed.
      }
    },
  ];
}

/** Reads one of several words; null for anything else. */
export function oneOf<T extends string | number | boolean>(choices: readonly T[]): (kept: unknown) => T | null {
  return (kept) => choices.find((choice) => choice === kept) ?? null;
}

function recall<T>(key: string, read: (kept: unknown) => T | null): T | null {
  try {
    return read(JSON.parse(shelf?.getItem(key) ?? "null"));
  } catch {
    return null;
  }
}
