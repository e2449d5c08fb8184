/** A payment's timeline is the whole of its story: one unbroken chain of moves that the lifecycle knows (rules 2, 3, 5, 6, 8). */
import type { PaymentStatus } from "../../../../bff/contract.ts";
import type { PaymentRow } from "../../../../bff/storage/repositories/payments.ts";
import type { PaymentTimelineRow } from "../../../../bff/storage/repositories/timelines.ts";
import { exceptionsOf, type Records, trustedAccount } from "./records.ts";

/** Written by hand from the lifecycle, not taken from the table that is being tested. */
const mayGoTo: Readonly<Record<PaymentStatus, readonly PaymentStatus[]>> = {
  creating: ["unknown", "pending", "partially_paid", "review", "succeeded", "failed", "canceled"],
  unknown: ["pending", "partially_paid", "review", "succeeded", "failed", "canceled", "expired"],
  pending: ["partially_paid", "review", "succeeded", "failed", "canceled", "expired"],
  partially_paid: ["review", "succeeded", "expired"],
  review: ["succeeded", "failed"],
  succeeded: [],
  failed: ["succeeded", "review"],
  canceled: ["succeeded", "review"],
  expired: ["succeeded", "review"],
};

export function timelineInvariants(records: Records): string[] {
  const entriesOf = Map.groupBy(records.timeline, (entry) => entry.payment_id);
  return records.payments.flatMap((payment) => {
    const entries = entriesOf.get(payment.id) ?? [];
    return [
      ...(isOneChain(payment, entries) ? [] : [`payment ${payment.id}'s timeline is not one chain`]),
      ...entries.flatMap((entry) => moveIsLawful(payment, entry)),
      ...lateness(payment, entries),
    ];
  });
}

function isOneChain(payment: PaymentRow, entries: readonly PaymentTimelineRow[]): boolean {
  const [first] = entries;
  const isLinked = entries.every(
    (entry, index) =>
      entry.seq === index + 1 && entry.from_status === (entries[index - 1]?.to_status ?? null),
  );
  const begins = first?.from_status === null && first.to_status === "creating";
  return isLinked && begins && entries.at(-1)?.to_status === payment.status;
}

function moveIsLawful(
  payment: PaymentRow,
  { from_status: from, to_status: to, cause }: PaymentTimelineRow,
): string[] {
  if (from === null || from === to) return [];
  const what = `payment ${payment.id} went from ${from} to ${to}`;
  if (!mayGoTo[from].includes(to)) return [what];
  // Rule 5: a weak signature proves nothing, whatever it says.
  if (to === "succeeded" && cause === "callback" && payment.account_id !== trustedAccount) {
    return [`${what} by a callback that proves nothing`];
  }
  return [];
}

/** Late is what came after the payment was given up, and nothing else. */
function lateness(payment: PaymentRow, entries: readonly PaymentTimelineRow[]): string[] {
  const cameLate = entries.some(
    ({ from_status: from, to_status: to, cause }) =>
      (from === "failed" || from === "canceled" || from === "expired") && from !== to && cause !== "operator",
  );
  return exceptionsOf(payment).includes("paid_late") === cameLate
    ? []
    : [`payment ${payment.id} is ${cameLate ? "not said to be" : "said to be"} paid late`];
}
