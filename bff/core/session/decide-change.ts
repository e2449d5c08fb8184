/**
 * The merchant changes what is still to be paid.
 *
 * Source: docs/lifecycle.md#a-session-is-changed
 */
import { type Failure, fail, wrongFields } from "../errors.ts";
import type { Amount } from "../money.ts";
import { assertsMoney } from "../payment/assertions.ts";
import { isOpen } from "../payment/status.ts";
import type { PaymentRecord, SessionRecord } from "../records.ts";
import { expiryGraceMs } from "../schedule.ts";
import { scheduledJob } from "../scheduled-jobs.ts";
import { announcedEnds } from "./derive-session.ts";
import { draftOf, type HeldSession, type SessionDraft, withJob, withSession } from "./draft.ts";
import { isClosed, sessionStatusOf } from "./status.ts";

/** What changes; absent: it stays. */
export interface ChangedTerms {
  readonly amount?: Amount | undefined;
  readonly reference?: string | undefined;
  /** Epoch ms. */
  readonly expiresAt?: number | undefined;
  /** The description, the metadata, the items and the return URL, sealed. */
  readonly privateSealed?: string | undefined;
}

export type ChangeDecision =
  | { readonly kind: "changed"; readonly draft: SessionDraft }
  | { readonly kind: "unchanged" }
  /** Another amount has to wait until this open payment is abandoned. */
  | { readonly kind: "occupied"; readonly by: PaymentRecord }
  | { readonly kind: "refused"; readonly failure: Failure };

export function isAnotherAmount(
  session: Pick<SessionRecord, "amount_minor" | "currency">,
  amount: Amount | undefined,
): amount is Amount {
  if (amount === undefined) return false;
  return BigInt(session.amount_minor) !== amount.minor || session.currency !== amount.currency;
}

/**
 * A payment keeps the amount that it was started with, so another amount is taken only while no payment is open. A
 * payment that ended can still be paid late: it is compared with the session's amount then (`againstDue`).
 */
export function decideChange(
  held: HeldSession,
  { terms, now }: { readonly terms: ChangedTerms; readonly now: number },
): ChangeDecision {
  const { session, payments } = held;
  const derived = sessionStatusOf({ status: session.status, expiresAt: session.expires_at, payments }, now);
  const status = isClosed(session.status) ? session.status : derived;
  if (isClosed(status)) return refused(fail("session_closed", `The session is ${status}.`));
  // Late money has opened it again. With a later expiry it could be paid anew when that payment fails.
  if (announcedEnds(session).includes("session.expired")) {
    return refused(fail("session_closed", "The session had expired, and money that came late is looked at."));
  }
  if (isAnotherAmount(session, terms.amount)) {
    const objection = objectToAmount(held, terms.amount);
    if (objection !== null) return objection;
  }
  const changes = changesOf(session, terms);
  if (Object.keys(changes).length === 0) return { kind: "unchanged" };
  const changed = withSession(draftOf(held), { ...changes, updated_at: now });
  const draft = { ...changed, isVisible: true };
  if (terms.expiresAt === undefined) return { kind: "changed", draft };
  const runAt = terms.expiresAt + expiryGraceMs;
  const job = { kind: "expire_session", subjectId: session.id, runAt, keepEarlier: false } as const;
  return { kind: "changed", draft: withJob(draft, scheduledJob(job)) };
}

function objectToAmount({ session, payments }: HeldSession, amount: Amount): ChangeDecision | null {
  const open = payments.find(({ status }) => isOpen(status));
  if (open !== undefined) {
    if (assertsMoney(open)) return refused(beingConfirmed);
    if (open.status === "pending" || open.status === "unknown") return { kind: "occupied", by: open };
    return refused(fail("payment_in_progress", "A payment of the session is being settled."));
  }
  // An ended payment can still be heard of, and its confirming query is on its way.
  if (payments.some(assertsMoney)) return refused(beingConfirmed);
  if (amount.currency === session.currency || payments.length === 0) return null;
  return refused(
    wrongFields([{ path: "amount.currency", message: "must stay as it is once a payment was started" }]),
  );
}

const beingConfirmed = fail(
  "payment_being_confirmed",
  "A payment of the session was reported and is being confirmed.",
);

function changesOf(session: SessionRecord, terms: ChangedTerms): Partial<SessionRecord> {
  const { amount, reference, expiresAt, privateSealed } = terms;
  return {
    ...(isAnotherAmount(session, amount)
      ? { amount_minor: amount.minor.toString(), currency: amount.currency, decimals: amount.decimals }
      : {}),
    ...(reference === undefined || reference === session.reference ? {} : { reference }),
    ...(expiresAt === undefined || expiresAt === session.expires_at ? {} : { expires_at: expiresAt }),
    ...(privateSealed === undefined ? {} : { private_sealed: privateSealed }),
  };
}

const refused = (failure: Failure): ChangeDecision => ({ kind: "refused", failure });
