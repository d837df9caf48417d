import type { BedOrder, OrderAnswer } from "../../../src/wire/alarm-messages.ts";
import type { Failure } from "../../../src/wire/failure.ts";
import { told, toldFailure } from "../words/told.ts";

/** Gives an order to a bed. Returns what became of it, in the chosen language; null where the station did not answer. */
export async function giveOrder(bed: string, order: BedOrder): Promise<OrderAnswer | null> {
  try {
    const response = await fetch(`/api/beds/${encodeURIComponent(bed)}/commands`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(order),
    });
    if (!response.ok)
      return { accepted: false, detail: toldFailure((await response.json()) as Failure), recorded: false };
    const answer = (await response.json()) as OrderAnswer;
    return { ...answer, detail: told(answer.detail, answer.notes) };
  } catch {
    return null;
  }
}
