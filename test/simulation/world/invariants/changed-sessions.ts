/** Sessions whose amount or time the merchant has changed: money for the old amount does not pay for the new one. */
import type { HeldOrder } from "../orders.ts";
import { exceptionsOf, type Records, wasOperated } from "./records.ts";

export function changedSessionInvariants(records: Records): string[] {
  return [
    ...records.payments.flatMap((payment) => paidInFull(records, payment)),
    ...records.sessions.flatMap((session) => [
      ...expiredEarly(records, session),
      ...costsWhatWasSaid(records, session),
    ]),
  ];
}

/** Who pays another amount than the session has pays too little or too much, and a person looks at it. */
function paidInFull(records: Records, payment: Records["payments"][number]): string[] {
  const { id, status, received_minor: received } = payment;
  const due = records.audited.get(payment.session_id);
  if (status !== "succeeded" || due === undefined || wasOperated(records, payment)) return [];
  const says = exceptionsOf(payment);
  const isSaid = ["duplicate_paid", "underpaid", "overpaid"].some((name) => says.includes(name));
  return isSaid || BigInt(received) === due
    ? []
    : [`payment ${id} paid ${received} and is taken in full for ${due}`];
}

function costsWhatWasSaid({ audited }: Records, session: Records["sessions"][number]): string[] {
  const { id, amount_minor: amount } = session;
  const said = audited.get(id);
  return said === undefined || said === BigInt(amount)
    ? []
    : [`session ${id} costs ${amount}, and ${said} was agreed`];
}

/** Clocks may be apart. */
const skewMs = 11 * 60_000;

function expiredEarly({ events }: Records, { id, expires_at: expiresAt }: Records["sessions"][number]) {
  const expired = events.find((event) => event.session_id === id && event.type === "session.expired");
  if (expired === undefined || expired.created_at >= expiresAt - skewMs) return [];
  return [`session ${id} expired ${expiresAt - expired.created_at} ms before its time`];
}

/** The session may have had another amount than the order has: whatever is paid then is for a person to look at. */
export function mayBeForAnotherAmount(
  { changedAmounts }: Records,
  payment: Pick<Records["payments"][number], "session_id">,
  { amountMinor }: HeldOrder,
): boolean {
  return [...(changedAmounts.get(payment.session_id) ?? [])].some((minor) => minor !== amountMinor);
}

/** What came is on record, and too little or too much for what the session may have been changed to. */
export function isOtherAmountSaid(
  records: Records,
  payment: Records["payments"][number],
  order: HeldOrder,
): boolean {
  const names = exceptionsOf(payment);
  const isSaid = names.includes("underpaid") || names.includes("overpaid");
  return mayBeForAnotherAmount(records, payment, order) && isSaid;
}
