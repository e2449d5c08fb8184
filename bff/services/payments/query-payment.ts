/** Queries the provider about one payment and applies the answer. One query at a time over all processes. */
import type { JobLease } from "../../core/decision.ts";
import { isAmountMissing } from "../../core/payment/assertions.ts";
import type { Cause, PaymentRecord } from "../../core/records.ts";
import type { OrderReport, QueryResult } from "../../providers/contract.ts";
import { lockPaymentForQuery, releasePaymentQueryLock } from "../../storage/repositories/query-locks.ts";
import type { ProviderAccount, ServiceContext } from "../context.ts";
import { collectExchanges, type Exchanges } from "../exchanges/collect-exchanges.ts";
import type { PaymentQueryPayload } from "../process/job-place.ts";
import { callProvider } from "../runs/call-provider.ts";
import { noteMissingAccount } from "../runs/missing-account.ts";
import { factOfQuery } from "../runs/query-answer.ts";
import { withQueryLock, withTakenQueryLock } from "../runs/with-query-lock.ts";
import { type Applied, applyPaymentFacts } from "./apply-facts.ts";
import { orderRefOf } from "./order-ref.ts";

export type QueryOutcome =
  | {
      readonly kind: "answered";
      /** The payment as it stood before the query. */
      readonly queried: PaymentRecord;
      readonly applied: Applied | undefined;
      /** Null when the provider does not know the order. */
      readonly report: OrderReport | null;
      /** True when the batch that applied the answer also ended the job run. */
      readonly isRunCompleted: boolean;
    }
  /** The provider was called, and sent no answer that can be relied on. */
  | {
      readonly kind: "no_answer";
      /** When it was queried before. Epoch ms; null: never. */
      readonly queriedBefore: number | null;
    }
  /** The provider has no query for this order. Not an error. */
  | { readonly kind: "cannot_query" }
  /**
   * The account is not in the configuration; no provider was called. `sinceMs`: the time since the last query, or since
   * the creation.
   */
  | { readonly kind: "not_configured"; readonly sinceMs: number }
  /** Another query is under way, or the last one was made within `floorMs`. */
  | { readonly kind: "busy" }
  /** The account's circuit is open; the provider was not called. */
  | { readonly kind: "circuit_open" }
  | { readonly kind: "gone" };

export interface QueryInput {
  readonly paymentId: string;
  /** The least time since the last query; 0: no limit. */
  readonly floorMs: number;
  /** The payment, if the caller has just read it. */
  readonly known?: PaymentRecord;
  /** The cause for the timeline; default `query`. */
  readonly cause?: Cause;
  /** True to have the provider send its callback again. */
  readonly resendCallback?: boolean;
  /** True: do not call the provider while the account's circuit is open. */
  readonly skipIfCircuitOpen?: boolean;
  /** The job run that makes the query. An answer ends the run in the same batch. */
  readonly run?: { readonly lease: JobLease; readonly step: number };
}

export async function queryPayment(context: ServiceContext, input: QueryInput): Promise<QueryOutcome> {
  const { paymentId: id, floorMs, known } = input;
  const exchanges = collectExchanges(context, id);
  return await withQueryLock(
    context,
    {
      id,
      floorMs,
      ids: { paymentId: id },
      isConfigured: (accountId) => context.accounts.has(accountId),
      take: (database, request) => lockPaymentForQuery(database, request, known),
      release: releasePaymentQueryLock,
      exchanges,
    },
    (payment, lockedUntil) => queryAndApply(context, input, { payment, lockedUntil, exchanges }),
  );
}

type LockedPayment = Pick<PaymentQueryPayload, "payment" | "lockedUntil"> &
  Partial<Pick<PaymentQueryPayload, "known">>;

/**
 * The query under a lock that this process has taken. Releases the lock. The `known` rows need a `run`: then an
 * answer is sure to change the session.
 */
export async function queryLockedPayment(
  context: ServiceContext,
  input: Omit<QueryInput, "floorMs" | "known">,
  locked: LockedPayment,
): Promise<QueryOutcome> {
  const exchanges = collectExchanges(context, input.paymentId);
  const until = locked.lockedUntil;
  const lock = { id: input.paymentId, until, release: releasePaymentQueryLock, exchanges };
  return await withTakenQueryLock(context, lock, () =>
    queryAndApply(context, input, { ...locked, exchanges }),
  );
}

/** An answer releases the lock in its batch. */
async function queryAndApply(
  context: ServiceContext,
  input: Omit<QueryInput, "floorMs" | "known">,
  { payment, lockedUntil, known, exchanges }: LockedPayment & { readonly exchanges: Exchanges },
): Promise<QueryOutcome> {
  const { paymentId } = input;
  const account = context.accounts.get(payment.account_id);
  if (account === undefined) return noteMissingAccount(context, payment, { paymentId });
  if (input.skipIfCircuitOpen === true && context.circuits.stateOf(account.id, "query") === "open") {
    return { kind: "circuit_open" };
  }
  const result = await call(context, { input, payment, account, exchanges });
  const subject = { account, identity: payment.identity, ids: { paymentId } };
  const fact = factOfQuery(context, subject, result);
  if (fact === null) {
    return result.kind === "cannot_query"
      ? { kind: "cannot_query" }
      : { kind: "no_answer", queriedBefore: payment.last_query_at };
  }
  const { cause = "query", run } = input;
  const applied = await applyPaymentFacts(context, {
    paymentId,
    facts: [fact],
    cause,
    queried: payment,
    releasesLockUntil: lockedUntil,
    known,
    exchanges,
    ...(run === undefined ? {} : { completes: run.lease, syncRun: { step: run.step, answer: "answered" } }),
  });
  const report = fact.kind === "report" ? fact.report : null;
  const isRunCompleted = run !== undefined && applied !== undefined;
  return { kind: "answered", queried: payment, applied, report, isRunCompleted };
}

async function call(
  context: ServiceContext,
  about: {
    readonly input: Omit<QueryInput, "floorMs" | "known">;
    readonly payment: PaymentRecord;
    readonly account: ProviderAccount;
    readonly exchanges: Exchanges;
  },
): Promise<QueryResult> {
  const { input, payment, account, exchanges } = about;
  // A query has said "paid" without an amount: only the callback names it. The query that follows a callback at once
  // (step 0) asks for none, because the one that comes would be followed by another query, and so on without end.
  const followsCallback = input.run?.step === 0;
  const resendCallback = input.resendCallback === true || (isAmountMissing(payment) && !followsCallback);
  return await callProvider(context, {
    about: { paymentId: payment.id, accountId: account.id },
    doing: "querying",
    exchanges,
    call: () => account.adapter.queryPayment({ ...orderRefOf(context, payment), resendCallback }),
  });
}
