/**
 * The one place that changes a refund's state. A refund belongs to its payment's session: it is decided on with the
 * session's rows and written under the session's gate, so that no two refunds are decided on the same money.
 *
 * Source: docs/refunds.md#never-more-than-was-received
 */
import type { RefundEventType } from "../decision.ts";
import type { PayoutRecord, RefundChanges, RefundRecord, TimelineLine } from "../records.ts";
import { type SessionDraft, withRefund, withSession } from "../session/draft.ts";
import { type RefundStatus, refundStateOf } from "./status.ts";

/** Who or what changes it, for the timeline. */
export type RefundCause = Pick<TimelineLine<RefundStatus>, "cause" | "actor" | "detail" | "noteSealed">;

/** Adds a new refund, with the first line of its timeline and `refund.created`. */
export function withNewRefund(draft: SessionDraft, refund: RefundRecord, about: RefundCause): SessionDraft {
  return commit(draft, { before: null, after: refund, about, now: refund.created_at });
}

/** @param change.now epoch ms. */
export function withRefundChanges(
  draft: SessionDraft,
  change: {
    readonly refund: RefundRecord;
    readonly changes: RefundChanges;
    readonly about: RefundCause;
    readonly now: number;
  },
): SessionDraft {
  const { refund, changes, about, now } = change;
  return commit(draft, { before: refund, after: { ...refund, ...changes, updated_at: now }, about, now });
}

/**
 * The refund follows its payout.
 *
 * @returns null when nothing of the refund changes.
 */
export function followPayout(
  draft: SessionDraft,
  change: {
    readonly refund: RefundRecord;
    readonly payout: PayoutRecord;
    readonly about: RefundCause;
    readonly now: number;
  },
): SessionDraft | null {
  const { refund, payout, about, now } = change;
  const changes = refundStateOf(payout);
  const isSame = changes.status === refund.status && changes.failure_code === refund.failure_code;
  return isSame ? null : withRefundChanges(draft, { refund, changes, about, now });
}

function commit(
  draft: SessionDraft,
  {
    before,
    after,
    about,
    now,
  }: {
    readonly before: RefundRecord | null;
    readonly after: RefundRecord;
    readonly about: RefundCause;
    readonly now: number;
  },
): SessionDraft {
  const from = before?.status ?? null;
  const line = { subjectId: after.id, at: now, from, to: after.status, ...about };
  const type = eventOf(from, after.status);
  // The session's retention counts from its last change.
  const touched = withSession(draft, { updated_at: now });
  return withRefund(touched, { from, refund: after, line, type });
}

/** A refund that nobody claimed has failed, too: the merchant has to know. A cancel sends no event: its author knows. */
function eventOf(from: RefundStatus | null, to: RefundStatus): RefundEventType | null {
  if (from === null) return "refund.created";
  if (from === to) return null;
  switch (to) {
    case "succeeded":
      return "refund.succeeded";
    case "failed":
    case "expired":
      return "refund.failed";
    case "awaiting_claim":
    case "awaiting_approval":
    case "creating":
    case "unknown":
    case "pending":
    case "canceled":
      return null;
    default:
      return to satisfies never;
  }
}
