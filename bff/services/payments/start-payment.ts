/** The customer chose a method: at most one open payment, and one provider order for it, whatever is clicked twice. */
import type { BrowserPayment, Payer, PaymentMethod } from "../../contract.ts";
import { type Failure, fail, type Result, succeed } from "../../core/errors.ts";
import { isOpen } from "../../core/payment-state.ts";
import { isClosed, sessionStatusOf } from "../../core/session-state.ts";
import type { CreateResult, OrderReport } from "../../providers/contract.ts";
import type { JobLease } from "../../storage/jobs/jobs.ts";
import {
  findPayment,
  insertPayment,
  type PaymentRow,
  paymentsOfSession,
} from "../../storage/repositories/payments.ts";
import {
  findSession,
  lockSession,
  type SessionRow,
  updateSession,
} from "../../storage/repositories/sessions.ts";
import type { ServiceContext } from "../context.ts";
import type { Offer, Offers } from "../routing/eligible-methods.ts";
import { payerErrors, payerOf } from "../routing/payer-details.ts";
import { offersForSession } from "../routing/session-methods.ts";
import { readCustomer } from "../rows/session-columns.ts";
import { askAdapter } from "../runs/call-provider.ts";
import { type RunEnd, stillHolds, underLease } from "../runs/with-job-lease.ts";
import { browserPaymentView } from "../views/payment.ts";
import { giveUpPayment } from "./abandon-payment.ts";
import { type Applied, applyFact, type PaymentFact, type Successor } from "./apply-fact.ts";
import { insertPaymentParts, type NewPayment, newPayment } from "./new-payment.ts";

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

/** More turns than this mean that something else keeps opening payments for the session. */
const mostTurns = 5;

/**
 * Errors: `not_found`, `session_closed`, `method_not_available`, `validation_failed` (payer fields),
 * `payment_in_progress`, `too_many_payments`.
 */
export async function startPayment(context: ServiceContext, input: StartInput): Promise<Result<Started>> {
  for (let turn = 0; turn < mostTurns; turn++) {
    const session = await findSession(context.database.kysely, input.sessionId);
    if (session === undefined) return fail("not_found", "There is no such session.");
    const running = await openPaymentOf(context, session);
    if (running?.method === input.method) {
      return succeed({ created: false, payment: browserPaymentView(context, running) });
    }
    // Everything that can be refused is refused before a payment that works is given up.
    if (isClosed(session.status) || session.expires_at <= context.clock.now()) return closed(session);
    const prepared = prepare(context, session, input);
    if (!prepared.ok) return prepared;
    if (running !== undefined) {
      const failure = await replaceOpen(context, running);
      if (failure !== null) return failure;
      continue;
    }
    const opened = await open(context, session, prepared.value.first);
    if (opened === "occupied") continue;
    if ("code" in opened) return opened;
    const payment = await createAtProvider(context, session, prepared.value, opened.lease);
    return succeed({ created: true, payment: browserPaymentView(context, payment) });
  }
  return fail("payment_in_progress", "Another payment of this session is being started.");
}

async function openPaymentOf(context: ServiceContext, session: SessionRow): Promise<PaymentRow | undefined> {
  if (session.open_payment_id === null) return undefined;
  const payment = await findPayment(context.database.kysely, session.open_payment_id);
  return payment !== undefined && isOpen(payment.status) ? payment : undefined;
}

function closed(session: SessionRow): Failure {
  const status = isClosed(session.status) ? session.status : "expired";
  return fail("session_closed", `The session is ${status}.`);
}

/** Gives up the open payment for another method. @returns why that is not possible, or null when the way is free. */
async function replaceOpen(context: ServiceContext, payment: PaymentRow): Promise<Failure | null> {
  if (payment.status !== "pending" && payment.status !== "unknown") {
    return fail("payment_in_progress", "A payment by another method is being settled.");
  }
  await giveUpPayment(context, { payment, detail: "the customer chose another method" });
  const after = await findPayment(context.database.kysely, payment.id);
  if (after === undefined || !isOpen(after.status)) return null;
  return fail("payment_in_progress", "The payment that is open cannot be given up right now.");
}

interface Prepared {
  readonly first: NewPayment;
  readonly firstOffer: Offer;
  readonly others: readonly Offer[];
  readonly payer: ReturnType<typeof payerOf>;
}

/** Everything that can be refused before anything is written. */
function prepare(context: ServiceContext, session: SessionRow, input: StartInput): Result<Prepared> {
  const offers = offersForSession(context, session);
  const all = offers.eligible.get(input.method) ?? [];
  if (all.length === 0) return notOffered(offers, input.method);
  const payer = payerOf(readCustomer(context, session), input.payer);
  const [firstOffer, ...others] = preferred(context, all);
  if (firstOffer === undefined) return notOffered(offers, input.method);
  const errors = payerErrors(firstOffer, payer);
  if (errors.length > 0) {
    return fail("validation_failed", "The payer's details are missing or wrong.", errors);
  }
  const usable = others.filter((offer) => payerErrors(offer, payer).length === 0);
  const first = newPayment(context, { session, offer: firstOffer, payer });
  return succeed({ first, firstOffer, others: usable, payer });
}

/** In the order of the file, those whose circuit is open last: when all are open, the first still gets its chance. */
function preferred(context: ServiceContext, offers: readonly Offer[]): Offer[] {
  const isShut = (offer: Offer) => context.circuits.stateOf(offer.account.id, "create") === "open";
  return [...offers.filter((offer) => !isShut(offer)), ...offers.filter(isShut)];
}

