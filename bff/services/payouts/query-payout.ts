/** Queries the provider about one payout and applies the answer. One query at a time over all processes. */

import type { JobLease } from "../../core/decision.ts";
import type { PayoutRecord } from "../../core/records.ts";
import type { OrderReport } from "../../providers/contract.ts";
import type { HeldPayoutRow } from "../../storage/repositories/held-payouts.ts";
import { lockPayoutForQuery, releasePayoutQueryLock } from "../../storage/repositories/query-locks.ts";
import type { ServiceContext } from "../context.ts";
import { collectExchanges, type Exchanges } from "../exchanges/collect-exchanges.ts";
import { callProvider } from "../runs/call-provider.ts";
import { noteMissingAccount } from "../runs/missing-account.ts";
import { factOfQuery } from "../runs/query-answer.ts";
import { withQueryLock, withTakenQueryLock } from "../runs/with-query-lock.ts";
import { applyPayoutFacts } from "./apply-facts.ts";
import { payingAccountOf } from "./paying-side.ts";

export type PayoutQueryOutcome =
  | {
      readonly kind: "answered";
      /** The payout as it stood before the query. */
      readonly queried: PayoutRecord;
      /** Null when the provider does not know the payout. */
      readonly report: OrderReport | null;
      /** True when the batch that applied the answer also ended the job run. */
      readonly isRunCompleted: boolean;
    }
  /** The provider was called, and sent no answer that can be relied on. */
  | { readonly kind: "no_answer" }
  /** The provider has no query for this payout. Not an error. */
  | { readonly kind: "cannot_query" }
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
  const exchanges = collectExchanges(context, input.payoutId);
  return await withQueryLock(
    context,
    {
      id: input.payoutId,
      floorMs: 0,
      ids: { payoutId: input.payoutId },
      isConfigured: (accountId) => paysAtAll(context, accountId),
      take: lockPayoutForQuery,
      release: releasePayoutQueryLock,
      exchanges,
    },
    (payout, lockedUntil) => queryAndApply(context, input, { payout, lockedUntil, exchanges }),
  );
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
  const exchanges = collectExchanges(context, input.payoutId);
  const until = locked.lockedUntil;
  const lock = { id: input.payoutId, until, release: releasePayoutQueryLock, exchanges };
  return await withTakenQueryLock(context, lock, () =>
    queryAndApply(context, input, { ...locked, exchanges }),
  );
}

/** An answer releases the lock in its batch. */
async function queryAndApply(
  context: ServiceContext,
  input: PayoutQueryInput,
  { payout, lockedUntil, known, exchanges }: LockedPayout & { readonly exchanges: Exchanges },
): Promise<PayoutQueryOutcome> {
  const { payoutId, run } = input;
  const { account_id: accountId } = payout;
  const paying = payingAccountOf(context, payout);
  if (paying === undefined) return noteMissingAccount(context, payout, { payoutId });
  const { account } = paying;
  const isCircuitOpen = context.circuits.stateOf(accountId, "payout_query") === "open";
  if (input.skipIfCircuitOpen === true && isCircuitOpen) return { kind: "circuit_open" };
  const result = await callProvider(context, {
    about: { payoutId, accountId },
    doing: "querying",
    exchanges,
    call: () => paying.query(),
  });
  const subject = { account, identity: payout.identity, ids: { payoutId } };
  const fact = factOfQuery(context, subject, result);
  if (fact === null) return { kind: result.kind === "cannot_query" ? "cannot_query" : "no_answer" };
  const applied = await applyPayoutFacts(context, {
    payoutId,
    facts: [fact],
    cause: "query",
    queried: payout,
    releasesLockUntil: lockedUntil,
    known,
    exchanges,
    ...(run === undefined ? {} : { completes: run.lease, syncStep: run.step }),
  });
  const report = fact.kind === "report" ? fact.report : null;
  const isRunCompleted = run !== undefined && applied !== undefined;
  return { kind: "answered", queried: payout, report, isRunCompleted };
}

function paysAtAll(context: ServiceContext, accountId: string): boolean {
  const adapter = context.accounts.get(accountId)?.adapter;
  return adapter?.payouts !== undefined || adapter?.refunds !== undefined;
}
