/** A payment's timeline is the whole of its story: one unbroken chain that ends where the payment is (rules 2, 3, 6). */
import type { Records } from "./records.ts";

export function timelineInvariants(records: Records): string[] {
  const entriesOf = Map.groupBy(records.timeline, (entry) => entry.payment_id);
  return records.payments.flatMap((payment) => {
    const entries = entriesOf.get(payment.id) ?? [];
    const broken = entries.some((entry, index) => {
      const before = entries[index - 1];
      return entry.seq !== index + 1 || entry.from_status !== (before?.to_status ?? null);
    });
    const [first] = entries;
    const begins = first?.from_status === null && first.to_status === "creating";
    const ends = entries.at(-1)?.to_status === payment.status;
    const left = entries.some(
      (entry) => entry.from_status === "succeeded" && entry.to_status !== "succeeded",
    );
    return [
      ...(broken || !begins || !ends ? [`payment ${payment.id}'s timeline is not one chain`] : []),
      ...(left ? [`payment ${payment.id} left succeeded`] : []),
    ];
  });
}
