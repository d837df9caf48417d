import type { AlarmWords } from "../alarms/alarm-words.ts";
import type { AccountWords } from "../accounts/account-words.ts";
import type { TokenWords } from "../accounts/token-words.ts";
import type { CalibrationWords, DisplayWords } from "../display/display-words.ts";
import type { EvidenceWords } from "../evidence/evidence-words.ts";
import type { FreezeWords } from "../freeze/freeze-words.ts";
import type { LimitWords } from "../limits/limit-words.ts";
import type { PatientWords } from "../patient/patient-words.ts";
import type { PrivacyWords } from "../privacy/privacy-words.ts";
import type { ReceiverWords } from "../receivers/receiver-words.ts";
import type { ReplayWords } from "../replay/replay-words.ts";
import type { ReviewWords } from "../review/review-words.ts";
import type { SignInWords } from "../sign-in/sign-in-words.ts";
import type { SoundWords } from "../sound/sound-words.ts";
import type { TrendWords } from "../trends/trend-words.ts";
import type { ViewWords } from "../views/view-words.ts";
import type { WardWords } from "../ward/ward-words.ts";

import type { Words } from "./en.ts";
import type { NoteWords } from "./note-words.ts";

/** Everything that the page says, by the name under which `spoken` was given its English words. */
export interface Dictionary {
  readonly words: Words;
  readonly noteWords: NoteWords;
  readonly accountWords: AccountWords;
  readonly tokenWords: TokenWords;
  readonly alarmWords: AlarmWords;
  readonly displayWords: DisplayWords;
  readonly calibrationWords: CalibrationWords;
  readonly evidenceWords: EvidenceWords;
  readonly freezeWords: FreezeWords;
  readonly limitWords: LimitWords;
  readonly patientWords: PatientWords;
  readonly privacyWords: PrivacyWords;
  readonly receiverWords: ReceiverWords;
  readonly replayWords: ReplayWords;
  readonly reviewWords: ReviewWords;
  readonly signInWords: SignInWords;
  readonly soundWords: SoundWords;
  readonly trendWords: TrendWords;
  readonly viewWords: ViewWords;
  readonly wardWords: WardWords;
}
