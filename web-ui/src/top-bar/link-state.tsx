import type { Link } from "../link/connection.ts";
import { words } from "../words/words.ts";

/** Whether the station can be heard; a lost link says when it is tried again. */
export function LinkState(props: { link: Link; nowMs: number }) {
  const text = () => {
    const { link } = props;
    if (link.phase === "open") return words.link.open;
    if (link.phase === "connecting") return words.link.connecting;
    const seconds = Math.ceil((link.retryMs - props.nowMs) / 1000);
    return seconds > 0 ? words.link.retryIn(seconds) : words.link.lost;
  };
  return (
    <span class="link-state" data-testid="link" data-link={props.link.phase}>
      <i aria-hidden="true" />
      {text()}
    </span>
  );
}
