/** A payment is added to its session. */
import type { PaymentRecord } from "../records.ts";
import { scheduledJob } from "../scheduled-jobs.ts";
import { type SessionDraft, withJob, withLine, withPayment } from "../session/draft.ts";

/** Never in the same millisecond as its predecessor: "the newest payment" must be one. */
export function successorOf(successor: PaymentRecord, predecessor: PaymentRecord): PaymentRecord {
  return { ...successor, created_at: Math.max(successor.created_at, predecessor.created_at + 1) };
}

/**
 * Adds a new payment with the first line of its timeline and its job. The job is inserted leased to the process that
 * writes the decision. If that process dies while the provider's answer is outstanding, another one finds the
 * payment by the job (rule 1).
 */
export function withNewPayment(draft: SessionDraft, payment: PaymentRecord): SessionDraft {
  const inserted = withLine(withPayment(draft, payment), {
    subjectId: payment.id,
    at: payment.created_at,
    from: null,
    to: payment.status,
    cause: "create",
    actor: null,
    detail: null,
    noteSealed: null,
  });
  const counted = {
    ...inserted,
    session: { ...inserted.session, payment_count: inserted.session.payment_count + 1 },
  };
  const job = {
    kind: "sync_payment",
    subjectId: payment.id,
    runAt: payment.created_at,
    bornLeased: true,
  } as const;
  return withJob(counted, scheduledJob({ ...job, step: 0 }));
}
