import type { AlarmsMessage } from "../../../src/wire/alarm-messages.ts";
import type { Vitals } from "../../../src/wire/vitals.ts";
import type { FollowedRate } from "../bed/followed-bed.ts";
import { limitMarks } from "../numeric/limit-marks.ts";
import { RateNumeric } from "../numeric/rate-numeric.tsx";
import { words } from "../words/words.ts";

import { pulsePhrase } from "./pulse-phrase.ts";

/** The pulse rate, with how far its methods agree and which parts of the face it rests on. */
export function PulseNumeric(props: {
  rate: FollowedRate;
  vitals: Vitals | null;
  demo: boolean;
  alarms: AlarmsMessage | null;
}) {
  const phrase = () => {
    const reading = props.rate.reading();
    if (reading.state !== "live" || props.vitals === null) return "";
    return props.vitals.variability?.irregular
      ? words.pulse.irregular
      : pulsePhrase(props.vitals.evidence, reading.ratePerMin, words.confidence);
  };
  return (
    <RateNumeric
      sign="pulse"
      label={words.pulse.label}
      reading={props.rate.reading()}
      shownRate={props.rate.shown()}
      shownTMs={props.rate.shownTMs()}
      places={3}
      confidence={props.vitals?.pulse.confidence ?? 0}
      phrase={phrase()}
      reason={props.rate.reason()}
      demo={props.demo}
      limits={limitMarks(props.alarms, "pulse")}
    />
  );
}
