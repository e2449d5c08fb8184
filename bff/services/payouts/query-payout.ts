/** Queries the provider about one payout and applies the answer. One query at a time over all processes. */
import type { JobLease } from "../../core/decision.ts";
import type { PayoutRecord } from "../../core/records.ts";
import type { PayoutSide } from "../../providers/contract.ts";
import { payoutById } from "../../storage/repositories/payouts.ts";
import { releaseQueryLock, takeQueryLock } from "../../storage/repositories/query-locks.ts";
import type { ServiceContext } from "../context.ts";
import { amountOf } from "../rows/amount.ts";
import { callProvider } from "../runs/call-provider.ts";
import { factOfQuery } from "../runs/query-answer.ts";
import { queryLeaseMs } from "../runs/query-lock.ts";
import { applyPayoutFacts } from "./apply-fact.ts";

export type PayoutQueryOutcome =
  /** `isRunCompleted`: the answer was committed together with the end of the run that queried. */
  | { readonly kind: "answered"; readonly isRunCompleted: boolean }
  /** Queried, and no answer that can be relied on came back; or the provider has no way to be queried. */
  | { readonly kind: "no_answer" }
  /** The account is not in the configuration: nobody was queried. */
  | { readonly kind: "not_configured" }
  /** Another query is under way. */
  | { readonly kind: "busy" }
  /** Not queried, because the account's circuit is open. */
  | { readonly kind: "circuit_open" }
  | { readonly kind: "gone" };

export interface PayoutQueryInput {
  readonly payoutId: string;
  /** True: an open circuit is reported, and the provider is not called. */
  readonly skipIfCircuitOpen?: boolean;
  /** The run of the payout's sync job that queries: an answer ends it, in the same batch. */
  readonly run?: { readonly lease: JobLease; readonly step: number };
}

export async function queryPayout(
  context: ServiceContext,
  input: PayoutQueryInput,
): Promise<PayoutQueryOutcome> {
  const { database } = context;
  const { payoutId: id } = input;
  const on = "payouts" as const;
  const now = context.clock.now();
  const lockMs = queryLeaseMs(context);
  const isLocked = await takeQueryLock(database.kysely, { on, id, now, lockMs, floorMs: 0 });
  if (!isLocked) {
    const [payout] = await database.read(payoutById({ id }));
    return payout === undefined ? { kind: "gone" } : { kind: "busy" };
  }
  const until = now + lockMs;
  let isReleased = false;
  try {
    const outcome = await queryLocked(context, input, until);
    isReleased = outcome.kind === "answered";
    return outcome;
  } finally {
    if (!isReleased) await releaseQueryLock(database, { on, id, until });
  }
}

/** @param lockedUntil the lock is released together with an answer. */
async function queryLocked(
  context: ServiceContext,
  input: PayoutQueryInput,
  lockedUntil: number,
): Promise<PayoutQueryOutcome> {
  const { payoutId, run } = input;
  const [payout] = await context.database.read(payoutById({ id: payoutId }));
  if (payout === undefined) return { kind: "gone" };
  const { account_id: accountId } = payout;
  const side = context.accounts.get(accountId)?.adapter.payouts;
  if (side === undefined) {
    context.logger.warn({ payoutId, accountId }, "the payout's account is not configured");
    return { kind: "not_configured" };
  }
  const isShut = context.circuits.stateOf(accountId, "payout_query") === "open";
  if (input.skipIfCircuitOpen === true && isShut) return { kind: "circuit_open" };
  const result = await call(context, side, payout);
  const fact = factOfQuery(context, { accountId, ids: { payoutId } }, result);
  if (fact === null) return { kind: "no_answer" };
  const applied = await applyPayoutFacts(context, {
    payoutId,
    facts: [fact],
    cause: "query",
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
