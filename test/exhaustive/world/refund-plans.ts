/** What all steps share: which part of the code a test does wrong, and how a decision becomes a plan. */
import { type PayoutDraft, payoutDecisionOf } from "../../../bff/core/payout/decide-facts.ts";
import type { PayoutRecord } from "../../../bff/core/records.ts";
import { followPayout } from "../../../bff/core/refund/change-refund.ts";
import { decideClaimExpiry, objectionToClaimNow } from "../../../bff/core/refund/decide-claim.ts";
import { objectionToRefund, objectionToSending } from "../../../bff/core/refund/decide-refund.ts";
import { decisionOf, type SessionDraft } from "../../../bff/core/session/draft.ts";
import { type Told, type ToldOfPayout, tellOf } from "./refund-told.ts";
import { draftIn, noPlan, type Plan, type RefundWorld } from "./refund-world.ts";
import { reload } from "./rows.ts";

/** Null: it cannot happen in this world, or is refused. */
export type Planned = (world: RefundWorld) => Plan | null;

/** Parts of the code that a test of the search does wrong. */
export interface Mistakes {
  readonly mayRefund: typeof objectionToRefund;
  readonly mayClaim: typeof objectionToClaimNow;
  readonly maySend: typeof objectionToSending;
  readonly expire: typeof decideClaimExpiry;
  readonly follow: typeof followPayout;
}

export const rightly: Mistakes = {
  mayRefund: objectionToRefund,
  mayClaim: objectionToClaimNow,
  maySend: objectionToSending,
  expire: decideClaimExpiry,
  follow: followPayout,
};

export const about = { cause: "create", actor: "key:backend", detail: null, noteSealed: null } as const;

export function sessionPlan(world: RefundWorld, draft: SessionDraft, rest: Partial<Plan> = {}): Plan {
  return { ...noPlan(world), session: { decision: decisionOf(draft), draft }, ...rest };
}

type Changes = (payout: PayoutRecord, now: number) => PayoutDraft | null;

/** A change of a payout, which its refund follows. */
export function changePayout(
  which: number,
  { follow }: Mistakes,
  changes: Changes,
  rest: Partial<Plan> & { readonly tell?: (payout: ToldOfPayout) => ToldOfPayout },
): Planned {
  return (world) => {
    const refund = world.refunds[which];
    const held = reload(world.payouts).find(({ id }) => id === refund?.payout_id);
    const now = rest.now ?? world.now;
    const draft = held === undefined ? null : changes(held, now);
    if (refund === undefined || held === undefined || draft === null) return null;
    const decision = payoutDecisionOf(draft);
    const line = { ...about, cause: "query" } as const;
    const followed = follow(draftIn(world), { refund, payout: draft.after, about: line, now });
    const { tell, ...others } = rest;
    return {
      ...noPlan(world),
      session: followed && { decision: decisionOf(followed), draft: followed },
      payout: decision,
      tells: (told: Told) => (tell === undefined ? told : tellOf(told, held.id, tell)),
      ...(rest.endsJob === undefined ? others : { ...others, endsJob: held.id }),
    };
  };
}

export const heldPayout = ({ callbacks }: RefundWorld, payout: PayoutRecord) => ({
  payout,
  lastDetail: null,
  knownCallbacks: callbacks,
});
