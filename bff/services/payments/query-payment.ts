/** Queries the provider about one payment and applies the answer. One query at a time over all processes. */
import type { JobLease } from "../../core/decision.ts";
import type { Cause, PaymentRecord } from "../../core/records.ts";
import type { OrderReport, QueryResult } from "../../providers/contract.ts";
import {
  lockPaymentForQuery,
  releasePaymentQueryLock,
  releaseQueryLock,
} from "../../storage/repositories/query-locks.ts";
import type { ProviderAccount, ServiceContext } from "../context.ts";
import { callProvider } from "../runs/call-provider.ts";
import { factOfQuery } from "../runs/query-answer.ts";
import { queryLockMs } from "../runs/query-lock.ts";
import { type Applied, applyFact } from "./apply-fact.ts";
import { isAmountMissing, orderRefOf } from "./order-ref.ts";

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
  | { readonly kind: "no_answer" }
  /** The provider has no query for this order. Not an error. */
  | { readonly kind: "cannot_ask" }
  /** The account is not in the configuration; no provider was called. */
  | { readonly kind: "not_configured" }
  /** Another query is under way, or the last one was made within `floorMs`. */
  | { readonly kind: "busy" }
  /** The account's circuit is open; the provider was not called. */
  | { readonly kind: "circuit_open" }
  | { readonly kind: "gone" };

export interface QueryInput {
  readonly paymentId: string;
  /** The least time since the last query; 0: no limit. */
  readonly floorMs: number;
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
  const { database } = context;
  const { paymentId: id, floorMs } = input;
  const lockMs = queryLockMs(context);
  const lock = await lockPaymentForQuery(database, { id, now: context.clock.now(), lockMs, floorMs });
  if (lock.kind !== "locked") return lock;
  const { row, until } = lock;
  let isReleased = false;
  try {
    const outcome = await queryLocked(context, input, row, until);
    isReleased = outcome.kind === "answered";
    return outcome;
  } finally {
    if (!isReleased) await releaseQueryLock(database, releasePaymentQueryLock({ id, until }));
  }
}

/** @param lockedUntil the end of the lock, which an answer releases in its batch. */
async function queryLocked(
  context: ServiceContext,
  input: QueryInput,
  payment: PaymentRecord,
  lockedUntil: number,
): Promise<QueryOutcome> {
  const { paymentId } = input;
  const account = context.accounts.get(payment.account_id);
  if (account === undefined) {
    const about = { paymentId, accountId: payment.account_id };
    context.logger.warn(about, "the payment's account is not configured");
    return { kind: "not_configured" };
  }
  if (input.skipIfCircuitOpen === true && context.circuits.stateOf(account.id, "query") === "open") {
    return { kind: "circuit_open" };
  }
  const result = await call(context, { input, payment, account });
  const fact = factOfQuery(context, { accountId: account.id, ids: { paymentId } }, result);
  if (fact === null) return result.kind === "cannot_ask" ? { kind: "cannot_ask" } : { kind: "no_answer" };
  const { cause = "query", run } = input;
  const applied = await applyFact(context, {
    paymentId,
    facts: [fact],
    cause,
    queried: payment,
    releasesLockUntil: lockedUntil,
    ...(run === undefined ? {} : { completes: run.lease, syncStep: run.step }),
  });
  const report = fact.kind === "report" ? fact.report : null;
  const isRunCompleted = run !== undefined && applied !== undefined;
  return { kind: "answered", queried: payment, applied, report, isRunCompleted };
}

async function call(
  context: ServiceContext,
  about: {
    readonly input: QueryInput;
    readonly payment: PaymentRecord;
    readonly account: ProviderAccount;
  },
): Promise<QueryResult> {
  const { input, payment, account } = about;
  const resendCallback = input.resendCallback === true || isAmountMissing(payment);
  return await callProvider(context, {
    about: { paymentId: payment.id },
    doing: "querying",
    call: () => account.adapter.queryPayment({ ...orderRefOf(context, payment), resendCallback }),
  });
}
