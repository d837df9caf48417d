import type { Dictionary } from "../dictionary.ts";

import { accountWords, tokenWords } from "./account.ts";
import { alarmWords } from "./alarm.ts";
import { calibrationWords, displayWords } from "./display.ts";
import { evidenceWords } from "./evidence.ts";
import { freezeWords } from "./freeze.ts";
import { limitWords } from "./limit.ts";
import { words } from "./monitor.ts";
import { noteWords } from "./note.ts";
import { patientWords } from "./patient.ts";
import { privacyWords } from "./privacy.ts";
import { receiverWords } from "./receiver.ts";
import { replayWords } from "./replay.ts";
import { reviewWords } from "./review.ts";
import { signInWords } from "./sign-in.ts";
import { soundWords } from "./sound.ts";
import { trendWords } from "./trend.ts";
import { viewWords } from "./view.ts";
import { wardWords } from "./ward.ts";

export const dictionary: Dictionary = {
  words,
  noteWords,
  accountWords,
  tokenWords,
  alarmWords,
  displayWords,
  calibrationWords,
  evidenceWords,
  freezeWords,
  limitWords,
  patientWords,
  privacyWords,
  receiverWords,
  replayWords,
  reviewWords,
  signInWords,
  soundWords,
  trendWords,
  viewWords,
  wardWords,
};
