import type { BedOrder, OrderAnswer } from "../../../src/wire/alarm-messages.ts";

/** Gives an order to a bed. Returns what became of it; null where the station did not answer. */
export async function giveOrder(bed: string, order: BedOrder): Promise<OrderAnswer | null> {
  try {
    const response = await fetch(`/api/beds/${encodeURIComponent(bed)}/commands`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(order),
    });
    return response.ok ? ((await response.json()) as OrderAnswer) : null;
  } catch {
    return null;
  }
}
