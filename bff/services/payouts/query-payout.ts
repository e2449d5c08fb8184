/** Queries the provider about one payout and applies the answer. One query at a time over all processes. */
import type { JobLease } from "../../core/decision.ts";
import type { PayoutRecord } from "../../core/records.ts";
import type { PayoutSide } from "../../providers/contract.ts";
import {
  lockPayoutForQuery,
  releasePayoutQueryLock,
  releaseQueryLock,
} from "../../storage/repositories/query-locks.ts";
import type { ServiceContext } from "../context.ts";
import { amountOf } from "../rows/amount.ts";
import { callProvider } from "../runs/call-provider.ts";
import { noteMissingAccount } from "../runs/missing-account.ts";
import { factOfQuery } from "../runs/query-answer.ts";
import { queryLockMs } from "../runs/query-lock.ts";
import { applyPayoutFacts } from "./apply-fact.ts";

export type PayoutQueryOutcome =
  /** `isRunCompleted`: the batch that applied the answer also ended the job run. */
  | { readonly kind: "answered"; readonly isRunCompleted: boolean }
  /** The provider sent no answer that can be relied on, or it has no query for payouts. */
  | { readonly kind: "no_answer" }
  /**
   * The account is not in the configuration, or it has no payouts; no provider was called. `sinceMs`: the time since
   * the last query, or since the creation.
   */
  | { readonly kind: "not_configured"; readonly sinceMs: number }
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
  const { database } = context;
  const { payoutId: id } = input;
  const lockMs = queryLockMs(context);
  const now = context.clock.now();
  const isConfigured = (accountId: string) => context.accounts.get(accountId)?.adapter.payouts !== undefined;
  const lock = await lockPayoutForQuery(database, { id, now, lockMs, floorMs: 0, isConfigured });
  if (lock.kind === "not_configured") return noteMissingAccount(context, lock.row, { payoutId: id });
  if (lock.kind !== "locked") return lock;
  const { row, until } = lock;
  let isReleased = false;
  try {
    const outcome = await queryLocked(context, input, row, until);
    isReleased = outcome.kind === "answered";
    return outcome;
  } finally {
    if (!isReleased) await releaseQueryLock(database, releasePayoutQueryLock({ id, until }));
  }
}

/** @param lockedUntil the end of the lock, which an answer releases in its batch. */
async function queryLocked(
  context: ServiceContext,
  input: PayoutQueryInput,
  payout: PayoutRecord,
  lockedUntil: number,
): Promise<PayoutQueryOutcome> {
  const { payoutId, run } = input;
  const { account_id: accountId } = payout;
  const account = context.accounts.get(accountId);
  const side = account?.adapter.payouts;
  if (account === undefined || side === undefined) return noteMissingAccount(context, payout, { payoutId });
  const isCircuitOpen = context.circuits.stateOf(accountId, "payout_query") === "open";
  if (input.skipIfCircuitOpen === true && isCircuitOpen) return { kind: "circuit_open" };
  const result = await call(context, side, payout);
  const subject = { account, identity: payout.identity, ids: { payoutId } };
  const fact = factOfQuery(context, subject, result);
  if (fact === null) return { kind: "no_answer" };
  const applied = await applyPayoutFacts(context, {
    payoutId,
    facts: [fact],
    cause: "query",
    queried: payout,
    releasesLockUntil: lockedUntil,
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
