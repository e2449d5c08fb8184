/** What becomes of a refund that waits for its claim: the customer makes it, nobody does in time, or it is canceled. */
import { type Detail, say } from "../details.ts";
import { type Failure, fail } from "../errors.ts";
import type { PaymentRecord, PayoutRecord, RefundRecord } from "../records.ts";
import { paymentIn, type SessionDraft } from "../session/draft.ts";
import { withRefundChanges } from "./change-refund.ts";
import { objectionToClaim, objectionToSending } from "./decide-refund.ts";
import { refundStateOf } from "./status.ts";

/** The author, in the audit and the timeline, of what is done with the claim token. */
export const customer = "customer";

/** Why a refund cannot be claimed. `unavailable`: its payment, or the account that is to pay, stands in the way. */
export const closedClaims = ["claimed", "canceled", "expired", "unavailable"] as const;
export type ClosedClaim = (typeof closedClaims)[number];

/** @returns null while it can be claimed. */
export function closedClaimOf(refund: RefundRecord, payment: PaymentRecord, now: number): ClosedClaim | null {
  const { status } = refund;
  if (status === "expired" || status === "canceled") return status;
  if (status !== "awaiting_claim") return "claimed";
  if (objectionToClaim(refund, now) !== null) return "expired";
  return objectionToSending(payment, refund) === null ? null : "unavailable";
}

/** @returns null when nothing speaks against it. The customer is not told what has become of the payment. */
export function objectionToClaimNow(draft: SessionDraft, refund: RefundRecord, now: number): Failure | null {
  const objection = objectionToClaim(refund, now);
  if (objection !== null) return objection;
  const payment = paymentIn(draft, refund.payment_id);
  if (payment === undefined) throw new TypeError("a refund is of a payment that its session does not have");
  if (objectionToSending(payment, refund) === null) return null;
  return fail("claim_closed", "The refund cannot be paid now. Ask the merchant.");
}

/** The refund as the customer claimed it: from now on its payout says how it stands. */
export function withClaim(
  draft: SessionDraft,
  claim: {
    readonly refund: RefundRecord;
    readonly payout: PayoutRecord;
    readonly digest: string;
    readonly detail: Detail;
    readonly now: number;
  },
): SessionDraft {
  const { refund, payout, digest, detail, now } = claim;
  const changes = { ...refundStateOf(payout), payout_id: payout.id, claim_digest: digest };
  const about = { cause: "create", actor: customer, detail, noteSealed: null } as const;
  return withRefundChanges(draft, { refund, changes, about, now });
}

/** @returns null when there is nothing to end: it was claimed or canceled, or it is too early. */
export function decideClaimExpiry(
  draft: SessionDraft,
  refund: RefundRecord,
  now: number,
): SessionDraft | null {
  const { status, expires_at: expiresAt } = refund;
  if (status !== "awaiting_claim" || expiresAt === null || now < expiresAt) return null;
  const about = { cause: "expiry", actor: null, detail: say("unclaimed", {}), noteSealed: null } as const;
  return withRefundChanges(draft, { refund, changes: { status: "expired" }, about, now });
}

/** @returns null when it does not wait for its claim any more. */
export function decideClaimCancel(
  draft: SessionDraft,
  cancel: { readonly refund: RefundRecord; readonly actor: string; readonly now: number },
): SessionDraft | null {
  const { refund, actor, now } = cancel;
  if (refund.status !== "awaiting_claim") return null;
  const about = { cause: "cancel", actor, detail: null, noteSealed: null } as const;
  return withRefundChanges(draft, { refund, changes: { status: "canceled" }, about, now });
}
