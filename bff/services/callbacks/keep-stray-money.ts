/**
 * Keeps verified money for an order that is not here, and tells the merchant once (rule 24). The order was made before
 * the database was restored from a backup, or by another system with the same account.
 *
 * Source: docs/rules.md#rule-24-a-restored-database-forgets-no-money
 */

import type { Discrepancy } from "../../contract.ts";
import { utcDay } from "../../core/days.ts";
import { mayBeOrderNo } from "../../core/ids.ts";
import type { CallbackFact } from "../../providers/contract.ts";
import { disabledEndpointList, endpointIdsOf } from "../../storage/repositories/disabled-endpoints.ts";
import {
  insertStrayMoney,
  type StrayMoneyRow,
  seeStrayMoneyAgain,
  strayMoneyOf,
} from "../../storage/repositories/stray-money.ts";
import type { ServiceContext } from "../context.ts";
import { discrepancyWrites } from "../events/discrepancy-writes.ts";
import { changeAndDeliver } from "../events/outbox.ts";

/** Of one account. Whoever can sign for the account cannot fill the database. */
const mostKept = 1_000;

/** A provider's text as it may be kept and shown: short, and without blanks and control characters. */
const short = (text: string | null, pattern: RegExp) => (text !== null && pattern.test(text) ? text : null);
const word = /^[\x21-\x7e]{1,64}$/;
const decimal = /^\d{1,30}(?:\.\d{1,18})?$/;
const symbol = /^[A-Za-z0-9]{1,20}$/;

export interface StrayReport {
  readonly accountId: string;
  readonly object: StrayMoneyRow["object"];
  /** Verified by the provider's signature. */
  readonly fact: CallbackFact;
}

/** Does nothing for a report that is not about money that has moved. */
export async function keepStrayMoney(context: ServiceContext, stray: StrayReport): Promise<void> {
  const { accountId, object } = stray;
  const { report, mustConfirm } = stray.fact;
  const { orderNo } = report;
  if (!mayBeOrderNo(orderNo) || (report.status !== "succeeded" && report.status !== "partially_paid")) return;
  const now = context.clock.now();
  const key = { accountId, orderNo };
  const row: StrayMoneyRow = {
    account_id: accountId,
    order_no: orderNo,
    object,
    provider_order_id: short(report.providerOrderId, word),
    amount: short(report.amountText, decimal),
    currency: short(report.currency, symbol),
    status: report.status,
    first_seen_at: now,
    last_seen_at: now,
    seen: 1,
  };
  const outcome = await changeAndDeliver(context, {
    load: [strayMoneyOf(key), disabledEndpointList({})],
    decide([[stored], [disabled]], outbox) {
      if (stored === undefined || disabled === undefined) throw new Error("each query has one row");
      if (Number(stored.known) > 0)
        return { writes: [seeStrayMoneyAgain({ ...key, at: now })], result: "seen" };
      if (Number(stored.kept) >= mostKept) return { writes: [], result: "too_many" };
      const day = utcDay(now);
      const found = { accountId, day, discrepancy: discrepancyOf(row, mustConfirm), now };
      const reported = discrepancyWrites(outbox, found, endpointIdsOf(disabled));
      return { writes: [insertStrayMoney(row), ...reported], result: "new" };
    },
  });
  if (outcome === "seen") return;
  context.metrics.count("discrepancies", { account: accountId, kind: "missing_here" });
  const message =
    outcome === "new"
      ? "money was reported for an order that is not here"
      : "money was reported for an order that is not here, and no more of these are kept";
  context.logger.error({ accountId, orderNo, outcome }, message);
}

function discrepancyOf(row: StrayMoneyRow, mustConfirm: boolean): Discrepancy {
  const amount = [row.amount, row.currency].filter((text) => text !== null).join(" ");
  const what = row.object === "payment" ? "paid" : "paid out";
  const detail = [
    `the provider's callback says ${row.status === "partially_paid" ? "partly " : ""}${what}`,
    ...(amount === "" ? [] : [amount]),
    ...(mustConfirm ? ["(not confirmed by a query)"] : []),
  ].join(" ");
  return { kind: "missing_here", orderNo: row.order_no, paymentId: null, detail };
}
