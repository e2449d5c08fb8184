/**
 * The reducer: from a fact to the kind of fact that the table of transitions knows, and to the columns that change with
 * it. Pure.
 *
 * Source: docs/rules.md#the-rules
 */

import { amountOf } from "../amount-of.ts";
import { type Detail, say } from "../details.ts";
import type { Amount } from "../money.ts";
import type { PaymentChanges, PaymentRecord } from "../records.ts";
import type { OrderReport } from "../report.ts";
import type { ReportFact } from "../report-fact.ts";
import { sayKnownReport } from "../say-reported.ts";
import { absentForMs, lastAnswerMs, watchMsOf } from "../schedule.ts";
import {
  confirmAssertion,
  readTestimony,
  type Source,
  type Testimony,
  testimonyText,
  type Word,
} from "../testimony.ts";
import { againstDue } from "./against-due.ts";
import { assertsMoney } from "./assertions.ts";
import { type Classified, classifyReport } from "./classify-report.ts";
import {
  addsNothing,
  awaitConfirmation,
  keepAgreeing,
  outcomeOfAssertion,
  testimonyAfter,
} from "./confirmation.ts";
import type { PaymentFact } from "./facts.ts";
import { hearReport } from "./hear-report.ts";
import { withOperatorsKnowledge, withoutReturnedMoney } from "./known-to-operator.ts";
import { type KeepAction, learned } from "./learn-order.ts";
import { isOnRecord, resolvedAsFailed } from "./on-record.ts";
import { decideReversal, endsReversal, isReversalInDoubt, settleReversal } from "./reversal.ts";
import type { FactKind } from "./transitions.ts";

export interface Reduced {
  readonly fact: FactKind;
  readonly changes: PaymentChanges;
  /** For the timeline; null when there is nothing to add. */
  readonly detail: Detail | null;
  /** An open question (a confirmation, a reversal) has its answer. */
  readonly settled: boolean;
}

export interface ReduceInput {
  readonly payment: PaymentRecord;
  readonly fact: PaymentFact;
  /** Epoch ms. */
  readonly now: number;
  readonly keepAction: KeepAction;
  /** What the session is to be paid with; null, or absent, where another payment has paid it. See `againstDue`. */
  readonly due?: Amount | null;
}

export function reducePayment(input: ReduceInput): Reduced {
  const { payment, fact, now } = input;
  switch (fact.kind) {
    case "accepted":
      return reduceAccepted({ ...input, fact });
    case "refused":
      // A callback says that it was paid, so there is an order, whatever the creation's answer was (rule 14).
      if (assertsMoney(payment))
        return reduceNoAnswer(payment, say("refused_but_paid", { failure: fact.code }), now);
      return reduced(
        "refused",
        // There is no order that could be paid, so there is nothing to watch.
        { failure_code: fact.code, failure_retryable: fact.retryable ? 1 : 0, watch_until: now },
        say("refused", { failure: fact.code }),
      );
    case "no_answer":
      return reduceNoAnswer(payment, say("no_answer", { reason: fact.reason }), now);
    case "not_found":
      return reduceAbsence(payment, now);
    case "abandoned":
      // Rule 18: nobody cancels what somebody says is paid.
      return assertsMoney(payment)
        ? reduced("unconfirmed", {}, say("not_canceled", {}))
        : reduced("abandoned", withoutAssertion(payment, now), fact.detail);
    case "time_over":
      return reduceTimeOver(payment, fact.detail, now);
    case "unanswered":
      return assertsMoney(payment)
        ? neverConfirmed(payment)
        : reduced("unanswered", { confirm_pending: 0 }, fact.detail);
    case "operator":
      return reduceOperator(payment, fact, now);
    case "report":
      return reduceReport({ ...input, fact });
    default:
      return fact satisfies never;
  }
}

function reduceNoAnswer(payment: PaymentRecord, detail: Detail, now: number): Reduced {
  const changes = { unknown_since: payment.unknown_since ?? now };
  return reduced("no_answer", changes, detail);
}

