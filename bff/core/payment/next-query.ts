/**
 * When the provider is queried next about a payment, were nothing else to happen.
 *
 * Source: docs/lifecycle.md#when-providers-are-queried
 */
import type { PaymentRecord } from "../records.ts";
import { doubtfulWaitsMs, lastAnswerMs, pendingWaitsMs, waitMsOf, withJitter } from "../schedule.ts";

/** True while nobody knows how the payment stands: an answer, a confirmation or a reversal is outstanding. */
export function isInDoubt(payment: PaymentRecord): boolean {
  return payment.status === "creating" || payment.status === "unknown" || awaitsAnswer(payment);
}

/** True while a callback's success or a reversal waits for a query. */
export function awaitsAnswer(payment: PaymentRecord): boolean {
  return payment.confirm_pending === 1 || payment.reversal_pending === 1;
}

/**
 * When the provider is queried once more at the end of the watch, because it has not answered.
 *
 * @returns epoch ms, or null when it has been silent for too long after the end.
 */
export function nextLastQueryAt(input: {
  readonly payment: PaymentRecord;
  readonly step: number;
  readonly now: number;
  readonly randomByte: number;
}): number | null {
  const { payment, step, now, randomByte } = input;
  if (now >= payment.watch_until + lastAnswerMs) return null;
  return now + withJitter(waitMsOf(doubtfulWaitsMs, step), randomByte);
}

/**
 * @param input.step index into the schedule of waits.
 * @param input.randomByte for the jitter.
 * @returns epoch ms, or null when there is nothing more to query.
 */
export function nextQueryAt(input: {
  readonly payment: PaymentRecord;
  readonly step: number;
  readonly now: number;
  readonly randomByte: number;
}): number | null {
  const { payment, step, now, randomByte } = input;
  const inDoubt = isInDoubt(payment);
  if (payment.status === "succeeded" && !inDoubt) return null;
  // The last query comes at the end of the watch; after that only a callback can bring news.
  if (now >= payment.watch_until) return null;
  const wait = withJitter(waitMsOf(inDoubt ? doubtfulWaitsMs : pendingWaitsMs, step), randomByte);
  return Math.min(now + wait, Math.max(payment.watch_until, now + 1));
}
