/**
 * When the provider is queried next about a payment, if nothing else happens first.
 *
 * Source: docs/queries.md#when-providers-are-queried
 */
import type { PaymentRecord } from "../records.ts";
import { doubtfulWaitsMs, lastAnswerMs, queryTime, type WaitInput, waitWithJitter } from "../schedule.ts";

/** True while nobody knows how the payment stands: an answer, a confirmation or a reversal is outstanding. */
export function isInDoubt(payment: PaymentRecord): boolean {
  return payment.status === "creating" || payment.status === "unknown" || awaitsAnswer(payment);
}

/** True while an assertion or a reversal waits for its query. */
export function awaitsAnswer(payment: PaymentRecord): boolean {
  return payment.confirm_pending === 1 || payment.reversal_pending === 1;
}

/**
 * When the provider is queried once more after the end of the watch, because it has not answered.
 *
 * @returns epoch ms, or null when it has been silent for too long after the end.
 */
export function nextLastQueryAt(payment: PaymentRecord, wait: WaitInput): number | null {
  if (wait.now >= payment.watch_until + lastAnswerMs) return null;
  return wait.now + waitWithJitter(doubtfulWaitsMs, wait);
}

/**
 * The last query comes at the end of the watch; after that only a callback can bring news.
 *
 * @returns epoch ms, or null when there is nothing more to query.
 */
export function nextQueryAt(payment: PaymentRecord, wait: WaitInput): number | null {
  const inDoubt = isInDoubt(payment);
  if (payment.status === "succeeded" && !inDoubt) return null;
  return queryTime({ ...wait, inDoubt, lastAt: payment.watch_until });
}
