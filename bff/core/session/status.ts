/**
 * The status of a session follows from its payments, its expiry and whether the merchant canceled it.
 *
 * Source: docs/lifecycle.md#session-states
 */
import { isOpen, type PaymentStatus } from "../payment/status.ts";

export type SessionStatus =
  | "requires_payment_method"
  | "requires_action"
  | "processing"
  | "succeeded"
  | "canceled"
  | "expired";

export interface StatusInput {
  readonly status: SessionStatus;
  /** Epoch ms. */
  readonly expiresAt: number;
  readonly payments: readonly { readonly status: PaymentStatus }[];
}

/**
 * The session's state now. A success decides over everything, also in a session that was canceled or had
 * expired. An open payment keeps a session open beyond its own time, because a printed store code may be paid
 * later.
 */
export function sessionStatusOf(session: StatusInput, nowMs: number): SessionStatus {
  if (session.payments.some((payment) => payment.status === "succeeded")) return "succeeded";
  if (session.status === "canceled") return "canceled";
  const open = session.payments.filter((payment) => isOpen(payment.status));
  if (open.some((payment) => payment.status !== "pending")) return "processing";
  if (open.length > 0) return "requires_action";
  if (session.status === "expired" || session.expiresAt <= nowMs) return "expired";
  return "requires_payment_method";
}

/** No further payment can be started. */
export function isClosed(status: SessionStatus): boolean {
  return status === "succeeded" || status === "canceled" || status === "expired";
}
