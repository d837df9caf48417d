import { type Accessor, createRoot, createSignal } from "solid-js";

/** What the address after `#` asks for: a view by its name, and a bed. `#trends/3`. */
export interface Route {
  readonly view: string;
  /** Null where the address names none. */
  readonly bed: string | null;
}

const [current, setCurrent] = createRoot(() => createSignal<Route>(readRoute(location.hash)));
addEventListener("hashchange", () => setCurrent(readRoute(location.hash)));

/** The route that the address stands for now. */
export const route: Accessor<Route> = current;

/** Goes to a view, of a bed where one is meant; the browser's way back leads here again. */
export function go(view: string, bed: string | null): void {
  location.hash = bed === null ? view : `${view}/${encodeURIComponent(bed)}`;
}

function readRoute(hash: string): Route {
  const [view = "", bed] = hash.replace(/^#/, "").split("/", 2);
  return { view, bed: bed ? decoded(bed) : null };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
