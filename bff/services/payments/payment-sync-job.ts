import { nextQueryAt } from "../../core/payment/next-query.ts";
import { findPayment } from "../../storage/repositories/payments.ts";
import type { ServiceContext } from "../context.ts";
import type { JobOutcome } from "../runs/job-outcome.ts";
import { skippedQueryWaitMs } from "../runs/skipped-query.ts";
import { applyFact } from "./apply-fact.ts";
import { queryPayment } from "./query-payment.ts";

const done: JobOutcome = { kind: "done" };

/**
 * One run of a payment's sync job. A payment that is still `creating` was left so by a process that died with the
 * provider's answer outstanding (its job was leased to that process): it becomes `unknown` and is asked about.
 *
 * @param input.step of this job, in the schedule of its payment's state.
 */
export async function runPaymentSync(
  context: ServiceContext,
  input: { readonly paymentId: string; readonly step: number },
): Promise<JobOutcome> {
  const { paymentId, step } = input;
  const payment = await findPayment(context.database.kysely, paymentId);
  if (payment === undefined) return done;
  if (payment.status === "creating") {
    const fact = { kind: "no_answer", reason: "interrupted" } as const;
    await applyFact(context, { paymentId, facts: [fact], cause: "create" });
  }
  if (payment.status === "succeeded" && payment.reversal_pending === 0 && payment.confirm_pending === 0)
    return done;
  const outcome = await queryPayment(context, { paymentId, floorMs: 0, besideCircuit: false });
  const skippedMs = skippedQueryWaitMs(outcome);
  if (skippedMs !== null && outcome.kind !== "not_configured")
    return { kind: "again", at: context.clock.now() + skippedMs, step };
  const after = await findPayment(context.database.kysely, paymentId);
  if (after === undefined) return done;
  const now = context.clock.now();
  const at = nextQueryAt({ payment: after, step, now, randomByte: context.random.bytes(1)[0] ?? 128 });
  // Nobody can be asked until the account is configured again, and the watch ends all the same.
  if (at !== null && skippedMs !== null)
    return { kind: "again", at: Math.min(now + skippedMs, Math.max(after.watch_until, now + 1)), step };
  if (at !== null) return { kind: "again", at, step: step + 1 };
  if (after.status === "unknown" || after.confirm_pending === 1) {
    const detail = "nobody could say whether an order was made; it was watched to the end";
    await applyFact(context, { paymentId, facts: [{ kind: "time_over", detail }], cause: "expiry" });
  }
  return done;
}
