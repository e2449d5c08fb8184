/** Which questions about a payment are still to be asked, written in the transaction that changed it. */
import type { PaymentStatus } from "../../core/payment/status.ts";
import {
  doubtfulWaitsMs,
  expiryGraceMs,
  pendingWaitsMs,
  stepOf,
  waitMsOf,
  withJitter,
} from "../../core/schedule.ts";
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
    await scheduleJob(trx, { ...job, resetAttempts: true });
    context.database.afterCommit(trx, () => context.wakeJobs("asking"));
    return;
  }
  if (payment.status === "pending" || payment.status === "partially_paid") {
    const runAt = payment.expires_at + expiryGraceMs;
    await scheduleJob(trx, { kind: "expire", subjectId: payment.id, runAt, now });
  }
  if (payment.status === wasStatus && payment.confirm_pending === 0 && payment.reversal_pending === 0) return;
  const runAt = nextQuestionAt(context, payment, 0, now);
  // A job that is no longer needed is left to run once: it finds nothing to ask and ends itself.
  if (runAt === null) return;
  const job = { kind: "sync_payment", subjectId: payment.id, runAt, now } as const;
  await scheduleJob(trx, { ...job, resetAttempts: true });
}

/**
 * When the provider is to be asked next about this payment, were nothing else to happen.
 *
 * @param attempts questions asked since the payment came into its state.
 * @returns epoch ms, or null when there is nothing more to ask.
 */
export function nextQuestionAt(
  context: ServiceContext,
  payment: PaymentRow,
  attempts: number,
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
  const isToConfirm = payment.confirm_pending === 1 || payment.reversal_pending === 1;
  const wait = withJitter(waitMsOf(waits, stepOf(attempts, isToConfirm)), context.random.bytes(1)[0] ?? 128);
  return Math.min(now + wait, Math.max(payment.watch_until, now + 1));
}
