/**
 * Starts a payment by the method that the customer chose. A session has at most one open payment, and a payment one
 * order at the provider, also when the customer clicks twice. The payment is committed, the provider is called, and its
 * answer is committed. If the provider refuses, another account may take its place.
 */

import type { BrowserPayment, Payer, PaymentMethod } from "../../contract.ts";
import type { JobLease } from "../../core/decision.ts";
import { say } from "../../core/details.ts";
import { type Failure, fail, type Result, succeed } from "../../core/errors.ts";
import { assertsMoney } from "../../core/payment/assertions.ts";
import { decideStart } from "../../core/payment/decide-start.ts";
import type { PaymentFact } from "../../core/payment/facts.ts";
import { isOpen } from "../../core/payment/status.ts";
import type { PaymentRecord } from "../../core/records.ts";
import { customerQueryFloorMs } from "../../core/schedule.ts";
import type { HeldSession } from "../../core/session/draft.ts";
import { isClosed } from "../../core/session/status.ts";
import type { CreateResult, PayerFieldError } from "../../providers/contract.ts";
import type { KnownSession } from "../../storage/repositories/held-sessions.ts";
import { paymentById } from "../../storage/repositories/payments.ts";
import { changeSession, type Decided } from "../changes/change-session.ts";
import type { ServiceContext } from "../context.ts";
import { collectFirstExchanges, type Exchanges } from "../exchanges/collect-exchanges.ts";
import type { Offer } from "../routing/eligible-methods.ts";
import { callProvider } from "../runs/call-provider.ts";
import { noteCreation } from "../runs/note-answer.ts";
import { stillHolds, withJobLease } from "../runs/with-job-lease.ts";
import { browserPaymentView } from "../views/payment.ts";
import { abandonPayment } from "./abandon-payment.ts";
import { type Applied, applyPaymentFacts } from "./apply-facts.ts";
import { type NewPayment, newPayment } from "./new-payment.ts";
import { type Prepared, preparePayment } from "./prepare-payment.ts";
import { queryPayment } from "./query-payment.ts";

export interface StartInput {
  readonly sessionId: string;
  readonly method: PaymentMethod;
  readonly payer?: Payer | undefined;
}

export interface Started {
  /** False when the payment was already running. */
  readonly created: boolean;
  readonly payment: BrowserPayment;
}

/** The result of one attempt to open a payment. */
type Opening =
  | { readonly kind: "opened"; readonly prepared: Prepared }
  | { readonly kind: "running"; readonly payment: PaymentRecord }
  /** A payment by another method is open. */
  | { readonly kind: "occupied"; readonly by: PaymentRecord | undefined }
  | { readonly kind: "refused"; readonly failure: Failure };

/** After that many rounds something else keeps opening payments for the session. */
const maxRounds = 5;

/** How long a click may be the second one of two. */
const secondClickMs = 15_000;

/**
 * Errors: `not_found`, `session_closed`, `method_not_available`, `validation_failed` (payer fields, also where only
 * the provider could refuse them), `payment_in_progress`, `payment_being_confirmed`, `too_many_payments`.
 */
export async function startPayment(context: ServiceContext, input: StartInput): Promise<Result<Started>> {
  for (let round = 0; round < maxRounds; round++) {
    // Committed before the provider is called (rules 1 and 4).
    const changed = await changeSession(context, {
      of: input,
      decide: (held, { now }) => decideOpening(context, held, { ...input, now }),
    });
    if (changed === undefined) return fail("not_found", "There is no such session.");
    const { answer, leases, known } = changed;
    switch (answer.kind) {
      case "refused":
        return answer.failure;
      case "running":
        return succeed({ created: false, payment: browserPaymentView(context, answer.payment) });
      case "opened": {
        const { row } = answer.prepared.first;
        const opened = { lease: leases.get(row.id) ?? null, known };
        const { payment, wrongField } = await createAtProvider(context, answer.prepared, opened);
        if (wrongField !== undefined) return refusePayer(wrongField);
        return succeed({ created: true, payment: browserPaymentView(context, payment) });
      }
      case "occupied": {
        const failure = answer.by === undefined ? null : await replaceOpen(context, answer.by, input);
        if (failure !== null) return failure;
        break;
      }
      default:
        return answer satisfies never;
    }
  }
  return fail("payment_in_progress", "Another payment of this session is being started.");
}

function decideOpening(
  context: ServiceContext,
  held: HeldSession,
  input: StartInput & { readonly now: number },
): Decided<Opening> {
  const { session, payments } = held;
  const { now } = input;
  const without = (answer: Opening): Decided<Opening> => ({ draft: null, answer });
  const open = payments.find((payment) => payment.id === session.open_payment_id && isOpen(payment.status));
  if (open?.method === input.method && !isDeadEnd(open, now)) {
    return without({ kind: "running", payment: open });
  }
  // Every check that can refuse comes before an open payment is abandoned.
  if (isClosed(session.status) || session.expires_at <= now) return without(closed(session.status));
  const prepared = preparePayment(context, session, input);
  if (!prepared.ok) return without({ kind: "refused", failure: prepared });
  if (open !== undefined) return without({ kind: "occupied", by: open });
  const { paymentsPerSession } = context.config.limits;
  const started = decideStart(held, { payment: prepared.value.first.row, paymentsPerSession, now });
  switch (started.kind) {
    case "opened":
      return { draft: started.draft, answer: { kind: "opened", prepared: prepared.value } };
    case "occupied":
      return without({ kind: "occupied", by: undefined });
    case "refused":
      return without(started);
    default:
      return started satisfies never;
  }
}

function closed(status: HeldSession["session"]["status"]): Opening {
  const detail = `The session is ${isClosed(status) ? status : "expired"}.`;
  return { kind: "refused", failure: fail("session_closed", detail) };
}

