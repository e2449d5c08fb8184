/** Ends a payment whose time is over, after one more query to its provider (rule 9). */

import { earliestNow } from "../../core/clock.ts";
import { say } from "../../core/details.ts";
import { randomByte } from "../../core/ids.ts";
import { isLateForWatch } from "../../core/payment/end-sync-run.ts";
import { isOpen } from "../../core/payment/status.ts";
import { doubtfulWaitsMs, expiryGraceMs, lastAnswerMs, waitWithJitter } from "../../core/schedule.ts";
import { paymentById } from "../../storage/repositories/payments.ts";
import type { ServiceContext } from "../context.ts";
import type { JobOutcome } from "../runs/job-outcome.ts";
import { skippedQueryWaitMs } from "../runs/skipped-query.ts";
import { applyPaymentFacts } from "./apply-facts.ts";
import { queryPayment } from "./query-payment.ts";

const done: JobOutcome = { kind: "done" };

/** @param input.step of this job: how many queries at the expiry got no answer. */
export async function expirePayment(
  context: ServiceContext,
  input: { readonly paymentId: string; readonly step: number },
): Promise<JobOutcome> {
  const [before] = await context.database.read(paymentById({ id: input.paymentId }));
  if (before === undefined || (before.status !== "pending" && before.status !== "partially_paid"))
    return done;
  const { step } = input;
  if (before.expires_at > earliestNow(context.clock))
    return { kind: "again", at: before.expires_at + expiryGraceMs, step };
  const outcome = await queryPayment(context, {
    paymentId: before.id,
    floorMs: 0,
    cause: "expiry",
    skipIfCircuitOpen: true,
  });
  // A query that was not made says nothing: the payment does not end by it, and it uses up no step.
  const skippedMs = skippedQueryWaitMs(outcome);
  if (skippedMs !== null) return { kind: "again", at: context.clock.now() + skippedMs, step };
  const [payment] = await context.database.read(paymentById({ id: before.id }));
  if (payment === undefined || !isOpen(payment.status)) return done;
  const later = earliestNow(context.clock);
  const queriedBefore = outcome.kind === "no_answer" ? outcome.queriedBefore : undefined;
  const isUnanswered = queriedBefore !== undefined;
  const isLate = isLateForWatch(payment, { queriedBefore, now: later });
  const isOver = isLate || later >= payment.watch_until + (isUnanswered ? lastAnswerMs : 0);
  // The payment must not end while the provider does not answer, or while a reported payment is not confirmed
  // yet.
  if ((isUnanswered || payment.confirm_pending === 1) && !isOver) {
    return { kind: "again", at: later + retryWaitMs(context, step), step: step + 1 };
  }
  const about = { paymentId: payment.id, cause: "expiry" } as const;
  // Without an answer the watch ends as in a run of the sync job: a day after the first try.
  const applied = await applyPaymentFacts(
    context,
    isUnanswered
      ? { ...about, facts: [], syncRun: { step, answer: "unanswered", queriedBefore } }
      : { ...about, facts: [{ kind: "time_over", detail: say("time_over", {}) }] },
  );
  // A callback that arrived since the row was read keeps the payment open until its confirming query.
  return applied !== undefined && isOpen(applied.payment.status)
    ? { kind: "again", at: context.clock.now() + retryWaitMs(context, step), step: step + 1 }
    : done;
}

/** Payments that expire in the same moment must not query a silent provider in step. */
function retryWaitMs({ random }: ServiceContext, step: number): number {
  return waitWithJitter(doubtfulWaitsMs, { step, randomByte: randomByte(random) });
}
