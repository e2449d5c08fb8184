/** Compares an entry of a provider's statement with our order. Pure. */
import type { Discrepancy } from "../../contract.ts";
import { amountOf } from "../../core/amount-of.ts";
import { toIsoTime } from "../../core/clock.ts";
import { sayDisagreement } from "../../core/disagreements.ts";
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
    found.push({
      ...about,
      kind: "amount_differs",
      detail: sayDisagreement("lists_amount", toMoneyText(entry)),
    });
  }
  if (isPaidOnlyThere(matched)) {
    const detail = sayDisagreement("lists_as_paid", { status: order.row.status });
    found.push({ ...about, kind: "status_differs", detail });
  }
  return found;
}

/** Money that we know nothing of, so the event has all that a person needs to look for it. */
function missingHere(entry: StatementEntry): Discrepancy {
  const { orderNo, providerOrderId, paidAt } = entry;
  const isNumbered = orderNo !== "";
  const amount = toMoneyText(entry);
  return {
    kind: "missing_here",
    orderNo: isNumbered ? orderNo : (providerOrderId ?? ""),
    paymentId: null,
    detail:
      paidAt === null
        ? sayDisagreement(isNumbered ? "not_ours" : "not_ours_unnumbered", amount)
        : sayDisagreement(isNumbered ? "not_ours_at" : "not_ours_unnumbered_at", {
            ...amount,
            paidAt: toIsoTime(paidAt),
          }),
  };
}

function toMoneyText({ amount }: StatementEntry): { readonly amount: string; readonly currency: string } {
  return { amount: toMoney(amount).value, currency: amount.currency };
}
