import type { AlarmsMessage } from "../../../src/wire/alarm-messages.ts";
import type { Vitals } from "../../../src/wire/vitals.ts";
import type { FollowedRate } from "../bed/followed-bed.ts";
import { limitMarks } from "../numeric/limit-marks.ts";
import { RateNumeric } from "../numeric/rate-numeric.tsx";
import { words } from "../words/words.ts";

import { respirationPhrase } from "./respiration-phrase.ts";

/** The breathing rate: movement of the chest, not airflow, and it says so. */
export function RespirationNumeric(props: {
  rate: FollowedRate;
  vitals: Vitals | null;
  demo: boolean;
  alarms: AlarmsMessage | null;
}) {
  const phrase = () => {
    const reading = props.rate.reading();
    const witnesses = props.vitals?.evidence.respiration?.witnesses;
    if (reading.state !== "live" || witnesses === undefined) return "";
    return respirationPhrase(witnesses, reading.ratePerMin, words.respiration.basis);
  };
  return (
    <RateNumeric
      sign="respiration"
      label={words.respiration.label}
      note={words.respiration.notAirflow}
      reading={props.rate.reading()}
      shownRate={props.rate.shown()}
      shownTMs={props.rate.shownTMs()}
      places={2}
      confidence={props.vitals?.respiration.confidence ?? 0}
      phrase={phrase()}
      reason={props.rate.reason()}
      demo={props.demo}
      limits={limitMarks(props.alarms, "respiration")}
    />
  );
}