/** Somebody said that money came and no query confirmed it: that must not end as if none had come (rule 14). */
function reduceTimeOver(payment: PaymentRecord, detail: Detail, now: number): Reduced {
  if (payment.confirm_pending === 1 && now < payment.watch_until) {
    return reduced("unconfirmed", {}, say("time_over_unconfirmed", {}));
  }
  return assertsMoney(payment)
    ? neverConfirmed(payment)
    : reduced("time_over", withoutAssertion(payment, now), detail);
}

/**
 * The changes of a payment that ends without success. If no process ran when its watch ended, it is watched for another
 * day: an order that can still be paid is canceled at the provider, again if the cancel gets no answer (rule 19).
 */
function withoutAssertion({ status, watch_until }: PaymentRecord, now: number): PaymentChanges {
  const isLate = status !== "unknown" && now >= watch_until;
  return { confirm_pending: 0, ...(isLate ? { watch_until: now + lastAnswerMs } : {}) };
}

/** An operator's "failed" keeps how much that person knew of (rule 21), and "succeeded" how much that person accepted. */
function reduceOperator(
  payment: PaymentRecord,
  fact: Extract<PaymentFact, { kind: "operator" }>,
  now: number,
): Reduced {
  if (isReversalInDoubt(payment)) return { ...decideReversal(payment, fact.outcome), settled: true };
  if (payment.status === "succeeded") return reduced("reported_pending", {});
  if (fact.outcome === "succeeded") {
    const testimony = { ...readTestimony(payment), acceptedMinor: payment.received_minor };
    // Nobody queries any more whether it was reversed, so that is settled with it.
    const reversal = now >= payment.watch_until ? { reversal_pending: 0 } : {};
    return reduced("operator_succeeded", {
      ...{ confirm_pending: 0, testimony: testimonyText(testimony) },
      ...reversal,
    });
  }
  const changes = { confirm_pending: 0, testimony: testimonyText(withOperatorsKnowledge(payment)) };
  return reduced("operator_failed", { ...resolvedAsFailed, ...changes });
}

function reduceAccepted({
  payment,
  fact,
  keepAction,
}: ReduceInput & { readonly fact: Extract<PaymentFact, { kind: "accepted" }> }): Reduced {
  const expiresAt = fact.expiresAt ?? payment.expires_at;
  return reduced("accepted", {
    provider_order_id: fact.providerOrderId ?? payment.provider_order_id,
    ...keepAction(payment.id, fact.nextAction),
    expires_at: expiresAt,
    watch_until: expiresAt + watchMsOf(fact.nextAction.type),
    unknown_since: null,
    absent_since: null,
  });
}

/**
 * Rule 10: "no such order" counts only where the creation was in doubt, when it stays the answer, and when nothing that
 * a callback has said waits for its query.
 */
function reduceAbsence(payment: PaymentRecord, now: number): Reduced {
  if (payment.unknown_since === null) {
    return reduced("reported_pending", {}, say("order_unknown_yet", {}));
  }
  const since = payment.absent_since ?? now;
  const isReported = payment.confirm_pending === 1 || payment.reversal_pending === 1;
  if (now - since < absentForMs || isReported) {
    return reduced("no_answer", { absent_since: since }, say("order_unknown_yet", {}));
  }
  return reduced(
    "absent",
    { absent_since: since, failure_code: "not_created", failure_retryable: 1 },
    say("order_unknown", {}),
  );
}

function reduceReport(input: ReduceInput & { readonly fact: ReportFact }): Reduced {
  const { payment, fact, now } = input;
  if (!endsReversal(payment, fact, now)) return reduceHeard(input);
  const reduced = reduceHeard({ ...input, payment: { ...payment, reversal_pending: 0 } });
  const changes = { ...reduced.changes, reversal_pending: 0 };
  return { ...reduced, changes, detail: reduced.detail ?? say("still_paid", {}), settled: true };
}

