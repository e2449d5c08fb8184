/**
 * The end of a session by the merchant or by time.
 *
 * Source: docs/lifecycle.md#session-states
 */
import { type Failure, fail } from "../errors.ts";
import { assertsMoney } from "../payment/assertions.ts";
import { announceEnd } from "./derive-session.ts";
import { draftOf, type HeldSession, type SessionDraft, withSession } from "./draft.ts";
import { isClosed, sessionStatusOf } from "./status.ts";

export type CancelDecision =
  | { readonly kind: "canceled"; readonly draft: SessionDraft }
  | { readonly kind: "already_canceled" }
  | { readonly kind: "refused"; readonly failure: Failure };

/** The merchant cancels the session. Its open payment was abandoned before. */
export function decideCancel(held: HeldSession, now: number): CancelDecision {
  const { session } = held;
  if (session.status === "canceled") return { kind: "already_canceled" };
  if (isClosed(session.status)) {
    return { kind: "refused", failure: fail("session_closed", `The session is ${session.status}.`) };
  }
  if (session.open_payment_id !== null) {
    const open = held.payments.find(({ id }) => id === session.open_payment_id);
    const failure =
      open !== undefined && assertsMoney(open)
        ? fail("payment_being_confirmed", "A payment of the session was reported and is being confirmed.")
        : fail("payment_in_progress", "A payment of the session is being settled.");
    return { kind: "refused", failure };
  }
  return { kind: "canceled", draft: ended(held, "canceled", now) };
}

export type ExpiryDecision =
  | { readonly kind: "expired"; readonly draft: SessionDraft }
  /** An open payment holds it open, or it has ended before. */
  | { readonly kind: "nothing" }
  /** Its time is not over. */
  | { readonly kind: "too_early"; readonly expiresAt: number };

/** A session expires when its time is over and no open payment holds it open. */
export function decideExpiry(held: HeldSession, now: number): ExpiryDecision {
  const { session, payments } = held;
  if (session.expires_at > now) return { kind: "too_early", expiresAt: session.expires_at };
  const status = sessionStatusOf({ status: session.status, expiresAt: session.expires_at, payments }, now);
  if (status === session.status) return { kind: "nothing" };
  return { kind: "expired", draft: ended(held, status, now) };
}

function ended(held: HeldSession, status: HeldSession["session"]["status"], now: number): SessionDraft {
  const draft = withSession(draftOf(held), { status, updated_at: now });
  return { ...announceEnd(draft, held.session.status), isVisible: true };
}
