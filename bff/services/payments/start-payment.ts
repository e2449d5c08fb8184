/** The customer chose a method: at most one open payment, and one provider order for it, whatever is clicked twice. */
import type { BrowserPayment, Payer, PaymentMethod } from "../../contract.ts";
import { type Failure, fail, type Result, succeed } from "../../core/errors.ts";
import { decideStart } from "../../core/payment/decide-start.ts";
import { isOpen } from "../../core/payment/status.ts";
import type { PaymentRecord } from "../../core/records.ts";
import { isClosed } from "../../core/session/status.ts";
import { findPayment, type PaymentRow } from "../../storage/repositories/payments.ts";
import { findSession, type SessionRow } from "../../storage/repositories/sessions.ts";
import { changeSession } from "../changes/change-session.ts";
import type { ServiceContext } from "../context.ts";
import type { EligibleMethods, Offer } from "../routing/eligible-methods.ts";
import { payerErrors, payerOf } from "../routing/payer-details.ts";
import { methodsForSession } from "../routing/session-methods.ts";
import { readCustomer } from "../rows/session-columns.ts";
import { browserPaymentView } from "../views/payment.ts";
import { abandonPayment } from "./abandon-payment.ts";
import { createAtProvider, type Prepared } from "./create-at-provider.ts";
import { newPayment } from "./new-payment.ts";

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

/** More rounds than this mean that something else keeps opening payments for the session. */
const maxRounds = 5;

/**
 * Errors: `not_found`, `session_closed`, `method_not_available`, `validation_failed` (payer fields),
 * `payment_in_progress`, `too_many_payments`.
 */
export async function startPayment(context: ServiceContext, input: StartInput): Promise<Result<Started>> {
  for (let round = 0; round < maxRounds; round++) {
    const session = await findSession(context.database.kysely, input.sessionId);
    if (session === undefined) return fail("not_found", "There is no such session.");
    const running = await openPaymentOf(context, session);
    if (running?.method === input.method) {
      return succeed({ created: false, payment: browserPaymentView(context, running) });
    }
    // Everything that can be refused is refused before a payment that works is abandoned.
    if (isClosed(session.status) || session.expires_at <= context.clock.now()) return closed(session);
    const prepared = prepare(context, session, input);
    if (!prepared.ok) return prepared;
    if (running !== undefined) {
      const failure = await replaceOpen(context, running);
      if (failure !== null) return failure;
      continue;
    }
    const opened = await open(context, session, prepared.value);
    if (opened === "occupied") continue;
    if ("code" in opened) return opened;
    return succeed({ created: true, payment: browserPaymentView(context, opened) });
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

/** Abandons the open payment for another method. @returns why that is not possible, or null when the way is free. */
async function replaceOpen(context: ServiceContext, payment: PaymentRow): Promise<Failure | null> {
  if (payment.status !== "pending" && payment.status !== "unknown") {
    return fail("payment_in_progress", "A payment by another method is being settled.");
  }
  await abandonPayment(context, { payment, detail: "the customer chose another method" });
  const after = await findPayment(context.database.kysely, payment.id);
  if (after === undefined || !isOpen(after.status)) return null;
  return fail("payment_in_progress", "The payment that is open cannot be given up right now.");
}

/** Everything that can be refused before anything is written. */
function prepare(context: ServiceContext, session: SessionRow, input: StartInput): Result<Prepared> {
  const offers = methodsForSession(context, session);
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
  return succeed({ session, payer, first, firstOffer, others: usable });
}

/** In the order of the file, those whose circuit is open last: when all are open, the first still gets its chance. */
function preferred(context: ServiceContext, offers: readonly Offer[]): Offer[] {
  const isShut = (offer: Offer) => context.circuits.stateOf(offer.account.id, "create") === "open";
  return [...offers.filter((offer) => !isShut(offer)), ...offers.filter(isShut)];
}

function notOffered(offers: EligibleMethods, method: PaymentMethod): Failure {
  const reason = offers.objections.get(method);
  const detail =
    reason === undefined
      ? "The method is not offered for this session."
      : `The method is not offered for this session: ${reason}.`;
  return fail("method_not_available", detail, [{ path: "method", message: reason ?? "is not offered" }]);
}

/** Commits the payment, if the session is still free, and only then calls the provider (rules 1 and 4). */
async function open(
  context: ServiceContext,
  session: SessionRow,
  prepared: Prepared,
): Promise<PaymentRecord | "occupied" | Failure> {
  const { row } = prepared.first;
  const { paymentsPerSession } = context.config.limits;
  const changed = await changeSession(context, {
    of: { sessionId: session.id },
    decide(held, { now }) {
      const answer = decideStart(held, { payment: row, paymentsPerSession, now });
      return { draft: answer.kind === "opened" ? answer.draft : null, answer };
    },
  });
  if (changed === undefined) return fail("not_found", "There is no such session.");
  if (changed.answer.kind === "occupied") return "occupied";
  if (changed.answer.kind === "refused") return changed.answer.failure;
  return await createAtProvider(context, prepared, changed.leases.get(row.id) ?? null);
}
