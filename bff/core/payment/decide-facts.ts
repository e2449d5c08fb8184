/**
 * The one place that changes a payment's state (rule 2): applies what happened to a payment, one fact after the other,
 * and decides everything that follows: the timeline, the session, the jobs, the events.
 *
 * Source: docs/rules.md#rule-2-one-function-changes-a-payments-state
 */
import { amountOf } from "../amount-of.ts";
import { isKnownCallback } from "../decision.ts";
import { type Detail, say } from "../details.ts";
import type { Amount } from "../money.ts";
import { type Cause, changesAnything, type PaymentChanges, type PaymentRecord } from "../records.ts";
import { type KeepDetails, saidBesides } from "../report.ts";
import { isOvertaken } from "../report-fact.ts";
import { scheduledJob } from "../scheduled-jobs.ts";
import { announceEnd, deriveSession } from "../session/derive-session.ts";
import {
  paymentIn,
  type SessionDraft,
  withEvent,
  withJob,
  withLine,
  withPaymentChanges,
  withReceipt,
  withTransition,
} from "../session/draft.ts";
import { isClosed } from "../session/status.ts";
import { isPaidByAnother } from "./assertions.ts";
import { doesEffectStand } from "./confirmation.ts";
import { paymentEventOf } from "./event-of-change.ts";
import type { PaymentFact } from "./facts.ts";
import { isClaimedAgain } from "./known-to-operator.ts";
import type { KeepAction } from "./learn-order.ts";
import { successorOf, withNewPayment } from "./new-payment.ts";
import { type Reduced, reducePayment } from "./reduce-payment.ts";
import { scheduleJobs } from "./schedule-payment.ts";
import { type PaymentStatus, readExceptions } from "./status.ts";
import { lastingAfter, type Move, moveOf } from "./transitions.ts";

/** What a decision may use beside what is held. */
export interface DecisionTools {
  /** Epoch ms. */
  readonly now: number;
  /** For the jitter of waits: a random byte. */
  readonly randomByte: number;
  readonly keepAction: KeepAction;
  readonly keepDetails: KeepDetails;
}

export interface DecideFactsInput {
  readonly paymentId: string;
  /** In the order in which they happened; each is applied to what the one before left. */
  readonly facts: readonly PaymentFact[];
  readonly cause: Cause;
  /** The API key or operator that causes it; absent where it is neither. */
  readonly actor?: string | null;
  /**
   * A payment at another account that takes the place of this one, when the provider refused it and the session still
   * wants one.
   */
  readonly successor?: PaymentRecord | undefined;
  /** The payment as it stood when the query began that the facts are the answer to. */
  readonly queried?: PaymentRecord | undefined;
}

export interface DecidedFacts {
  readonly draft: SessionDraft;
  /** As it stands after the facts; undefined when the session has no such payment. */
  readonly payment: PaymentRecord | undefined;
  /** True when the status or the exceptions changed. False for a repeat, and for a fact that is only recorded. */
  readonly changed: boolean;
  /** The successor as it was inserted; null when it was not needed. */
  readonly succeededBy: PaymentRecord | null;
}

export function decideFacts(
  start: SessionDraft,
  input: DecideFactsInput,
  tools: DecisionTools,
): DecidedFacts {
  let draft = start;
  let changed = false;
  let succeededBy: PaymentRecord | null = null;
  for (const fact of input.facts) {
    const step = decideFact(
      draft,
      { ...input, fact, successor: succeededBy === null ? input.successor : undefined },
      tools,
    );
    draft = step.draft;
    changed ||= step.changed;
    succeededBy ??= step.succeededBy;
  }
  return { draft, payment: paymentIn(draft, input.paymentId), changed, succeededBy };
}

interface FactInput extends DecideFactsInput {
  readonly fact: PaymentFact;
}

type Step = Omit<DecidedFacts, "payment">;

