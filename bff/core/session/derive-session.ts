/**
 * What a change of its payments means for a session: its status, its open payment, the payment that paid it, and the
 * event of its end.
 *
 * Source: docs/lifecycle.md#session-states
 */
import type { SessionEventType } from "../decision.ts";
import { isOpen, readExceptions } from "../payment/status.ts";
import type { PaymentRecord, SessionRecord } from "../records.ts";
import { expiryGraceMs } from "../schedule.ts";
import { scheduledJob } from "../scheduled-jobs.ts";
import { type SessionDraft, withEvent, withJob, withSession } from "./draft.ts";
import { type SessionStatus, sessionStatusOf } from "./status.ts";

/** Derives the session anew after one of its payments changed. Its event is recorded by {@link announceEnd}. */
export function deriveSession(
  draft: SessionDraft,
  change: { readonly before: PaymentRecord; readonly after: PaymentRecord; readonly now: number },
): SessionDraft {
  const { session, payments } = draft;
  const status = sessionStatusOf(
    { status: session.status, expiresAt: session.expires_at, payments },
    change.now,
  );
  const derived = withSession(draft, {
    status,
    open_payment_id: openPaymentId(session, payments),
    paid_payment_id: paidPaymentId(session, change),
    updated_at: change.now,
  });
  if (status !== "requires_payment_method") return derived;
  // The job of the session's expiry may have run already, while the payment held the session open.
  const runAt = session.expires_at + expiryGraceMs;
  const job = { kind: "expire_session", subjectId: session.id, runAt, keepEarlier: true } as const;
  return withJob(derived, scheduledJob(job));
}

/**
 * Records the event of the session's end, if its status has just become an end. Each end is announced once: late money
 * can open an ended session again, and a merchant who puts the goods back on the shelf must not do it twice.
 *
 * @param before the session's status before the change.
 */
export function announceEnd(draft: SessionDraft, before: SessionStatus): SessionDraft {
  const { session } = draft;
  const type = session.status === before ? null : endEventOf(session.status);
  if (type === null) return draft;
  const announced = announcedEnds(session);
  if (announced.includes(type)) return draft;
  return withEvent(withSession(draft, { announced: [...announced, type].join(" ") }), type, null);
}

/** The events of its ends that the merchant was sent. */
export function announcedEnds({ announced }: Pick<SessionRecord, "announced">): readonly string[] {
  return announced === "" ? [] : announced.split(" ");
}

function endEventOf(status: SessionStatus): SessionEventType | null {
  switch (status) {
    case "succeeded":
      return "session.succeeded";
    case "canceled":
      return "session.canceled";
    case "expired":
      return "session.expired";
    case "requires_payment_method":
    case "requires_action":
    case "processing":
      return null;
    default:
      return status satisfies never;
  }
}

/** The payment that was the open one, while it is open; else the newest payment that late money has opened again. */
function openPaymentId(session: SessionRecord, payments: readonly PaymentRecord[]): string | null {
  const open = payments.filter((payment) => isOpen(payment.status));
  const known = open.find((payment) => payment.id === session.open_payment_id);
  return (known ?? open.at(-1))?.id ?? null;
}

/**
 * The first success pays the session. Once that one is reversed, money that comes later is no duplicate. A success
 * whose reversal is lifted pays again, if no other did meanwhile. A duplicate never pays: the merchant was told to refund it.
 */
function paidPaymentId(
  session: SessionRecord,
  { before, after }: { readonly before: PaymentRecord; readonly after: PaymentRecord },
): string | null {
  const wasReversed = readExceptions(before).includes("reversed");
  const isReversed = readExceptions(after).includes("reversed");
  if (session.paid_payment_id === after.id) return isReversed && !wasReversed ? null : after.id;
  const isDuplicate = readExceptions(after).includes("duplicate_paid");
  const paysNow =
    after.status === "succeeded" &&
    !isDuplicate &&
    (before.status !== "succeeded" || (wasReversed && !isReversed));
  return paysNow && session.paid_payment_id === null ? after.id : session.paid_payment_id;
}
