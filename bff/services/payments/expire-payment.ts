/** The end of a payment's time: the provider is queried once more first (rule 9). */
import { isOpen } from "../../core/payment/status.ts";
import { doubtfulWaitsMs, expiryGraceMs, waitMsOf } from "../../core/schedule.ts";
import { paymentById } from "../../storage/repositories/payments.ts";
import type { ServiceContext } from "../context.ts";
import type { JobOutcome } from "../runs/job-outcome.ts";
import { skippedQueryWaitMs } from "../runs/skipped-query.ts";
import { applyFact } from "./apply-fact.ts";
import { queryPayment } from "./query-payment.ts";

const done: JobOutcome = { kind: "done" };

/** @param input.step of this job: how often the provider was silent at the expiry. */
export async function expirePayment(
  context: ServiceContext,
  input: { readonly paymentId: string; readonly step: number },
): Promise<JobOutcome> {
  const [before] = await context.database.read(paymentById({ id: input.paymentId }));
  if (before === undefined || (before.status !== "pending" && before.status !== "partially_paid"))
    return done;
  const { step } = input;
  const now = context.clock.now();
  if (before.expires_at > now) return { kind: "again", at: before.expires_at + expiryGraceMs, step };
  const outcome = await queryPayment(context, { paymentId: before.id, floorMs: 0, cause: "expiry" });
  const [payment] = await context.database.read(paymentById({ id: before.id }));
  if (payment === undefined || !isOpen(payment.status)) return done;
  const watchIsOver = context.clock.now() >= payment.watch_until;
  const silent = outcome.kind !== "answered" && outcome.kind !== "cannot_ask";
  // While the provider is silent, or a reported payment still waits to be confirmed, the end is not final.
  if ((silent || payment.confirm_pending === 1) && !watchIsOver) {
    const skippedMs = skippedQueryWaitMs(outcome);
    const waitMs = skippedMs ?? waitMsOf(doubtfulWaitsMs, step);
    return { kind: "again", at: context.clock.now() + waitMs, step: skippedMs === null ? step + 1 : step };
  }
  const detail = silent ? "its time is over; the provider could not be asked" : "its time is over";
  await applyFact(context, {
    paymentId: payment.id,
    facts: [{ kind: "time_over", detail }],
    cause: "expiry",
  });
  return done;
}
