/** Compares an entry of a provider's statement with our order. Pure. */
import type { Discrepancy } from "../../contract.ts";
import { amountOf } from "../../core/amount-of.ts";
import { toIsoTime } from "../../core/clock.ts";
import { isSameAmount, toMoney } from "../../core/money.ts";
import type { StatementEntry } from "../../providers/contract.ts";
import { isAmountOnRecord } from "./compare-answer.ts";
import { type OurOrder, whichOrder } from "./our-order.ts";

/** An entry of a statement, with the order of ours that has its number. */
export interface MatchedEntry {
  readonly entry: StatementEntry;
  readonly order: OurOrder | undefined;
}

/** True when the provider lists the order as paid, and here it has not succeeded. */
export function isPaidOnlyThere({ entry, order }: MatchedEntry): boolean {
  return order !== undefined && order.row.status !== "succeeded" && entry.isPaid;
}

/** @param paysOut whether the account's payouts are made by this software. */
export function compareEntry(matched: MatchedEntry, paysOut: boolean): Discrepancy[] {
  const { entry, order } = matched;
  if (order === undefined) {
    // A transfer is another person's business, unless the account pays out through us.
    return entry.type === "transfer" && !paysOut ? [] : [missingHere(entry)];
  }
  const found: Discrepancy[] = [];
  const about = whichOrder(order);
  if (!isSameAmount(amountOf(order.row), entry.amount) && !isAmountOnRecord(order)) {
    found.push({ ...about, kind: "amount_differs", detail: `the provider lists ${amountText(entry)}` });
  }
  if (isPaidOnlyThere(matched)) {
    const detail = `the provider lists it as paid, here it is ${order.row.status}`;
    found.push({ ...about, kind: "status_differs", detail });
  }
  return found;
}

/** Money that we know nothing of, so the event has all that a person needs to look for it. */
function missingHere(entry: StatementEntry): Discrepancy {
  const { orderNo, providerOrderId, paidAt } = entry;
  const when = paidAt === null ? "" : `, paid at ${toIsoTime(paidAt)}`;
  const named = orderNo === "" ? " by its own number only" : "";
  return {
    kind: "missing_here",
    orderNo: orderNo === "" ? (providerOrderId ?? "") : orderNo,
    paymentId: null,
    detail: `the provider lists an order that is not ours${named}: ${amountText(entry)}${when}`,
  };
}

function amountText({ amount }: StatementEntry): string {
  return `${toMoney(amount).value} ${amount.currency}`;
}