function reduceHeard(input: ReduceInput & { readonly fact: ReportFact }): Reduced {
  const { now } = input;
  const { payment, fact, source, heard } = hearReport(input.payment, input.fact);
  const { report } = fact;
  const compared = classifyReport(
    weightiest(report, source === "callback" ? heard.callback : null),
    expectedOf(payment),
    fact.certainty,
    othersBeside(source, { report, heard, payment }),
  );
  const classified = againstDue(compared, { ordered: amountOf(payment), due: input.due ?? null });
  const base = learned({ ...input, fact });
  const { asserted } = classified;
  if (asserted === undefined) return reduceConfirmed({ ...input, payment, fact, classified, base, heard });
  // A reversal that is in doubt already is queried about on its schedule, however often it is reported.
  const isInDoubt =
    report.status === "reversed" && payment.reversal_pending === 1 && now < payment.watch_until;
  if (isInDoubt || addsNothing(payment, report)) {
    const kept = payment.status === "succeeded" ? keepAgreeing(payment, { report, source, heard }) : {};
    const settled = source === "query" ? { confirm_pending: 0 } : {};
    return reduced("reported_pending", { ...base, ...kept, ...settled }, sayKnownReport(asserted));
  }
  const awaited = awaitConfirmation({ payment, fact, asserted, heard, now });
  return reduced("unconfirmed", { ...base, ...awaited.changes }, awaited.detail);
}

/** The report, with the words of an earlier callback of the same status that said more. */
function weightiest(report: OrderReport, heaviest: Word | null): OrderReport {
  return heaviest?.status === report.status ? { ...report, ...heaviest } : report;
}

/** What else was said. A query that says the same as an assertion confirms it, so the assertion counts with it. */
function othersBeside(
  source: Source,
  { report, heard, payment }: Pick<Confirmed, "heard" | "payment"> & { readonly report: OrderReport },
): Word[] {
  const isConfirmed = source === "query" && heard.assertion?.status === report.status;
  const { callback } = isConfirmed ? confirmAssertion(heard, payment.decimals) : heard;
  return [callback, source === "query" ? null : heard.query].filter((word) => word !== null);
}

interface Confirmed extends ReduceInput {
  readonly fact: ReportFact;
  readonly classified: Classified;
  readonly base: PaymentChanges;
  readonly heard: Testimony;
}

function reduceConfirmed(input: Confirmed): Reduced {
  const { payment, fact, classified, base, heard } = input;
  const outcome = outcomeOfAssertion(payment, fact);
  // Rule 11: where the money counts as received already, an assertion is no answer to the reversal.
  if (outcome === "contradicted" && classified.fact !== "reversed") {
    return reduced("unconfirmed", { ...base, testimony: testimonyText(heard) }, say("contradicted", {}));
  }
  const isSettled = outcome === "confirmed" || outcome === "dismissed";
  const words = testimonyAfter(heard, outcome, payment);
  const testimony = testimonyText(withoutReturnedMoney(words, payment, fact));
  const kept: PaymentChanges = { ...base, testimony, ...(isSettled ? { confirm_pending: 0 } : {}) };
  if (isOnRecord(payment, { classified, fact, heard })) return reduced("reported_pending", kept);
  const reversal = settleReversal(payment, fact);
  const changes: PaymentChanges = {
    ...kept,
    unknown_since: null,
    absent_since: null,
    ...(classified.receivedMinor === null ? {} : { received_minor: classified.receivedMinor.toString() }),
    ...reversal.changes,
    ...(classified.fact === "reported_failed"
      ? { failure_code: "payment_failed", failure_retryable: 1 }
      : {}),
  };
  const settled = (isSettled && payment.confirm_pending === 1) || reversal.isSettled;
  return { fact: classified.fact, changes, detail: classified.detail, settled };
}

function expectedOf(payment: PaymentRecord) {
  return {
    status: payment.status,
    orderNo: payment.order_no,
    amount: amountOf(payment),
    reversalPending: payment.reversal_pending === 1,
  };
}

function reduced(fact: FactKind, changes: PaymentChanges, detail: Detail | null = null): Reduced {
  return { fact, changes, detail, settled: false };
}

/** A payment that is partly paid gets `underpaid` with it, so that a person knows of the part. */
function neverConfirmed({ status }: PaymentRecord): Reduced {
  const fact = status === "partially_paid" ? "unanswered" : "paid_disagreeing";
  return reduced(fact, { confirm_pending: 0 }, say("never_confirmed", {}));
}
