/**
 * Opens a payment in a session that is free for it, before the provider is called (rule 1).
 *
 * Source: docs/rules.md#rule-1-the-row-comes-before-the-call
 */
import { type Failure, fail } from "../errors.ts";
import type { PaymentRecord } from "../records.ts";
import { draftOf, type HeldSession, type SessionDraft, withSession } from "../session/draft.ts";
import { isClosed, sessionStatusOf } from "../session/status.ts";
import { withNewPayment } from "./new-payment.ts";

export type StartDecision =
  | { readonly kind: "opened"; readonly draft: SessionDraft }
  /** Another payment was opened meanwhile. */
  | { readonly kind: "occupied" }
  | { readonly kind: "refused"; readonly failure: Failure };

/** @param input.paymentsPerSession 0: no limit. */
export function decideStart(
  held: HeldSession,
  input: { readonly payment: PaymentRecord; readonly paymentsPerSession: number; readonly now: number },
): StartDecision {
  const { session, payments } = held;
  const { payment, paymentsPerSession, now } = input;
  if (session.open_payment_id !== null) return { kind: "occupied" };
  const status = sessionStatusOf({ status: session.status, expiresAt: session.expires_at, payments }, now);
  if (isClosed(status)) return refused(fail("session_closed", `The session is ${status}.`));
  if (paymentsPerSession > 0 && session.payment_count >= paymentsPerSession) {
    return refused(fail("too_many_payments", "The session has used up its number of payments."));
  }
  const opened = withSession(withNewPayment(draftOf(held), payment), {
    open_payment_id: payment.id,
    status: "processing",
    updated_at: now,
  });
  return { kind: "opened", draft: opened };
}

const refused = (failure: Failure): StartDecision => ({ kind: "refused", failure });
