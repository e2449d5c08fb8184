/**
 * Compares one day's payments of one account with the provider: by the provider's statement where there is one,
 * else by a query for each payment. Every discrepancy is stored and reported as an event once.
 */
import type { Discrepancy } from "../../contract.ts";
import { fail, type Result, succeed } from "../../core/errors.ts";
import { parseProviderDecimal } from "../../core/money.ts";
import { resolvedAsFailed } from "../../core/payment/on-record.ts";
import { readExceptions } from "../../core/payment/status.ts";
import type { OrderReport } from "../../providers/contract.ts";
import { disabledEndpointList, endpointIdsOf } from "../../storage/repositories/disabled-endpoints.ts";
import type { PaymentRow } from "../../storage/repositories/payments.ts";
import {
  insertDiscrepancy,
  knownDiscrepancy,
  recordReconciliation,
} from "../../storage/repositories/reconciliations.ts";
import type { ProviderAccount, ServiceContext } from "../context.ts";
import { changeAndDeliver } from "../events/outbox.ts";
import { queryPayment } from "../payments/query-payment.ts";
import { paymentsOfDay } from "./days.ts";
import { matchStatement } from "./read-statement.ts";

export interface Reconciled {
  readonly account: string;
  readonly day: string;
  readonly source: "statement" | "query";
  /** How many orders were compared. */
  readonly checked: number;
  /** How many could not be compared, because the provider did not answer. */
  readonly unanswered: number;
  readonly discrepancies: readonly Discrepancy[];
}

/** Errors: `not_found`, `provider_unavailable`. A run that fails is recorded as not finished. */
export async function reconcileAccount(
  context: ServiceContext,
  input: { readonly accountId: string; readonly day: string },
): Promise<Result<Reconciled>> {
  const { accountId, day } = input;
  const account = context.accounts.get(accountId);
  if (account === undefined) return fail("not_found", "There is no such account.");
  const result =
    account.adapter.statement === undefined
      ? succeed(await byQuery(context, account, day))
      : await byStatement(context, account, day);
  const source = account.adapter.statement === undefined ? "query" : "statement";
  if (!result.ok) {
    const run = { accountId, day, source, checked: 0, finishedAt: null, error: result.detail } as const;
    await recordReconciliation(context.database.kysely, run);
    return result;
  }
  for (const discrepancy of result.value.discrepancies)
    await recordDiscrepancy(context, accountId, day, discrepancy);
  const { checked, unanswered } = result.value;
  await recordReconciliation(context.database.kysely, {
    accountId,
    day,
    source,
    checked,
    finishedAt: unanswered === 0 ? context.clock.now() : null,
    error: unanswered === 0 ? null : `${unanswered} orders got no answer`,
  });
  return result;
}

async function byStatement(
  context: ServiceContext,
  account: ProviderAccount,
  day: string,
): Promise<Result<Reconciled>> {
  const whole = await matchStatement(context, { account, day, type: null });
  if (!whole.ok) return whole;
  const { matched, discrepancies } = whole.value;
  // A payment that only the provider calls paid is queried: the answer, not the statement, changes our state.
  for (const { entry, payment } of matched) {
    if (!entry.isPaid || payment === undefined || payment.status === "succeeded") continue;
    await queryPayment(context, { paymentId: payment.id, floorMs: 0 });
  }
  const checked = matched.length;
  return succeed({ account: account.id, day, source: "statement", checked, unanswered: 0, discrepancies });
}

async function byQuery(context: ServiceContext, account: ProviderAccount, day: string): Promise<Reconciled> {
  const discrepancies: Discrepancy[] = [];
  let checked = 0;
  let unanswered = 0;
  for (const payment of await paymentsOfDay(context, { accountId: account.id, day })) {
    if (payment.status === "creating" || wasNeverMade(payment)) continue;
    const outcome = await queryPayment(context, { paymentId: payment.id, floorMs: 0 });
    if (outcome.kind !== "answered") {
      if (outcome.kind === "no_answer" || outcome.kind === "busy") unanswered++;
      continue;
    }
    checked++;
    discrepancies.push(...compare(payment, outcome.report));
  }
  return { account: account.id, day, source: "query", checked, unanswered, discrepancies };
}

/** The provider refused the payment before there was an order. */
function wasNeverMade({ status, failure_code: code }: PaymentRow): boolean {
  return status === "failed" && code !== "payment_failed" && code !== resolvedAsFailed.failure_code;
}

/** @param report null when the provider does not know the order. */
function compare(payment: PaymentRow, report: OrderReport | null): Discrepancy[] {
  const at = { orderNo: payment.order_no, paymentId: payment.id };
  if (report === null) {
    if (payment.status === "unknown") return [];
    return [
      { ...at, kind: "missing_there", detail: `the provider does not know it, here it is ${payment.status}` },
    ];
  }
  const paidThere = report.status === "succeeded";
  const paidHere = payment.status === "succeeded" && !readExceptions(payment).includes("reversed");
  if (paidThere !== paidHere && payment.status !== "review") {
    const detail = `the provider says ${report.status}, here it was ${payment.status}`;
    return [{ ...at, kind: "status_differs", detail }];
  }
  if (!paidThere || report.amountText === null) return [];
  const minor = parseProviderDecimal(report.amountText, payment.decimals);
  if (minor === BigInt(payment.received_minor)) return [];
  return [
    { ...at, kind: "amount_differs", detail: "the provider names another amount than was received here" },
  ];
}

async function recordDiscrepancy(
  context: ServiceContext,
  accountId: string,
  day: string,
  discrepancy: Discrepancy,
): Promise<void> {
  const now = context.clock.now();
  const isNew = await changeAndDeliver(context, {
    load: [knownDiscrepancy({ accountId, day, ...discrepancy }), disabledEndpointList({})],
    decide([[known], [disabled]], outbox) {
      if (known !== undefined || disabled === undefined) return { writes: [], result: false };
      const data = { discrepancy: { ...discrepancy, account: accountId, day } };
      const ids = { sessionId: null, paymentId: discrepancy.paymentId, payoutId: null };
      const event = { type: "reconciliation.discrepancy", data, ...ids, at: now } as const;
      const row = { accountId, day, ...discrepancy, now };
      return {
        writes: [insertDiscrepancy(row), ...outbox.record(event, endpointIdsOf(disabled))],
        result: true,
      };
    },
  });
  if (!isNew) return;
  context.metrics.count("discrepancies", { account: accountId, kind: discrepancy.kind });
  context.logger.warn(
    { accountId, day, kind: discrepancy.kind, orderNo: discrepancy.orderNo },
    "reconciliation found a discrepancy",
  );
}
