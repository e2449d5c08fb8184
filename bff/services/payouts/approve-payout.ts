import type { Payout } from "../../contract.ts";
import { amountOf } from "../../core/amount-of.ts";
import type { Author } from "../../core/audit.ts";
import { fail, type Result } from "../../core/errors.ts";
import { type Approval, decideApproval, objectionTo } from "../../core/payout/decide-approval.ts";
import { dayOf } from "../../core/payout/limits.ts";
import { payoutById } from "../../storage/repositories/payouts.ts";
import { changePayout } from "../changes/change-payout.ts";
import type { ServiceContext } from "../context.ts";
import type { KeyBinding } from "../idempotency/key-binding.ts";
import { sealNote } from "../rows/notes.ts";
import { withJobLease } from "../runs/with-job-lease.ts";
import { readPayout } from "./read-payouts.ts";
import { sameMerchantOf, sendApprovedPayout } from "./send-payout.ts";

interface ApprovalInput {
  readonly payoutId: string;
  readonly note: string | null;
  readonly author: Author;
  /** With it, a repeat after a crash gets the payout and not `not_awaiting_approval`. */
  readonly keyBinding: KeyBinding | null;
}

/**
 * Approves a payout that waits for another person, and sends it. If the process dies after the approval was committed,
 * another one sends it; the provider is called once.
 *
 * Errors: `not_found`, `not_awaiting_approval`, `same_actor`, `account_not_configured`, `payout_limit_exceeded`; of a
 * refund's payout also `payment_in_review`, `payment_being_confirmed`, `nothing_received`, `refund_exceeds_received`.
 */
export async function approvePayout(context: ServiceContext, input: ApprovalInput): Promise<Result<Payout>> {
  return await decide(context, input, "approved");
}

/**
 * Rejects a payout that waits for another person. Nothing was sent, and nothing will be.
 *
 * Errors: `not_found`, `not_awaiting_approval`, `same_actor`.
 */
export async function rejectPayout(context: ServiceContext, input: ApprovalInput): Promise<Result<Payout>> {
  return await decide(context, input, "rejected");
}

const actions = { approved: "payout.approve", rejected: "payout.reject" } as const;

async function decide(
  context: ServiceContext,
  { payoutId, note, author, keyBinding }: ApprovalInput,
  kind: Approval["kind"],
): Promise<Result<Payout>> {
  const [payout] = await context.database.read(payoutById({ id: payoutId }));
  if (payout === undefined) return fail("not_found", "There is no such payout.");
  const paying = sameMerchantOf(context, payout);
  const canBeSent = paying !== undefined && !paying.account.retired;
  const since = context.clock.now();
  const day = { at: since, ...dayOf(since) };
  const approval: Approval = {
    kind,
    actor: author.actor,
    noteSealed: note === null ? null : sealNote(context, "payout", { id: payoutId, note }),
    canBeSent,
    amount: amountOf(payout),
    limits: context.config.payouts,
    day,
  };
  const { currency } = payout;
  const isLimited = kind === "approved" && context.config.payouts.dailyLimit.has(currency);
  const changed = await changePayout(context, {
    payoutId,
    digest: null,
    keyBinding,
    alsoWrites: [],
    audited: { author, action: actions[kind] },
    day: isLimited ? { currency, from: day.from, to: day.to } : undefined,
    decide: (held, tools, basis) => decideApproval(held, { approval, ...basis }, tools),
  });
  if (changed === undefined) return fail("not_found", "There is no such payout.");
  const { before, after } = changed.decision;
  const objection = objectionTo(before, approval, changed.basis);
  if (objection !== null) return objection;
  if (kind === "approved" && paying !== undefined) {
    const lease = changed.leases.get(payoutId) ?? null;
    const toSend = { payout: after, lease, since };
    await withJobLease(context, lease, () => sendApprovedPayout(context, toSend));
  }
  return await readPayout(context, { payoutId });
}