function notOffered(offers: Offers, method: PaymentMethod): Failure {
  const reason = offers.objections.get(method);
  const detail =
    reason === undefined
      ? "The method is not offered for this session."
      : `The method is not offered for this session: ${reason}.`;
  return fail("method_not_available", detail, [{ path: "method", message: reason ?? "is not offered" }]);
}

/** Writes the payment before the provider hears of it, if the session is still free. */
async function open(
  context: ServiceContext,
  known: SessionRow,
  payment: NewPayment,
): Promise<{ readonly lease: JobLease | null } | "occupied" | Failure> {
  return await context.database.transaction(async (trx) => {
    const session = await lockSession(trx, known.id);
    if (session === undefined) return fail("not_found", "There is no such session.");
    if (session.open_payment_id !== null) return "occupied";
    const payments = await paymentsOfSession(trx, session.id);
    const now = context.clock.now();
    const status = sessionStatusOf({ status: session.status, expiresAt: session.expires_at, payments }, now);
    if (isClosed(status)) return fail("session_closed", `The session is ${status}.`);
    const most = context.config.limits.paymentsPerSession;
    if (most > 0 && session.payment_count >= most) {
      return fail("too_many_payments", "The session has used up its number of payments.");
    }
    await insertPayment(trx, payment.row);
    const lease = await insertPaymentParts(context, trx, payment.row);
    await updateSession(trx, session.id, {
      open_payment_id: payment.row.id,
      payment_count: session.payment_count + 1,
      status: "processing",
      updated_at: now,
    });
    context.channel.publish(trx, session.id);
    return { lease };
  });
}

/** Asks one account after the other; the next one only when the one before definitely created nothing. */
async function createAtProvider(
  context: ServiceContext,
  session: SessionRow,
  prepared: Prepared,
  firstLease: JobLease | null,
): Promise<PaymentRow> {
  const waiting = [...prepared.others];
  let attempt: Attempt = { payment: prepared.first, offer: prepared.firstOffer, lease: firstLease };
  for (;;) {
    const { applied, next } = await tryAccount(context, { session, payer: prepared.payer, attempt, waiting });
    if (applied?.succeededBy == null || next === undefined) return applied?.payment ?? attempt.payment.row;
    attempt = { ...next, payment: { ...next.payment, row: applied.succeededBy } };
  }
}

/** One account is asked and its answer written. */
async function tryAccount(
  context: ServiceContext,
  input: {
    readonly session: SessionRow;
    readonly payer: Prepared["payer"];
    readonly attempt: Attempt;
    readonly waiting: Offer[];
  },
): Promise<{ readonly applied: Applied | undefined; readonly next: Attempt | undefined }> {
  const { session, payer, attempt, waiting } = input;
  return await underLease(context, attempt.lease, async (end) => {
    const result = await callCreate(context, attempt);
    const nextOffer = result.kind === "refused" ? waiting.shift() : undefined;
    const next = nextOffer === undefined ? undefined : nextAttempt(context, session, nextOffer, payer);
    return {
      applied: await applyCreateResult(context, { payment: attempt.payment, result, next, end }),
      next,
    };
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
  return await askAdapter(context, { about, doing: "creating", call: () => adapter.createPayment(order) });
}

interface Attempt {
  readonly payment: NewPayment;
  readonly offer: Offer;
  lease: JobLease | null;
}

function nextAttempt(
  context: ServiceContext,
  session: SessionRow,
  offer: Offer,
  payer: Prepared["payer"],
): Attempt {
  return { payment: newPayment(context, { session, offer, payer }), offer, lease: null };
}

async function applyCreateResult(
  context: ServiceContext,
  input: {
    readonly payment: NewPayment;
    readonly result: CreateResult;
    readonly next: Attempt | undefined;
    readonly end: RunEnd;
  },
): Promise<Applied | undefined> {
  const { payment, result, next, end } = input;
  const { id, account_id: accountId } = payment.row;
  if (result.kind === "refused" && result.alarm) {
    context.metrics.count("provider_alarms", { account: accountId, code: result.code });
    context.logger.error(
      { paymentId: id, accountId, code: result.code },
      "provider refused our request as ours",
    );
  }
  if (result.kind === "unknown") {
    context.metrics.count("provider_unknowns", { account: accountId, cause: result.cause });
    context.logger.warn({ paymentId: id, accountId, cause: result.cause }, "creation has no answer");
  }
  if (result.kind === "accepted") {
    for (const note of result.notes ?? []) context.logger.warn({ paymentId: id, accountId }, note);
  }
  const successor: Successor | undefined =
    next === undefined
      ? undefined
      : {
          row: next.payment.row,
          async insertWith(trx, row) {
            next.lease = await insertPaymentParts(context, trx, row);
          },
        };
  const [fact, alsoSaid] = factsOf(result);
  return await applyFact(context, { paymentId: id, fact, alsoSaid, cause: "create", successor, end });
}

const reported = (report: OrderReport): PaymentFact => ({
  kind: "report",
  report,
  certainty: "confirmed",
  digest: null,
});

function factsOf(result: CreateResult): readonly [fact: PaymentFact, alsoSaid: PaymentFact | undefined] {
  switch (result.kind) {
    case "accepted": {
      const { providerOrderId, nextAction, expiresAt, report } = result;
      const alsoSaid = report === null ? undefined : reported(report);
      return [{ kind: "accepted", providerOrderId, nextAction, expiresAt }, alsoSaid];
    }
    case "refused":
      return [{ kind: "refused", code: result.code, retryable: result.retryable }, undefined];
    case "unknown":
      return [{ kind: "no_answer", reason: result.cause }, undefined];
    default:
      return result satisfies never;
  }
}
