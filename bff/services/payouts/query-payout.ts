/** Queries the provider about one payout and applies the answer. One query at a time over all processes. */
import type { JobLease } from "../../core/decision.ts";
import type { PayoutRecord } from "../../core/records.ts";
import type { PayoutSide } from "../../providers/contract.ts";
import type { HeldPayoutRow } from "../../storage/repositories/held-payouts.ts";
import {
  lockPayoutForQuery,
  releasePayoutQueryLock,
  releaseQueryLock,
} from "../../storage/repositories/query-locks.ts";
import type { ServiceContext } from "../context.ts";
import { amountOf } from "../rows/amount.ts";
import { callProvider } from "../runs/call-provider.ts";
import { factOfQuery } from "../runs/query-answer.ts";
import { queryLockMs } from "../runs/query-lock.ts";
import { applyPayoutFacts } from "./apply-fact.ts";

export type PayoutQueryOutcome =
  /** `isRunCompleted`: the batch that applied the answer also ended the job run. */
  | { readonly kind: "answered"; readonly isRunCompleted: boolean }
  /** The provider sent no answer that can be relied on, or it has no query for payouts. */
  | { readonly kind: "no_answer" }
  /** The account is not in the configuration, or it has no payouts; no provider was called. */
  | { readonly kind: "not_configured" }
  /** Another query is under way. */
  | { readonly kind: "busy" }
  /** The account's circuit is open; the provider was not called. */
  | { readonly kind: "circuit_open" }
  | { readonly kind: "gone" };

export interface PayoutQueryInput {
  readonly payoutId: string;
  /** True: do not call the provider while the account's circuit is open. */
  readonly skipIfCircuitOpen?: boolean;
  /** The job run that makes the query. An answer ends the run in the same batch. */
  readonly run?: { readonly lease: JobLease; readonly step: number };
}

export async function queryPayout(
  context: ServiceContext,
  input: PayoutQueryInput,
): Promise<PayoutQueryOutcome> {
  const request = { id: input.payoutId, now: context.clock.now(), lockMs: queryLockMs(context), floorMs: 0 };
  const lock = await lockPayoutForQuery(context.database, request);
  if (lock.kind !== "locked") return lock;
  return await queryLockedPayout(context, input, { payout: lock.row, lockedUntil: lock.until });
}

interface LockedPayout {
  readonly payout: PayoutRecord;
  readonly lockedUntil: number;
  /** As in PayoutChange. */
  readonly known?: HeldPayoutRow;
}

/** As queryLockedPayment of payments/query-payment.ts. */
export async function queryLockedPayout(
  context: ServiceContext,
  input: PayoutQueryInput,
  locked: LockedPayout,
): Promise<PayoutQueryOutcome> {
  let isReleased = false;
  try {
    const outcome = await queryAndApply(context, input, locked);
    isReleased = outcome.kind === "answered";
    return outcome;
  } finally {
    const lock = { id: input.payoutId, until: locked.lockedUntil };
    if (!isReleased) await releaseQueryLock(context.database, releasePayoutQueryLock(lock));
  }
}

/** An answer releases the lock in its batch. */
async function queryAndApply(
  context: ServiceContext,
  input: PayoutQueryInput,
  { payout, lockedUntil, known }: LockedPayout,
): Promise<PayoutQueryOutcome> {
  const { payoutId, run } = input;
  const { account_id: accountId } = payout;
  const side = context.accounts.get(accountId)?.adapter.payouts;
  if (side === undefined) {
    context.logger.warn({ payoutId, accountId }, "the payout's account is not configured");
    return { kind: "not_configured" };
  }
  const isCircuitOpen = context.circuits.stateOf(accountId, "payout_query") === "open";
  if (input.skipIfCircuitOpen === true && isCircuitOpen) return { kind: "circuit_open" };
  const result = await call(context, side, payout);
  const fact = factOfQuery(context, { accountId, ids: { payoutId } }, result);
  if (fact === null) return { kind: "no_answer" };
  const applied = await applyPayoutFacts(context, {
    payoutId,
    facts: [fact],
    cause: "query",
    queried: payout,
    releasesLockUntil: lockedUntil,
    known,
    ...(run === undefined ? {} : { completes: run.lease, syncStep: run.step }),
  });
  return { kind: "answered", isRunCompleted: run !== undefined && applied !== undefined };
}

async function call(context: ServiceContext, side: PayoutSide, payout: PayoutRecord) {
  return await callProvider(context, {
    about: { payoutId: payout.id },
    doing: "querying",
    call: () =>
      side.query({
        orderNo: payout.order_no,
        providerOrderId: payout.provider_order_id,
        amount: amountOf(payout),
        now: context.clock.now(),
      }),
  });
}
