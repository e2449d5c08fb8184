import { findPayment } from "../../storage/repositories/payments.ts";
import type { ServiceContext } from "../context.ts";
import type { JobOutcome } from "../runs/job-outcome.ts";
import { againUnasked } from "../runs/retry-skipped-query.ts";
import { applyFact } from "./apply-fact.ts";
import { queryPayment } from "./query-payment.ts";
import { nextQuestionAt } from "./schedule-payment-jobs.ts";

const done: JobOutcome = { kind: "done" };

/**
 * One run of a payment's sync job. A payment that is still `creating` was left so by a process that died with the
 * provider's answer outstanding (its job was leased to that process): it becomes `unknown` and is asked about.
 *
 * @param input.attempts runs of this job since it was last scheduled from the start.
 */
export async function runPaymentSync(
  context: ServiceContext,
  input: { readonly paymentId: string; readonly attempts: number },
): Promise<JobOutcome> {
  const { paymentId, attempts } = input;
  const payment = await findPayment(context.database.kysely, paymentId);
  if (payment === undefined) return done;
  if (payment.status === "creating") {
    const fact = { kind: "no_answer", reason: "interrupted" } as const;
    await applyFact(context, { paymentId, facts: [fact], cause: "create" });
  }
  if (payment.status === "succeeded" && payment.reversal_pending === 0 && payment.confirm_pending === 0)
    return done;
  const outcome = await queryPayment(context, { paymentId, floorMs: 0, besideCircuit: false });
  const unasked = againUnasked(context, outcome, attempts);
  if (unasked !== null) return unasked;
  const after = await findPayment(context.database.kysely, paymentId);
  if (after === undefined) return done;
  const now = context.clock.now();
  const at = nextQuestionAt(context, after, attempts, now);
  if (at !== null) return { kind: "again", at };
  if (after.status === "unknown" || after.confirm_pending === 1) {
    const detail = "nobody could say whether an order was made; it was watched to the end";
    await applyFact(context, { paymentId, facts: [{ kind: "time_over", detail }], cause: "expiry" });
  }
  return done;
}
