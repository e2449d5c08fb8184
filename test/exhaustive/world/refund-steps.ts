/** What the merchant, the customer and the expiry do with a payment's refunds. */
import { say } from "../../../bff/core/details.ts";
import { decideApproval } from "../../../bff/core/payout/decide-approval.ts";
import { decidePayoutFacts, payoutDraftOf } from "../../../bff/core/payout/decide-facts.ts";
import type { PayoutFact } from "../../../bff/core/payout/facts.ts";
import type { Cause, PayoutRecord, RefundRecord } from "../../../bff/core/records.ts";
import { withNewRefund } from "../../../bff/core/refund/change-refund.ts";
import { decideClaimCancel, withClaim } from "../../../bff/core/refund/decide-claim.ts";
import { refundableMinor } from "../../../bff/core/refund/on-payment.ts";
import { refundStateOf } from "../../../bff/core/refund/status.ts";
import { payoutToolsAt } from "../../core/support/held.ts";
import { payoutRecord, start } from "../../core/support/records.ts";
import { day, minute } from "../../core/support/times.ts";
import {
  about,
  changePayout,
  heldPayout,
  type Mistakes,
  type Planned,
  rightly,
  sessionPlan,
} from "./refund-plans.ts";
import { committed, tellOf, withToldPayout } from "./refund-told.ts";
import { draftIn, noPlan, type Plan, type RefundWorld } from "./refund-world.ts";

const claimMs = 30 * day;

/** Whoever is to be paid is known, is asked, or has to be approved by a second person. */
export type Way = "paid out" | "approved first" | "claimed";

/** @param wanted in minor units; null: all that is left. */
export function create(way: Way, wanted: number | null, { mayRefund }: Mistakes): Planned {
  return (world) => {
    if (world.refunds.length >= 2) return null;
    const draft = draftIn(world);
    const [payment] = draft.payments;
    if (payment === undefined) return null;
    const minor = wanted === null ? refundableMinor(payment) : BigInt(wanted);
    if (mayRefund(payment, wanted === null ? null : minor) !== null || minor === 0n) return null;
    // Two processes that decide at once draw two ids.
    const id = `re_${world.refunds.length + 1}_${way.charAt(0)}${wanted ?? "rest"}`;
    const refund = refundOf(world, id, minor.toString());
    if (way === "claimed") {
      return sessionPlan(world, withNewRefund(draft, refund, about), { jobs: [id] });
    }
    const payout = payoutFor(refund, way === "approved first", world.now);
    const started = { ...refund, ...refundStateOf(payout), payout_id: payout.id, expires_at: null };
    return sessionPlan(world, withNewRefund(draft, started, about), withPayout(payout));
  };
}

function refundOf({ now, payment }: RefundWorld, id: string, amount_minor: string): RefundRecord {
  const { currency, decimals, session_id } = payment;
  return {
    ...{ id, session_id, payment_id: payment.id, payout_id: null, status: "awaiting_claim", amount_minor },
    ...{ currency, decimals, reason: "requested", method: "claim", account_id: "paypro-mx", channel: null },
    ...{ failure_code: null, failure_retryable: null, token_hash: id, claim_digest: null },
    ...{ created_by: "key:backend", created_at: now, expires_at: now + claimMs, updated_at: now },
  };
}

function payoutFor({ id: refund_id, amount_minor }: RefundRecord, waits: boolean, now: number): PayoutRecord {
  const id = `po_${refund_id}`;
  return payoutRecord({
    ...{ id, refund_id, amount_minor, currency: "MXN", order_no: `order-no-${id}`, created_at: now },
    ...(waits ? { status: "awaiting_approval", watch_until: now } : { watch_until: now + 7 * day }),
  });
}

function withPayout(payout: PayoutRecord): Partial<Plan> {
  const { id, status, amount_minor } = payout;
  const isSent = status === "creating";
  return {
    newPayouts: [payout],
    jobs: isSent ? [id] : [],
    tells: (told) => {
      const known = withToldPayout(told, id, Number(amount_minor));
      return isSent ? tellOf(known, id, committed) : known;
    },
  };
}

/** @param which 0: the older refund. @param isOther another name than the payer's: it has to be approved. */
export function claim(which: number, isOther: boolean, { mayClaim }: Mistakes): Planned {
  return (world) => {
    const draft = draftIn(world);
    const refund = world.refunds[which];
    if (refund === undefined || mayClaim(draft, refund, world.now) !== null) return null;
    const payout = payoutFor(refund, isOther, world.now);
    const made = withClaim(draft, {
      refund,
      payout,
      digest: "digest",
      detail: say("claimed", {}),
      now: world.now,
    });
    return sessionPlan(world, made, withPayout(payout));
  };
}

export function cancel(which: number): Planned {
  return (world) => {
    const refund = world.refunds[which];
    if (refund === undefined) return null;
    if (refund.payout_id !== null) return decidePayout(which, "cancel", [rejection], rightly)(world);
    const draft = decideClaimCancel(draftIn(world), { refund, actor: "key:backend", now: world.now });
    return draft === null ? null : sessionPlan(world, draft);
  };
}

const rejection = { kind: "rejected", noteSealed: null } as const;

/** @param isOver the time for claiming it is over; else the job has come too early. */
export function expire(which: number, isOver: boolean, mistakes: Mistakes): Planned {
  return (world) => {
    const refund = world.refunds[which];
    if (refund === undefined || !world.jobs.includes(refund.id)) return null;
    const now = isOver ? Math.max(world.now, start + minute + claimMs + minute) : world.now;
    const draft = mistakes.expire(draftIn(world), refund, now);
    if (draft !== null) return sessionPlan(world, draft, { endsJob: refund.id, now });
    return refund.status === "awaiting_claim" ? null : { ...noPlan(world), endsJob: refund.id, now };
  };
}

function decidePayout(
  which: number,
  cause: Cause,
  facts: readonly PayoutFact[],
  mistakes: Mistakes,
): Planned {
  return (world) =>
    changePayout(
      which,
      mistakes,
      (payout, now) =>
        payout.status === "awaiting_approval"
          ? decidePayoutFacts(payoutDraftOf(heldPayout(world, payout)), { facts, cause }, payoutToolsAt(now))
          : null,
      {},
    )(world);
}

export function approve(which: number, kind: "approved" | "rejected", mistakes: Mistakes): Planned {
  return (world) => {
    const refund = world.refunds[which];
    const ofRefund = refund === undefined ? null : mistakes.maySend(world.payment, refund);
    const limits = { maxAmount: new Map(), dailyLimit: new Map(), approveAbove: new Map() };
    const amount = { minor: BigInt(refund?.amount_minor ?? 0), currency: "MXN", decimals: 2 };
    const from = { at: world.now, from: world.now, to: world.now + day };
    const approval = {
      kind,
      actor: "key:desk",
      noteSealed: null,
      canBeSent: true,
      amount,
      limits,
      day: from,
    };
    return changePayout(
      which,
      mistakes,
      (payout, now) => {
        const basis = { approval, dayMinor: 0n, ofRefund };
        const draft = decideApproval(heldPayout(world, payout), basis, payoutToolsAt(now));
        return draft.changes === null ? null : draft;
      },
      kind === "approved" ? { tell: committed } : {},
    )(world);
  };
}
