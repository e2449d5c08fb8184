/** Which worlds of a payment are one: those in which the same can follow. */
import type { PaymentRecord } from "../../../bff/core/records.ts";
import { lastAnswerMs } from "../../../bff/core/schedule.ts";
import { minute } from "../../core/support/times.ts";
import type { PaymentWorld } from "./payment-world.ts";
import { rankTimes } from "./rows.ts";

/** The texts of rows, by the row: most facts leave the row as it is. */
const rowTexts = new WeakMap<PaymentRecord, string>();

/** What may differ from one world to another, but for the times. What a payment is born with never changes. */
function textOf(payment: PaymentRecord): string {
  const known = rowTexts.get(payment);
  if (known !== undefined) return known;
  const { id, session_id, account_id, provider, method, channel, order_no, ...mutable } = payment;
  const { amount_minor, currency, decimals, callback_token_hash, created_at, payer_sealed, ...state } =
    mutable;
  const { updated_at, unknown_since, absent_since, watch_until, expires_at, testimony, ...kept } = state;
  const text = JSON.stringify([Object.values(kept), rankTimes(testimony)]);
  rowTexts.set(payment, text);
  return text;
}

/** Times by what they are compared with, and those inside texts by their order. */
export function keyOf({ session, payment, now, said, isTold, sync, hasExpiry }: PaymentWorld): string {
  const { unknown_since, absent_since, watch_until, expires_at } = payment;
  const isLong = (since: number | null) => (since === null ? null : now - since > 14 * minute);
  return [
    textOf(payment),
    isLong(unknown_since),
    isLong(absent_since),
    watch_until <= now,
    watch_until + lastAnswerMs <= now,
    expires_at <= now,
    session.status,
    session.open_payment_id,
    session.paid_payment_id,
    session.announced,
    session.expires_at <= now,
    sync !== null,
    hasExpiry,
    isTold,
    ...Object.values(said),
  ].join("|");
}
