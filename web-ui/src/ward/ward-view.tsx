import "./ward.css";

import { createMemo, For, Show } from "solid-js";

import { createSize } from "../surface/size.ts";
import { go } from "../views/route.ts";
import type { ViewProps } from "../views/view-props.ts";
import { words } from "../words/words.ts";

import { wardGrid } from "./ward-grid.ts";
import { chooseWardOrder, inWardOrder, WARD_ORDERS, wardOrder } from "./ward-order.ts";
import { WardTile } from "./ward-tile.tsx";
import { wardWords } from "./ward-words.ts";

/** All beds at once, in tiles of equal size; one touch leads to a bed. */
export function WardView(props: ViewProps) {
  let place!: HTMLDivElement;
  const size = createSize(() => place);
  const beds = () => props.station.state().beds ?? [];
  const names = createMemo(() => inWardOrder(beds(), wardOrder()), [], { equals: (a, b) => a.join() === b.join() });
  const grid = createMemo(() => wardGrid(names().length, size().width, size().height));
  return (
    <main class="ward-view">
      <header class="ward-head">
        <strong>{wardWords.count(names().length)}</strong>
        <label>
          {wardWords.order}
          <select
            data-testid="ward-order"
            onChange={(event) => chooseWardOrder(WARD_ORDERS[event.currentTarget.selectedIndex] ?? "fixed")}
          >
            <For each={WARD_ORDERS}>
              {(order) => <option selected={order === wardOrder()}>{wardWords.orders[order]}</option>}
            </For>
          </select>
        </label>
      </header>
      <div class="ward-place" ref={place}>
        <Show
          when={names().length > 0}
          fallback={<p class="waiting">{props.station.state().beds ? words.noBeds : words.waiting}</p>}
        >
          <div
            class="ward-grid"
            data-testid="ward-grid"
            style={{ "--columns": grid().columns, "--tile-height": `${grid().tileHeightPx}px` }}
          >
            <For each={names()}>
              {(bed) => <WardTile station={props.station} bed={bed} open={() => go("bed", bed)} />}
            </For>
          </div>
        </Show>
      </div>
    </main>
  );
}
