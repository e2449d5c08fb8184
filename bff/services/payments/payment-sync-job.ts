import { say } from "../../core/details.ts";
import { isLeftPayable, isPaidByAnother } from "../../core/payment/assertions.ts";
import { awaitsAnswer } from "../../core/payment/next-query.ts";
import { writeAll } from "../../storage/engine/write-all.ts";
import type { ClaimedJob } from "../../storage/jobs/jobs.ts";
import { paymentById } from "../../storage/repositories/payments.ts";
import { sessionById } from "../../storage/repositories/sessions.ts";
import type { ServiceContext } from "../context.ts";
import { collectExchanges } from "../exchanges/collect-exchanges.ts";
import type { PaymentQueryPayload } from "../process/job-place.ts";
import type { JobOutcome } from "../runs/job-outcome.ts";
import { skippedQueryWaitMs } from "../runs/skipped-query.ts";
import { abandonPayment } from "./abandon-payment.ts";
import { applyPaymentFacts } from "./apply-facts.ts";
import { cancelAtProvider } from "./cancel-at-provider.ts";
import { type QueryInput, type QueryOutcome, queryLockedPayment, queryPayment } from "./query-payment.ts";

const done: JobOutcome = { kind: "done" };
const completed: JobOutcome = { kind: "completed" };

/**
 * One run of a payment's sync job. If the payment is still `creating`, the process that created it died while
 * it waited for the provider's answer (the job was leased to that process). The payment becomes `unknown` and
 * is queried.
 *
 * @param locked if the batch that wrote the job has also taken the lock of its query.
 */
export async function runPaymentSync(
  context: ServiceContext,
  job: ClaimedJob,
  locked?: PaymentQueryPayload,
): Promise<JobOutcome> {
  const { subjectId: paymentId, step } = job;
  const input = { paymentId, skipIfCircuitOpen: true, run: { lease: job, step } };
  const outcome =
    locked === undefined
      ? await queryClaimed(context, input)
      : await queryLockedPayment(context, input, locked);
  if (outcome === null) return done;
  if (outcome.kind === "answered" && outcome.isRunCompleted) return completed;
  const skippedMs = skippedQueryWaitMs(outcome);
  // That includes an account that is not configured here: nothing of it ends until it is back (rule 22).
  if (skippedMs !== null) return { kind: "again", at: context.clock.now() + skippedMs, step };
  const applied = await applyPaymentFacts(context, {
    paymentId,
    facts: [],
    cause: "query",
    completes: job,
    syncRun: {
      step,
      answer: outcome.kind === "cannot_query" ? outcome.kind : "unanswered",
      ...(outcome.kind === "no_answer" ? { queriedBefore: outcome.queriedBefore } : {}),
    },
  });
  return applied === undefined ? done : completed;
}

/** @returns null when there is nothing to query. */
async function queryClaimed(
  context: ServiceContext,
  input: Omit<QueryInput, "floorMs" | "known">,
): Promise<QueryOutcome | null> {
  const { paymentId } = input;
  const [payment] = await context.database.read(paymentById({ id: paymentId }));
  if (payment === undefined) return null;
  const [session] = await context.database.read(sessionById({ id: payment.session_id }));
  const isAbandoned = session !== undefined && isPaidByAnother(session, payment);
  if (isAbandoned) {
    await abandonPayment(context, { payment, detail: say("paid_by_another", {}) });
  }
  if (payment.status === "creating") {
    const fact = { kind: "no_answer", reason: "interrupted" } as const;
    await applyPaymentFacts(context, { paymentId, facts: [fact], cause: "create" });
  }
  if (payment.status === "succeeded" && !awaitsAnswer(payment)) return null;
  const outcome = await queryPayment(context, { ...input, floorMs: 0 });
  if (!isAbandoned) await cancelLeftPayable(context, outcome);
  return outcome;
}

/**
 * The payment has ended here, and its order can still be paid: a cancel got no answer, or never came to it. The next run
 * cancels again if the order is still open then.
 */
async function cancelLeftPayable(context: ServiceContext, outcome: QueryOutcome): Promise<void> {
  if (outcome.kind !== "answered" || outcome.report === null || outcome.applied === undefined) return;
  const { report, applied } = outcome;
  if (!isLeftPayable(applied.payment, report)) return;
  const exchanges = collectExchanges(context, applied.payment.id);
  await cancelAtProvider(context, applied.payment, exchanges);
  // It is seldom, and nothing else is written now.
  await writeAll(context.database, exchanges.writes());
}
