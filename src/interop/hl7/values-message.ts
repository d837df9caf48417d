import type { Reason } from "../../wire/reason.ts";
import type { ValuesNotice } from "../../wire/receiver-notices.ts";

import { components, type Hl7Field, hl7Time, numbered, repetitions, segment } from "./hl7-text.ts";
import { disclaimerNote, frameSegments, type Hl7Station, messageText, originMark } from "./message-frame.ts";
import { MONITOR, RATES, type RateCode } from "./nomenclature.ts";

/** Something is seen, but it cannot be trusted. All other reasons: there is nothing to be seen. */
const DISTURBED: readonly Reason[] = [
  "low-signal",
  "motion",
  "low-light",
  "lamp-flicker",
  "exposure",
  "out-of-focus",
  "compression",
  "slow-frames",
];

interface ShownRate {
  readonly rate: number | null;
  readonly held: boolean;
  readonly reason: Reason | null;
  readonly inhibited: boolean;
}

/** PCD-01, ORU^R01: both rates of a bed, or why there is none. Allocates. */
export function valuesMessage(station: Hl7Station, messageId: string, notice: ValuesNotice): string {
  const { pulse, respiration, limits } = notice;
  const time = hl7Time(notice.stationMs);
  const device = components(station.stationId, null, station.stationId, "EUI-64");
  const rates: [RateCode, ShownRate, { low: number; high: number } | undefined][] = [
    [RATES.pulse, { rate: pulse.rateBpm, ...pulse }, limits?.pulse],
    [RATES.respiration, { rate: respiration.rateBrpm, ...respiration }, limits?.respiration],
  ];
  const mark = originMark(notice);
  return messageText([
    ...frameSegments(station, {
      messageId,
      notice,
      type: components("ORU", "R01", "ORU_R01"),
      profileId: station.profile.valuesProfile,
    }),
    numbered("OBR", {
      1: 1,
      2: components(messageId, "AFAR", station.stationId, "EUI-64"),
      3: components(messageId, "AFAR", station.stationId, "EUI-64"),
      4: components(...MONITOR),
      7: time,
    }),
    disclaimerNote(),
    numbered("OBX", { 1: 1, 3: components(...MONITOR), 4: "1.0.0.0", 8: mark, 11: "X", 14: time, 18: device }),
    ...rates.flatMap(([code, shown, limit], i) => [
      numbered("OBX", {
        1: i + 2,
        2: "NM",
        3: components(...code.code),
        4: `1.1.1.${i + 1}`,
        5: shown.rate === null ? null : Math.round(shown.rate),
        6: components(...code.unit),
        7: limit && `${limit.low}-${limit.high}`,
        8: repetitions(...flagsOf(shown, mark)),
        11: shown.rate === null ? "X" : "R",
        14: time,
        17: components(null, "camera rPPG"),
        18: device,
      }),
      ...(shown.reason === null ? [] : [segment("NTE", 1, "L", noteOf(shown, shown.reason))]),
    ]),
  ]);
}

/** OBX-8. */
function flagsOf({ rate, held, reason, inhibited }: ShownRate, mark: string | null): Hl7Field[] {
  const flags: Hl7Field[] = mark === null ? [] : [mark];
  if (rate === null) flags.push(reason !== null && DISTURBED.includes(reason) ? "INV" : "NAV");
  else if (held) flags.push("QUES");
  else if (reason === "starting") flags.push("EARLY");
  if (inhibited) flags.push("ALINH");
  return flags;
}

function noteOf({ rate }: ShownRate, reason: Reason): string {
  return rate === null ? reason : `held: ${reason}`;
}
