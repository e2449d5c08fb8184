import type { BrowserPayment, BrowserSession, BrowserStatus } from "../../bff/contract.ts";

/** Whether the money has arrived. No later answer makes a paid session unpaid. */
export function isPaid(session: BrowserSession): boolean {
  return session.status === "succeeded" || session.payment?.status === "succeeded";
}

/**
 * Whether the money was sent back. The session has the exceptions of all its payments, so another payment may have paid it
 * all the same: one that stands, and that is not to be refunded as a duplicate.
 */
export function isReversed({ exceptions, payment }: BrowserSession): boolean {
  if (!exceptions.includes("reversed")) return false;
  if (payment?.status !== "succeeded") return true;
  return payment.exceptions.includes("reversed") || payment.exceptions.includes("duplicate_paid");
}

/** Whether the session is paid, canceled or expired. */
export function isFinal(session: BrowserSession): boolean {
  return isPaid(session) || session.status === "canceled" || session.status === "expired";
}

/** Whether a payment is open: it can still be paid, or its outcome is unknown. */
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

/** Whether the server allows canceling this payment. It does not for `creating`, `partially_paid` and `review`. */
export function isCancelable(payment: BrowserPayment): boolean {
  return payment.status === "pending" || payment.status === "unknown";
}

/**
 * Whether `next` is older than `current`, although it arrived later: it shows an ended payment as open, or it is an
 * earlier payment. Only success may follow the end of a payment.
 */
function isStale(current: BrowserPayment | null, next: BrowserPayment | null): boolean {
  if (current === null) return false;
  if (next === null) return isOpen(current);
  if (next.id !== current.id) return next.createdAt < current.createdAt && next.status !== "succeeded";
  return !isOpen(current) && next.status !== "succeeded" && next.status !== current.status;
}

/** The newer of two views of a session. A paid session stays paid, and a stale answer is dropped. */
export function merge(current: BrowserSession | null, next: BrowserSession): BrowserSession {
  if (current === null) return next;
  if (isPaid(current) && !isPaid(next)) return { ...current, serverTime: next.serverTime };
  if (!isPaid(next) && isStale(current.payment, next.payment)) return current;
  return next;
}

/** A session, updated by a status answer. */
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

/** A session, updated by the answer to starting or canceling a payment. */
export function withPayment(session: BrowserSession, payment: BrowserPayment): BrowserSession {
  const next = { ...session, status: sessionStatusFor(payment), payment };
  if (isFinal(session) && session.status !== "expired") return isPaid(next) ? next : session;
  return merge(session, next);
}

/** The next deadline for the customer (ISO 8601, by the server's clock); null when there is none. */
export function deadlineOf(session: BrowserSession): { readonly key: string; readonly at: string } | null {
  if (isFinal(session)) return null;
  const { payment } = session;
  if (payment === null || !isOpen(payment)) return { key: session.id, at: session.expiresAt };
  if (payment.status !== "pending") return null;
  const action = payment.nextAction;
  return { key: payment.id, at: action?.type === "display_code" ? action.expiresAt : payment.expiresAt };
}
