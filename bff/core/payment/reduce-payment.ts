/**
 * The reducer: from a fact to the kind of fact that the table of transitions knows, and to the columns that change with
 * it. Pure.
 *
 * Source: docs/lifecycle.md#the-rules
 */

import type { NextAction } from "../next-action.ts";
import { type PaymentChanges, type PaymentRecord, withChanges } from "../records.ts";
import { absentForMs, watchMsOf } from "../schedule.ts";
import { completedByAssertion } from "./assertion.ts";
import { type Classified, classifyReport } from "./classify-report.ts";
import { awaitConfirmation, repeatsKnownSuccess } from "./confirmation.ts";
import type { PaymentFact, ReportFact } from "./facts.ts";
import { isOnRecord, resolvedAsFailed } from "./on-record.ts";
import { settleReversal } from "./reversal.ts";
import type { FactKind } from "./transitions.ts";

export interface Reduced {
  readonly fact: FactKind;
  readonly changes: PaymentChanges;
  /** A sentence for the timeline; null when there is nothing to add. */
  readonly detail: string | null;
  /** An open question (a confirmation, a reversal) has its answer. */
  readonly settled: boolean;
}

/** Encrypts what the customer must do, for the column of that payment. */
export type SealAction = (paymentId: string, action: NextAction) => string;

export interface ReduceInput {
  readonly payment: PaymentRecord;
  readonly fact: PaymentFact;
  /** Epoch ms. */
  readonly now: number;
  readonly sealAction: SealAction;
}

export function reducePayment(input: ReduceInput): Reduced {
  const { payment, fact, now } = input;
  switch (fact.kind) {
    case "accepted":
      return reduceAccepted({ ...input, fact });
    case "refused":
      return reduced(
        "refused",
        // There is no order that could be paid, so there is nothing to watch.
        { failure_code: fact.code, failure_retryable: fact.retryable ? 1 : 0, watch_until: now },
        `refused by the provider: ${fact.code}`,
      );
    case "no_answer":
      return reduced(
        "no_answer",
        { unknown_since: payment.unknown_since ?? now },
        `no answer to rely on: ${fact.reason}`,
      );
    case "not_found":
      return reduceAbsence(payment, now);
    case "given_up":
      return reduced("given_up", {}, fact.detail);
    case "time_over":
      // The provider said "paid" and no query confirmed it: that must not end as if no money had come.
      if (payment.confirm_pending === 0) return reduced("time_over", {}, fact.detail);
      return now < payment.watch_until
        ? reduced("unconfirmed", {}, "its time is over; what was reported is not confirmed yet")
        : reduced("paid_disagreeing", { confirm_pending: 0 }, "paid, but never confirmed");
    case "operator":
      return fact.outcome === "succeeded"
        ? reduced("operator_succeeded", {}, fact.note)
        : reduced("operator_failed", resolvedAsFailed, fact.note);
    case "report":
      return reduceReport({ ...input, fact });
    default:
      return fact satisfies never;
  }
}

function reduceAccepted({
  payment,
  fact,
  sealAction,
}: ReduceInput & { readonly fact: Extract<PaymentFact, { kind: "accepted" }> }): Reduced {
  const expiresAt = fact.expiresAt ?? payment.expires_at;
  return reduced("accepted", {
    provider_order_id: fact.providerOrderId ?? payment.provider_order_id,
    next_action_sealed: sealAction(payment.id, fact.nextAction),
    expires_at: expiresAt,
    watch_until: expiresAt + watchMsOf(fact.nextAction.type),
    unknown_since: null,
    absent_since: null,
  });
}

/**
 * Rule 10: "no such order" counts only where the creation was in doubt, when it stays the answer, and when nobody has
 * reported the order as paid.
 */
