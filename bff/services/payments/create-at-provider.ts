/**
 * Creates a committed payment's order at the provider and applies the answer. If the provider refuses, another
 * account may take its place.
 */
import type { JobLease } from "../../core/decision.ts";
import type { PaymentFact } from "../../core/payment/facts.ts";
import type { PaymentRecord } from "../../core/records.ts";
import type { CreateResult } from "../../providers/contract.ts";
import type { KnownSession } from "../changes/change-session.ts";
import type { ServiceContext } from "../context.ts";
import type { Offer } from "../routing/eligible-methods.ts";
import { callProvider } from "../runs/call-provider.ts";
import { stillHolds, withJobLease } from "../runs/with-job-lease.ts";
import { type Applied, applyFact } from "./apply-fact.ts";
import { type NewPayment, newPayment } from "./new-payment.ts";
import type { Prepared } from "./prepare-payment.ts";

interface Attempt {
  readonly payment: NewPayment;
  readonly offer: Offer;
  readonly lease: JobLease | null;
  /** The session's rows after the commit of the payment. */
  readonly known: KnownSession | undefined;
}

/**
 * Calls one account after the other. The next one is called only if the one before it definitely created
 * nothing.
 *
 * @returns the payment that the customer goes on with, after the last answer.
 */
export async function createAtProvider(
  context: ServiceContext,
  prepared: Prepared,
  opened: { readonly lease: JobLease | null; readonly known: KnownSession | undefined },
): Promise<PaymentRecord> {
  const waiting = [...prepared.others];
  let attempt: Attempt = { payment: prepared.first, offer: prepared.firstOffer, ...opened };
  for (;;) {
    const { applied, next } = await tryAccount(context, { prepared, attempt, waiting });
    if (applied?.succeededBy == null || next === undefined) return applied?.payment ?? attempt.payment.row;
    const { payment: row, lease } = applied.succeededBy;
    attempt = { ...next, payment: { ...next.payment, row }, lease, known: applied.known };
  }
}

/** Calls one account and applies its answer. */
async function tryAccount(
  context: ServiceContext,
  input: { readonly prepared: Prepared; readonly attempt: Attempt; readonly waiting: Offer[] },
): Promise<{
  readonly applied: Applied | undefined;
  readonly next: Pick<Attempt, "payment" | "offer"> | undefined;
}> {
  const { prepared, attempt, waiting } = input;
  const { session, payer } = prepared;
  return await withJobLease(context, attempt.lease, async () => {
    const result = await callCreate(context, attempt);
    logResult(context, attempt.payment.row, result);
    const offer = result.kind === "refused" ? waiting.shift() : undefined;
    const next =
      offer === undefined ? undefined : { payment: newPayment(context, { session, offer, payer }), offer };
    const applied = await applyFact(context, {
      paymentId: attempt.payment.row.id,
      facts: factsOf(result),
      cause: "create",
      successor: next?.payment.row,
      completes: attempt.lease,
      known: attempt.known,
    });
    return { result: { applied, next }, isCompleted: applied !== undefined };
  });
}

async function callCreate(
  context: ServiceContext,
  { payment, offer, lease }: Attempt,
): Promise<CreateResult> {
  const { row, order } = payment;
  const { id: accountId, adapter } = offer.account;
  if (!(await stillHolds(context, { lease, since: row.created_at }))) {
    return { kind: "unknown", cause: "interrupted" };
  }
  const about = { paymentId: row.id, accountId };
  return await callProvider(context, { about, doing: "creating", call: () => adapter.createPayment(order) });
}

function logResult(context: ServiceContext, row: PaymentRecord, result: CreateResult): void {
  const { id: paymentId, account_id: accountId } = row;
  if (result.kind === "refused" && result.alarm) {
    context.metrics.count("provider_alarms", { account: accountId, code: result.code });
    context.logger.error({ paymentId, accountId, code: result.code }, "provider refused our request as ours");
  }
  if (result.kind === "unknown") {
    context.metrics.count("provider_unknowns", { account: accountId, cause: result.cause });
    context.logger.warn({ paymentId, accountId, cause: result.cause }, "creation has no answer");
  }
  if (result.kind === "accepted") {
    for (const note of result.notes ?? []) context.logger.warn({ paymentId, accountId }, note);
  }
}

function factsOf(result: CreateResult): readonly PaymentFact[] {
  switch (result.kind) {
    case "accepted": {
      const { providerOrderId, nextAction, expiresAt, report } = result;
      const accepted = { kind: "accepted", providerOrderId, nextAction, expiresAt } as const;
      if (report === null) return [accepted];
      return [accepted, { kind: "report", report, certainty: "confirmed", digest: null }];
    }
    case "refused":
      return [{ kind: "refused", code: result.code, retryable: result.retryable }];
    case "unknown":
      return [{ kind: "no_answer", reason: result.cause }];
    default:
      return result satisfies never;
  }
}
