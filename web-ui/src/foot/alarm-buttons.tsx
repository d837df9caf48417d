import { acknowledge, pauseAudio } from "../alarms/alarm-orders.ts";
import { audioPausedS } from "../alarms/alarm-rows.ts";
import { alarmWords } from "../alarms/alarm-words.ts";
import type { PageAlarms } from "../alarms/page-alarms.ts";
import type { BedState } from "../link/station-state.ts";
import type { Sentence } from "../words/sentence.ts";

interface AlarmButtonsProps {
  readonly alarms: PageAlarms;
  /** The bed whose alarms are acknowledged; null: all beds'. */
  readonly bed: BedState | null;
  readonly beds: readonly BedState[];
  readonly linked: boolean;
  /** Told why something was not done; null: it was. */
  readonly refused: (sentence: Sentence | null) => void;
}

/** Acknowledges and pauses, always in the same place. While the station is not heard, both silence what the page itself alarms. */
export function AlarmButtons(props: AlarmButtonsProps) {
  const meant = () =>
    props.alarms.rows().filter(({ beds, open }) => open.length > 0 && (!props.bed || beds.includes(props.bed.bed)));
  const pausedS = () => audioPausedS(props.beds);
  const alarming = () => props.alarms.rows().length > 0;
  async function attend(order: () => Promise<Sentence | null>): Promise<void> {
    if (!props.linked) props.alarms.pauseLink();
    else props.refused(await order());
  }
  return (
    <span class="foot-group">
      <button
        type="button"
        class="attend"
        data-testid="acknowledge-all"
        disabled={meant().length === 0 && props.linked}
        onClick={() => void attend(() => acknowledge(meant()))}
      >
        {alarmWords.acknowledgeAll}
      </button>
      <button
        type="button"
        class="attend"
        data-testid="pause-audio"
        aria-pressed={pausedS() !== null}
        disabled={!alarming() && pausedS() === null}
        onClick={() => void attend(() => pauseAudio(props.beds))}
      >
        {pausedS() === null ? alarmWords.pause : alarmWords.resume(pausedS() ?? 0)}
      </button>
    </span>
  );
}