function decideFact(draft: SessionDraft, input: FactInput, tools: DecisionTools): Step {
  const { fact } = input;
  const payment = paymentIn(draft, input.paymentId);
  const unchanged: Step = { draft, changed: false, succeededBy: null };
  if (payment === undefined) return unchanged;
  if (isOvertaken(fact, { queried: input.queried, held: payment })) return unchanged;
  let received = draft;
  if (fact.kind === "report" && fact.digest !== null) {
    const callback = { subjectId: payment.id, digest: fact.digest };
    const isKnown = isKnownCallback(draft.knownCallbacks, callback);
    if (isKnown && doesEffectStand(payment, fact.report)) {
      // What an operator settled stays settled. If the provider insists on its claim, a query may bring news.
      if (!isClaimedAgain(payment, fact.report)) return unchanged;
      const job = { kind: "sync_payment", subjectId: payment.id, runAt: tools.now, step: 0 } as const;
      return { ...unchanged, draft: withJob(draft, scheduledJob(job)) };
    }
    if (!isKnown) received = withReceipt(draft, { ...callback, receivedAt: tools.now });
  }
  const reduced = withDetails(
    reducePayment({ ...tools, payment, fact, due: dueOf(draft, payment) }),
    { payment, fact },
    tools,
  );
  const move = moveOf(payment.status, reduced.fact);
  const change = { ...input, payment, reduced };
  return move === null
    ? { ...unchanged, draft: recordOnly(received, change, tools) }
    : applyMove(received, { ...change, move }, tools);
}

/** What the payment has to bring for the session; null where another payment pays it already. */
function dueOf({ session }: SessionDraft, payment: PaymentRecord): Amount | null {
  const { paid_payment_id: paidId } = session;
  return paidId === null || paidId === payment.id ? amountOf(session) : null;
}

function withDetails(
  reduced: Reduced,
  { payment, fact }: { readonly payment: PaymentRecord; readonly fact: PaymentFact },
  { keepDetails }: DecisionTools,
): Reduced {
  const details = saidBesides(fact);
  return details === undefined
    ? reduced
    : { ...reduced, changes: { ...reduced.changes, ...keepDetails(payment, details) } };
}

interface ChangeInput extends FactInput {
  readonly payment: PaymentRecord;
  readonly reduced: Reduced;
}

function applyMove(
  draft: SessionDraft,
  input: ChangeInput & { readonly move: Move },
  tools: DecisionTools,
): Step {
  const { payment, reduced, move, cause } = input;
  const before = readExceptions(payment);
  const exceptions = lastingAfter(before, move, reduced.fact);
  const isLifted = before.includes("reversed") && !exceptions.includes("reversed");
  const duplicate = isDuplicate(draft, { payment, move, isLifted });
  if (duplicate && !exceptions.includes("duplicate_paid")) exceptions.push("duplicate_paid");
  const paysNow = move.to === "succeeded" && payment.status !== "succeeded";
  if (paysNow && draft.isReferencePaid === true) exceptions.push("reference_paid_before");
  const news: PaymentChanges = {
    ...reduced.changes,
    status: move.to,
    exceptions: JSON.stringify(exceptions),
  };
  if (!changesAnything(payment, news)) return { draft, changed: false, succeededBy: null };

  let next = withPaymentChanges(draft, payment.id, { ...news, updated_at: tools.now });
  const after = { ...payment, ...news, updated_at: tools.now };
  const newExceptions = exceptions.filter((name) => !before.includes(name));
  const transition = after.status !== payment.status;
  const isDenied = payment.reversal_pending === 1 && after.reversal_pending === 0;
  const isByHand = isDenied && input.fact.kind === "operator";
  const changed = transition || after.exceptions !== payment.exceptions || isByHand;
  if (changed || isDenied || after.received_minor !== payment.received_minor) {
    next = withLine(next, lineOf(input, after.status, reduced.detail, tools.now));
  }
  // A session that has been paid meanwhile needs no order at another account.
  const mayGoOn = transition && after.status === "failed" && !isClosed(draft.session.status);
  const succeededBy = mayGoOn && input.successor !== undefined ? successorOf(input.successor, after) : null;
  if (succeededBy !== null) next = withNewPayment(next, succeededBy);
  next = deriveSession(next, { before: payment, after, now: tools.now });
  if (transition && after.status === "succeeded") next = abandonOthers(next, tools);
  next = scheduleJobs(next, { before: payment, after, mustQueryNow: false }, tools);
  const type = paymentEventOf({ fact: reduced.fact, before: payment, after, newExceptions, duplicate });
  if (type !== null) next = withEvent(next, type, after);
  next = announceEnd(next, draft.session.status);
  if (changed) {
    const { id: subjectId, account_id: accountId, status: from } = payment;
    next = withTransition(next, { subjectId, accountId, from, to: after.status, cause });
  }
  return { draft: { ...next, isVisible: true }, changed, succeededBy };
}