function reduceAbsence(payment: PaymentRecord, now: number): Reduced {
  if (payment.unknown_since === null) {
    return reduced("reported_pending", {}, "the provider does not know the order (yet)");
  }
  const since = payment.absent_since ?? now;
  if (now - since < absentForMs || payment.confirm_pending === 1) {
    return reduced("no_answer", { absent_since: since }, "the provider does not know the order (yet)");
  }
  return reduced(
    "absent",
    { absent_since: since, failure_code: "not_created", failure_retryable: 1 },
    "the provider does not know the order, for 15 minutes",
  );
}

function reduceReport(input: ReduceInput & { readonly fact: ReportFact }): Reduced {
  const { payment, fact } = input;
  const report = fact.certainty === "confirmed" ? completedByAssertion(payment, fact.report) : fact.report;
  const classified = classifyReport(report, expectedOf(payment), fact.certainty);
  const completed: ReportFact = { ...fact, report };
  const base = learned({ ...input, fact: completed });
  if (classified.fact === "unconfirmed") {
    if (repeatsKnownSuccess(payment, report)) {
      const settled = payment.confirm_pending === 1;
      return { ...reduced("paid_exact", { ...base, confirm_pending: 0 }), settled };
    }
    const awaited = awaitConfirmation({ payment, fact: completed, classified, now: input.now });
    return reduced("unconfirmed", { ...base, ...awaited.changes }, awaited.detail);
  }
  if (isOnRecord(payment, { classified, fact: completed })) {
    return reduced("reported_pending", { ...base, confirm_pending: 0 });
  }
  // The assertion is used for each later query without an amount, too: else the next answer would be read as "paid in
  // full".
  const usedAssertion = report !== fact.report;
  return reduceClassified({ ...input, fact: completed, classified, base, usedAssertion });
}

function reduceClassified(
  input: ReduceInput & {
    readonly fact: ReportFact;
    readonly classified: Classified;
    readonly base: PaymentChanges;
    readonly usedAssertion: boolean;
  },
): Reduced {
  const { payment, fact, classified, base, usedAssertion } = input;
  const confirms = fact.certainty === "confirmed" && classified.fact !== "reported_pending";
  const reversal = settleReversal(payment, fact);
  const changes: PaymentChanges = {
    ...base,
    unknown_since: null,
    absent_since: null,
    ...(classified.receivedMinor === null ? {} : { received_minor: classified.receivedMinor.toString() }),
    ...(confirms ? { confirm_pending: 0 } : {}),
    ...(confirms && !usedAssertion ? { testimony: null } : {}),
    ...reversal.changes,
    ...(classified.fact === "reported_failed"
      ? { failure_code: "payment_failed", failure_retryable: 1 }
      : {}),
  };
  const settled = (confirms && payment.confirm_pending === 1) || reversal.isSettled;
  return { fact: classified.fact, changes, detail: classified.detail, settled };
}

/** What any report teaches us about the order: the provider's number, and the code where we have none. */
function learned({ payment, fact, sealAction }: ReduceInput & { readonly fact: ReportFact }): PaymentChanges {
  const { report } = fact;
  const changes: PaymentChanges = {
    provider_order_id: payment.provider_order_id ?? report.providerOrderId,
  };
  if (payment.next_action_sealed !== null || report.nextAction === null) return changes;
  const action = untilExpiry(payment, report.nextAction);
  return withChanges(changes, { next_action_sealed: sealAction(payment.id, action) });
}

/** A query gives the code again, but only the creation's answer says until when it holds: the payment's own expiry. */
function untilExpiry(payment: PaymentRecord, action: NextAction): NextAction {
  return action.type === "display_code" ? { ...action, expiresAt: payment.expires_at } : action;
}

function expectedOf(payment: PaymentRecord) {
  return {
    status: payment.status,
    orderNo: payment.order_no,
    amount: {
      minor: BigInt(payment.amount_minor),
      currency: payment.currency,
      decimals: payment.decimals,
    },
    reversalPending: payment.reversal_pending === 1,
  };
}

function reduced(fact: FactKind, changes: PaymentChanges, detail: string | null = null): Reduced {
  return { fact, changes, detail, settled: false };
}
