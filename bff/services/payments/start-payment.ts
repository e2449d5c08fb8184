/**
 * Starts a payment by the method that the customer chose. A session has at most one open payment, and a payment
 * one order at the provider, also when the customer clicks twice.
 */
import type { BrowserPayment, Payer, PaymentMethod } from "../../contract.ts";
import { type Failure, fail, type Result, succeed } from "../../core/errors.ts";
import { decideStart } from "../../core/payment/decide-start.ts";
import { isOpen } from "../../core/payment/status.ts";
import type { PaymentRecord } from "../../core/records.ts";
import type { HeldSession } from "../../core/session/draft.ts";
import { isClosed } from "../../core/session/status.ts";
import { changeSession, type Decided } from "../changes/change-session.ts";
import type { ServiceContext } from "../context.ts";
import { browserPaymentView } from "../views/payment.ts";
import { abandonPayment } from "./abandon-payment.ts";
import { createAtProvider } from "./create-at-provider.ts";
import { type Prepared, preparePayment } from "./prepare-payment.ts";

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

/**
 * Errors: `not_found`, `session_closed`, `method_not_available`, `validation_failed` (payer fields),
 * `payment_in_progress`, `too_many_payments`.
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
        const payment = await createAtProvider(context, answer.prepared, opened);
        return succeed({ created: true, payment: browserPaymentView(context, payment) });
      }
      case "occupied": {
        const failure = answer.by === undefined ? null : await replaceOpen(context, answer.by);
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
  if (open?.method === input.method) return without({ kind: "running", payment: open });
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

/** Abandons the open payment for another method. @returns the failure when that is not possible, else null. */
async function replaceOpen(context: ServiceContext, payment: PaymentRecord): Promise<Failure | null> {
  if (payment.status !== "pending" && payment.status !== "unknown") {
    return fail("payment_in_progress", "A payment by another method is being settled.");
  }
  const after = await abandonPayment(context, { payment, detail: "the customer chose another method" });
  if (after === undefined || !isOpen(after.status)) return null;
  return fail("payment_in_progress", "The open payment cannot be canceled right now.");
}
