/** Which questions about a payment are still to be asked, written in the transaction that changed it. */
import type { PaymentStatus } from "../../core/payment-state.ts";
import { doubtfulWaitsMs, expiryGraceMs, pendingWaitsMs, waitMsOf, withJitter } from "../../core/schedule.ts";
import type { Executor } from "../../storage/engine/database.ts";
import { scheduleJob } from "../../storage/jobs/jobs.ts";
import type { PaymentRow } from "../../storage/repositories/payments.ts";
import type { ServiceContext } from "../context.ts";

interface ScheduleInput {
  readonly trx: Executor;
  readonly payment: PaymentRow;
  readonly wasStatus: PaymentStatus;
  readonly now: number;
  /** A callback waits for its confirmation: ask at once. */
  readonly mustAsk: boolean;
}

export async function schedulePaymentJobs(context: ServiceContext, input: ScheduleInput): Promise<void> {
  const { trx, payment, wasStatus, now, mustAsk } = input;
  if (mustAsk) {
    const job = { kind: "sync_payment", subjectId: payment.id, runAt: now, now } as const;
    // A query that confirms is made at once, and uses up no wait.
    await scheduleJob(trx, { ...job, restart: true });
    context.database.afterCommit(trx, () => context.wakeJobs("providers"));
    return;
  }
  if (payment.status === "pending" || payment.status === "partially_paid") {
    const runAt = payment.expires_at + expiryGraceMs;
    await scheduleJob(trx, { kind: "expire_payment", subjectId: payment.id, runAt, now });
  }
  if (payment.status === wasStatus && payment.confirm_pending === 0 && payment.reversal_pending === 0) return;
  const runAt = nextQuestionAt(context, payment, 0, now);
  // A job that is no longer needed is left to run once: it finds nothing to ask and ends itself.
  if (runAt === null) return;
  const job = { kind: "sync_payment", subjectId: payment.id, runAt, now } as const;
  await scheduleJob(trx, { ...job, restart: true, step: 1 });
}

/**
 * When the provider is to be asked next about this payment, were nothing else to happen.
 *
 * @param step which wait of its schedule comes now.
 * @returns epoch ms, or null when there is nothing more to ask.
 */
export function nextQuestionAt(
  context: ServiceContext,
  payment: PaymentRow,
  step: number,
  now: number,
): number | null {
  const inDoubt =
    payment.status === "creating" ||
    payment.status === "unknown" ||
    payment.confirm_pending === 1 ||
    payment.reversal_pending === 1;
  if (payment.status === "succeeded" && !inDoubt) return null;
  // The last question comes at the end of the watch; after that only a callback can bring news.
  if (now >= payment.watch_until) return null;
  const waits = inDoubt ? doubtfulWaitsMs : pendingWaitsMs;
  const wait = withJitter(waitMsOf(waits, step), context.random.bytes(1)[0] ?? 128);
  return Math.min(now + wait, Math.max(payment.watch_until, now + 1));
}
