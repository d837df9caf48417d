import { BedStrip } from "../bed-strip/bed-strip.tsx";
import { go } from "../views/route.ts";
import type { ViewProps } from "../views/views.ts";

/** All beds at once. */
export function WardView(props: ViewProps) {
  const beds = () => props.station.state().beds?.map(({ bed }) => bed) ?? [];
  return <BedStrip station={props.station} beds={beds()} chosen={props.bed} choose={(bed) => go("bed", bed)} />;
}
