/**
 * Whether a payout that waits for a second person may be approved or rejected, and what follows from that.
 *
 * Source: docs/lifecycle.md#approval-of-payouts
 */
import { type Failure, fail } from "../errors.ts";
import type { PayoutRecord } from "../records.ts";
import { readTestimony } from "../testimony.ts";
import { assertsMoney, awaitsAnswer } from "./assertions.ts";
import {
  decidePayoutFacts,
  type HeldPayout,
  type PayoutDraft,
  type PayoutTools,
  payoutDraftOf,
} from "./decide-facts.ts";

export interface Approval {
  readonly kind: "approved" | "rejected";
  readonly actor: string;
  readonly note: string | null;
  /** True when the payout's account is there to send it. */
  readonly canBeSent: boolean;
}

/** @returns null when nothing speaks against the decision. */
export function objectionTo(payout: PayoutRecord, { kind, actor, canBeSent }: Approval): Failure | null {
  if (payout.status !== "awaiting_approval") {
    return fail("not_awaiting_approval", `The payout is ${payout.status}.`);
  }
  if (payout.created_by === null || payout.created_by === actor) {
    return fail("same_actor", "Another API key or operator than the one that made the payout has to decide.");
  }
  if (kind === "rejected") return null;
  if (awaitsAnswer(payout) || assertsMoney(payout, readTestimony(payout))) {
    return fail("not_awaiting_approval", "A callback says that it was paid out before.");
  }
  if (!canBeSent) {
    return fail("account_not_configured", "The payout's account is not in the configuration, or is retired.");
  }
  return null;
}

/** An approved payout is `creating`, and its job is leased to this process, which sends it. */
export function decideApproval(held: HeldPayout, approval: Approval, tools: PayoutTools): PayoutDraft {
  const draft = payoutDraftOf(held);
  if (objectionTo(held.payout, approval) !== null) return draft;
  const { kind, actor, note } = approval;
  return decidePayoutFacts(draft, { facts: [{ kind, note }], cause: "operator", actor }, tools);
}
