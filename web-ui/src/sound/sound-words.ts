import { spoken, type Widened } from "../words/language.ts";

const soundEn = {
  off: "ALARM SOUND OFF",
  offRemedy: "touch to switch it on",
  on: "sound on",
  testing: "sound test",
  failed: "ALARM SOUND FAULT",
  paused: (seconds: number) => `sound paused ${seconds} s`,
  title: "Alarm sound and colours",
  never: "The sound has not been tested since this page was opened.",
  tested: (time: string) => `Sound tested at ${time}: the signal reaches the output.`,
  faulty: "The signal does not reach the output. Reload the page, or use another screen.",
  listen: "Listen to each sound, and look at each colour. Whether the loudspeaker is loud enough only you can tell.",
  priorities: { high: "high", medium: "medium", low: "low" },
  play: "play",
  again: "test again",
  close: "close",
};

export type SoundWords = Widened<typeof soundEn>;

export const soundWords = spoken("soundWords", soundEn);
