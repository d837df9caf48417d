import type { BedOrder, OrderAnswer } from "../../../src/wire/alarm-messages.ts";
import type { Failure } from "../../../src/wire/failure.ts";
import type { Sentence } from "../words/sentence.ts";
import { told, toldFailure } from "../words/told.ts";
import { words } from "../words/words.ts";

/** Gives an order to a bed. Resolves with why it was not done; null: it was. */
export async function giveOrder(bed: string, order: BedOrder): Promise<Sentence | null> {
  try {
    const response = await fetch(`/api/beds/${encodeURIComponent(bed)}/commands`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(order),
    });
    if (!response.ok) {
      const failure = (await response.json()) as Failure;
      return () => toldFailure(failure);
    }
    const { accepted, detail, notes } = (await response.json()) as OrderAnswer;
    return accepted ? null : () => told(detail, notes);
  } catch {
    return () => words.notDone;
  }
}
