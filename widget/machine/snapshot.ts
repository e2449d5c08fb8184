import type { BrowserPayment, BrowserSession, BrowserStatus } from "../../bff/contract.ts";

/** Whether the money has arrived. Once it has, nothing the widget hears later makes it unpaid. */
export function isPaid(session: BrowserSession): boolean {
  return session.status === "succeeded" || session.payment?.status === "succeeded";
}

/** Whether the session is over for good, paid or not. */
export function isFinal(session: BrowserSession): boolean {
  return isPaid(session) || session.status === "canceled" || session.status === "expired";
}

/** Whether a payment is still under way: it can be paid, or nobody knows yet. */
export function isOpen(payment: BrowserPayment): boolean {
  switch (payment.status) {
    case "creating":
    case "unknown":
    case "pending":
    case "partially_paid":
    case "review":
      return true;
    case "succeeded":
    case "failed":
    case "canceled":
    case "expired":
      return false;
  }
  return payment.status satisfies never;
}

/** Whether the server lets the customer give this payment up (`creating`, part-paid and in review: not). */
export function isCancelable(payment: BrowserPayment): boolean {
  return payment.status === "pending" || payment.status === "unknown";
}

/**
 * Whether `next` was made before `current`, though it arrived later: an ended payment that is open again, or one
 * that was started earlier than the one we know. Only success may follow an end.
 */
function isStale(current: BrowserPayment | null, next: BrowserPayment | null): boolean {
  if (current === null) return false;
  if (next === null) return isOpen(current);
  if (next.id !== current.id) return next.createdAt < current.createdAt && next.status !== "succeeded";
  return !isOpen(current) && next.status !== "succeeded" && next.status !== current.status;
}

/** The newer of two views of a session; a paid one stays paid, and an answer overtaken by another is dropped. */
export function merge(current: BrowserSession | null, next: BrowserSession): BrowserSession {
  if (current === null) return next;
  if (isPaid(current) && !isPaid(next)) return { ...current, serverTime: next.serverTime };
  if (!isPaid(next) && isStale(current.payment, next.payment)) return current;
  return next;
}

/** A session with what a status answer says. */
export function withStatus(session: BrowserSession, status: BrowserStatus): BrowserSession {
  return merge(session, {
    ...session,
    status: status.status,
    exceptions: status.exceptions,
    amountReceived: status.amountReceived,
    payment: status.payment,
    expiresAt: status.expiresAt,
    serverTime: status.serverTime,
  });
}

function sessionStatusFor(payment: BrowserPayment): BrowserSession["status"] {
  if (payment.status === "succeeded") return "succeeded";
  if (!isOpen(payment)) return "requires_payment_method";
  return payment.status === "pending" ? "requires_action" : "processing";
}

/** A session with what starting or canceling a payment answered. */
export function withPayment(session: BrowserSession, payment: BrowserPayment): BrowserSession {
  const next = { ...session, status: sessionStatusFor(payment), payment };
  if (isFinal(session) && session.status !== "expired") return isPaid(next) ? next : session;
  return merge(session, next);
}

/** What expires next for the customer, and when (ISO 8601, the server's clock); null when nothing does. */
export function deadlineOf(session: BrowserSession): { readonly key: string; readonly at: string } | null {
  if (isFinal(session)) return null;
  const { payment } = session;
  if (payment === null || !isOpen(payment)) return { key: session.id, at: session.expiresAt };
  if (payment.status !== "pending") return null;
  const action = payment.nextAction;
  return { key: payment.id, at: action?.type === "display_code" ? action.expiresAt : payment.expiresAt };
}
