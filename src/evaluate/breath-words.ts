import type { BreathCondition, BreathlessStretch } from "./breath-condition.ts";

/** The no-breath condition of a recording in words; null where there was breath throughout and it was never raised. */
export function breathWords({ stretches, raisedS, falseSeconds }: BreathCondition): string | null {
  if (stretches.length === 0 && raisedS.length === 0) return null;
  const raised = raisedS.map(([fromS, toS]) => (fromS === toS ? `${fromS}` : `${fromS}-${toS}`)).join(", ");
  return [
    ...stretches.map(stretchWords),
    raised === "" ? "never raised" : `raised at seconds ${raised}, falsely for ${falseSeconds} s`,
  ].join("; ");
}

function stretchWords({ fromS, toS, raisedAtS, lastRateS }: BreathlessStretch): string {
  const raised = raisedAtS === null ? "not raised" : `raised after ${seconds(raisedAtS - fromS)}`;
  const rate = lastRateS === null ? "no rate shown" : `last rate after ${seconds(lastRateS - fromS)}`;
  return `no breath from ${seconds(fromS)} to ${seconds(toS)}: ${raised}, ${rate}`;
}

function seconds(value: number): string {
  return `${Number(value.toFixed(1))} s`;
}
