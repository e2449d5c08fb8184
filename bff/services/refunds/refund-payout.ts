/** The payout that carries a refund, as part of the change that makes it. */

import { amountOf } from "../../core/amount-of.ts";
import type { Author } from "../../core/audit.ts";
import type { JobLease } from "../../core/decision.ts";
import type { Detail } from "../../core/details.ts";
import type { Failure } from "../../core/errors.ts";
import type { Amount } from "../../core/money.ts";
import { decideLimits } from "../../core/payout/limits.ts";
import type { PayoutRecord } from "../../core/records.ts";
import { scheduledJob } from "../../core/scheduled-jobs.ts";
import { type SessionDraft, withJob } from "../../core/session/draft.ts";
import type { Query, Write } from "../../storage/engine/statements.ts";
import { loadedPayoutDay, payoutDayQueries, takePayoutDay } from "../../storage/repositories/payout-days.ts";
import type { ServiceContext } from "../context.ts";
import type { KeyBinding } from "../idempotency/key-binding.ts";
import { orderNoFor } from "../payouts/create-payout.ts";
import { asDecided, limitedDayOf, newPayoutRow, newPayoutWrites } from "../payouts/new-payout.ts";
import { sendPayout } from "../payouts/send-payout.ts";
import { withJobLease } from "../runs/with-job-lease.ts";
import type { ChosenMethod } from "./choose-refund-method.ts";

export function refundPayoutRow(
  context: ServiceContext,
  input: {
    readonly chosen: Extract<ChosenMethod, { readonly method: "provider" | "payout" }>;
    readonly amount: Amount;
    /** The refund's. */
    readonly id: string;
    readonly author: Author;
    readonly keyBinding: KeyBinding | null;
    readonly now: number;
  },
): PayoutRecord {
  const { chosen, amount, id, author, keyBinding, now } = input;
  return newPayoutRow(context, {
    account: chosen.account,
    amount,
    channel: chosen.channel,
    beneficiary: chosen.method === "payout" ? chosen.beneficiary : null,
    reference: id,
    orderNo: orderNoFor(context, keyBinding, now),
    createdBy: author.actor,
    refundId: id,
    side: chosen.method === "provider" ? "refunds" : "payouts",
    now,
  });
}

export function limitQueries(context: ServiceContext, row: PayoutRecord): readonly Query<object>[] {
  const day = limitedDayOf(context, row);
  return day === undefined ? [] : payoutDayQueries(day);
}

export type DecidedPayout =
  | { readonly kind: "allowed"; readonly payout: PayoutRecord; readonly writes: readonly Write[] }
  | { readonly kind: "refused"; readonly failure: Failure };

/**
 * A refund's payout counts toward the limits as any other.
 *
 * @param input.loaded the rows that {@link limitQueries} found, among others.
 * @param input.needsApproval why it waits for another person, whatever its amount; null where nothing but the amount decides.
 */
export function decideRefundPayout(
  context: ServiceContext,
  row: PayoutRecord,
  input: {
    readonly loaded: readonly object[];
    readonly actor: string | null;
    readonly needsApproval: Detail | null;
  },
): DecidedPayout {
  const { gate, sumMinor } = loadedPayoutDay(input.loaded);
  const allowed = decideLimits(context.config.payouts, { amount: amountOf(row), acceptedMinor: sumMinor });
  if (allowed.kind === "refused") return allowed;
  const payout = asDecided(row, allowed.needsApproval || input.needsApproval !== null);
  const day = limitedDayOf(context, row);
  const rows = newPayoutWrites(payout, { actor: input.actor, detail: input.needsApproval });
  return {
    kind: "allowed",
    payout,
    writes: [...rows, ...(day === undefined ? [] : [takePayoutDay(gate, day)])],
  };
}

/** The job of a payout that is sent now is leased to the process that writes it. */
export function withPayoutJob(draft: SessionDraft, { id, status, created_at }: PayoutRecord): SessionDraft {
  if (status !== "creating") return draft;
  const job = { kind: "sync_payout", subjectId: id, runAt: created_at, step: 0, bornLeased: true } as const;
  return withJob(draft, scheduledJob(job));
}

/** Sends the payout, if the change that made it lets it be sent. */
export async function sendIfDue(
  context: ServiceContext,
  payout: PayoutRecord,
  leases: ReadonlyMap<string, JobLease>,
): Promise<void> {
  if (payout.status !== "creating") {
    context.logger.info({ payoutId: payout.id }, "payout waits for an approval");
    return;
  }
  const lease = leases.get(payout.id) ?? null;
  const toSend = { payout, lease, since: payout.created_at };
  await withJobLease(context, lease, () => sendPayout(context, toSend));
}