/** Only the provider could find out that a detail is wrong. The payment has failed; the customer may correct it. */
function refusePayer({ name, message }: PayerFieldError): Failure {
  return fail("validation_failed", "The payer's details are missing or wrong.", [
    { path: `payer.${name}`, message },
  ]);
}

/**
 * True when the customer has nothing to pay with: the answer that had the code or the link was lost. A second click
 * comes sooner than that is known: it gets the payment that runs.
 */
function isDeadEnd(payment: PaymentRecord, now: number): boolean {
  if (payment.next_action_sealed !== null || payment.confirm_pending === 1) return false;
  if (payment.status === "pending") return true;
  const inDoubtSince = payment.unknown_since ?? payment.created_at;
  return payment.status === "unknown" && now - inDoubtSince >= secondClickMs;
}

/**
 * Abandons the open payment, for another method or because nothing was shown that could be paid. @returns the failure
 * when that is not possible, else null.
 */
async function replaceOpen(
  context: ServiceContext,
  payment: PaymentRecord,
  { method }: StartInput,
): Promise<Failure | null> {
  if (payment.status !== "pending" && payment.status !== "unknown") {
    return fail("payment_in_progress", "A payment by another method is being settled.");
  }
  const isSame = payment.method === method;
  if (isSame && (await isRevived(context, payment.id))) return null;
  const detail = isSame ? say("nothing_shown", {}) : say("customer_chose_another", {});
  const after = await abandonPayment(context, { payment, detail });
  if (after === undefined || !isOpen(after.status)) return null;
  if (assertsMoney(after)) {
    return fail("payment_being_confirmed", "The open payment was reported and is being confirmed.");
  }
  return fail("payment_in_progress", "The open payment cannot be canceled right now.");
}

/** Queries the provider first: some give the code again (PayPro). */
async function isRevived(context: ServiceContext, paymentId: string): Promise<boolean> {
  await queryPayment(context, { paymentId, floorMs: customerQueryFloorMs });
  const [queried] = await context.database.read(paymentById({ id: paymentId }));
  return queried === undefined || !isOpen(queried.status) || !isDeadEnd(queried, context.clock.now());
}

interface Attempt {
  readonly payment: NewPayment;
  readonly offer: Offer;
  readonly lease: JobLease | null;
  /** The session as the commit of the payment has left it. */
  readonly known: KnownSession;
}

/**
 * Calls one account after the other; the next one only when the one before definitely created nothing.
 *
 * @returns the payment that the customer goes on with, as it stands after the last answer, and the detail that the
 * provider refused.
 */
async function createAtProvider(
  context: ServiceContext,
  prepared: Prepared,
  opened: { readonly lease: JobLease | null; readonly known: KnownSession },
): Promise<{ readonly payment: PaymentRecord; readonly wrongField: PayerFieldError | undefined }> {
  const waiting = [...prepared.others];
  let attempt: Attempt = { payment: prepared.first, offer: prepared.firstOffer, ...opened };
  for (;;) {
    const { applied, next, wrongField } = await tryAccount(context, { prepared, attempt, waiting });
    if (applied?.succeededBy == null || next === undefined) {
      return { payment: applied?.payment ?? attempt.payment.row, wrongField };
    }
    const { payment: row, lease } = applied.succeededBy;
    attempt = { ...next, payment: { ...next.payment, row }, lease, known: applied.known };
  }
}

/** Calls one account and writes its answer. */
async function tryAccount(
  context: ServiceContext,
  input: { readonly prepared: Prepared; readonly attempt: Attempt; readonly waiting: Offer[] },
): Promise<{
  readonly applied: Applied | undefined;
  readonly next: Pick<Attempt, "payment" | "offer"> | undefined;
  /** The payer's detail that the provider refused. */
  readonly wrongField: PayerFieldError | undefined;
}> {
  const { prepared, attempt, waiting } = input;
  const { session, payer } = prepared;
  return await withJobLease(context, attempt.lease, async () => {
    const exchanges = collectFirstExchanges(context, attempt.payment.row.id);
    const result = await callCreate(context, attempt, exchanges);
    const { id: paymentId, account_id: accountId } = attempt.payment.row;
    noteCreation(context, { accountId, ids: { paymentId } }, result);
    const wrongField = result.kind === "refused" ? result.wrongField : undefined;
    const mayGoOn = result.kind === "refused" && wrongField === undefined;
    const offer = mayGoOn ? waiting.shift() : undefined;
    const next =
      offer === undefined ? undefined : { payment: newPayment(context, { session, offer, payer }), offer };
    const applied = await applyPaymentFacts(context, {
      paymentId,
      facts: factsOf(result),
      cause: "create",
      successor: next?.payment.row,
      completes: attempt.lease,
      known: attempt.known,
      exchanges,
    });
    return { result: { applied, next, wrongField }, isCompleted: applied !== undefined };
  });
}

async function callCreate(
  context: ServiceContext,
  { payment, offer, lease }: Attempt,
  exchanges: Exchanges,
): Promise<CreateResult> {
  const { row, order } = payment;
  const { id: accountId, adapter } = offer.account;
  if (!(await stillHolds(context, { lease, since: row.created_at }))) {
    return { kind: "unknown", cause: "interrupted" };
  }
  const about = { paymentId: row.id, accountId };
  const call = () => adapter.createPayment(order);
  return await callProvider(context, { about, doing: "creating", exchanges, call });
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
      return [{ kind: "refused", code: result.code, retryable: result.retryable, details: result.details }];
    case "unknown":
      return [{ kind: "no_answer", reason: result.cause, details: result.details }];
    default:
      return result satisfies never;
  }
}
