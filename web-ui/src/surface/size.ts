import { type Accessor, createSignal, onCleanup, onMount } from "solid-js";

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Size of an element's content box in CSS pixels, followed as it changes; 0 by 0 until it is laid out. */
export function createSize(element: () => Element): Accessor<Size> {
  const [size, setSize] = createSignal<Size>({ width: 0, height: 0 });
  onMount(() => {
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSize({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    observer.observe(element());
    onCleanup(() => observer.disconnect());
  });
  return size;
}