/** True when this payment succeeds now, or its reversal is lifted, and another one pays for the session already. */
function isDuplicate(
  draft: SessionDraft,
  change: { readonly payment: PaymentRecord; readonly move: Move; readonly isLifted: boolean },
): boolean {
  const { payment, move, isLifted } = change;
  const paidBy = draft.session.paid_payment_id;
  const paysNow = move.to === "succeeded" && (payment.status !== "succeeded" || isLifted);
  return paysNow && paidBy !== null && paidBy !== payment.id;
}

/**
 * Rule 19: the session is paid, so its other orders are not to be paid any more. Their sync jobs run now and give them
 * up, at the provider too where that is possible.
 */
function abandonOthers(draft: SessionDraft, { now }: DecisionTools): SessionDraft {
  const others = draft.payments.filter((payment) => isPaidByAnother(draft.session, payment));
  return others.reduce(
    (next, { id: subjectId }) =>
      withJob(next, scheduledJob({ kind: "sync_payment", subjectId, runAt: now, step: 0 })),
    draft,
  );
}

/**
 * The table ignores the fact in this status. The timeline and our own bookkeeping record it, a query is scheduled where
 * one is needed, and nothing else happens.
 */
function recordOnly(draft: SessionDraft, input: ChangeInput, tools: DecisionTools): SessionDraft {
  const { payment, reduced, cause } = input;
  const news = bookkeepingOf(reduced);
  let next = draft;
  let after = payment;
  if (changesAnything(payment, news)) {
    after = { ...payment, ...news, updated_at: tools.now };
    next = withPaymentChanges(next, payment.id, { ...news, updated_at: tools.now });
  }
  const detail = reduced.detail ?? say("recorded", { fact: reduced.fact });
  const isNews = cause !== "query" || reduced.fact !== "reported_pending" || reduced.settled;
  if (isNews && draft.lastDetails.get(payment.id) !== detail) {
    next = withLine(next, lineOf(input, payment.status, detail, tools.now));
  }
  // A callback is followed by a query at once; a query that leaves the matter open is repeated by the schedule.
  const mustQueryNow = reduced.fact === "unconfirmed" && cause === "callback";
  const isOpened = after.confirm_pending === 1 && payment.confirm_pending === 0;
  if (!mustQueryNow && !reduced.settled && !isOpened) return next;
  return scheduleJobs(next, { before: payment, after, mustQueryNow }, tools);
}

/**
 * What an ignored fact stores: what is still to be queried, but no money, no reason of failure and nothing the customer
 * sees.
 */
function bookkeepingOf({ fact, changes }: Reduced): PaymentChanges {
  const {
    received_minor,
    failure_code,
    failure_retryable,
    next_action_sealed,
    code_digest,
    expires_at,
    watch_until,
    ...rest
  } = changes;
  return fact === "unconfirmed" && watch_until !== undefined ? { ...rest, watch_until } : rest;
}

function lineOf(
  { payment, fact, cause, actor = null }: ChangeInput,
  to: PaymentStatus,
  detail: Detail | null,
  at: number,
) {
  const noteSealed = fact.kind === "operator" ? fact.noteSealed : null;
  return { subjectId: payment.id, at, from: payment.status, to, cause, actor, detail, noteSealed };
}
