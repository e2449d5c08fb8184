/**
 * Compares one day's statement with our orders, a page of the provider's at a time. Of the day as a whole only the
 * numbers of our orders that are not listed yet are in memory.
 */
import type { Discrepancy } from "../../contract.ts";
import { shiftDay, timesOf } from "../../core/days.ts";
import { sayDisagreement } from "../../core/disagreements.ts";
import { type Result, succeed } from "../../core/errors.ts";
import type { StatementEntry, StatementRequest } from "../../providers/contract.ts";
import { paymentByOrderNo } from "../../storage/repositories/payments.ts";
import { payoutByOrderNo } from "../../storage/repositories/payouts.ts";
import { ordersPerPage, succeededOrders } from "../../storage/repositories/reconciliation-orders.ts";
import type { ProviderAccount, ServiceContext } from "../context.ts";
import { compareEntry, type MatchedEntry } from "./compare-entry.ts";
import { type OurOrder, whichOrder } from "./our-order.ts";
import { statementPages } from "./statement-pages.ts";

export interface StatementOfDay {
  readonly account: ProviderAccount;
  readonly day: string;
  readonly type: StatementRequest["type"];
}

export interface ComparedPage {
  readonly matched: readonly MatchedEntry[];
  readonly discrepancies: readonly Discrepancy[];
}

/**
 * The last page has no entries, only the discrepancies of orders that the provider does not list. A result that is an
 * error ends the pages: `not_supported_by_provider`, `provider_unavailable`.
 */
export async function* compareStatement(
  context: ServiceContext,
  input: StatementOfDay,
): AsyncGenerator<Result<ComparedPage>, void> {
  const { account } = input;
  const paysOut = account.adapter.payouts !== undefined;
  const unlisted = await succeededOf(context, input);
  for await (const page of statementPages(context, input)) {
    if (!page.ok) {
      yield page;
      return;
    }
    const matched = await matchEntries(context, account, page.value);
    for (const { entry } of matched) unlisted.delete(entry.orderNo);
    yield succeed({ matched, discrepancies: matched.flatMap((pair) => compareEntry(pair, paysOut)) });
  }
  yield await missingThere(context, input, unlisted);
}

type Unlisted = Map<string, Pick<Discrepancy, "orderNo" | "paymentId" | "payoutId">>;

/** Our orders of the day that succeeded, by number: those of the kinds that the statement should list. */
async function succeededOf(context: ServiceContext, input: StatementOfDay): Promise<Unlisted> {
  const { account, day, type } = input;
  const unlisted: Unlisted = new Map();
  const kinds = [
    ...(type === "transfer" ? [] : (["payment"] as const)),
    ...(type === "payment" || account.adapter.payouts === undefined ? [] : (["payout"] as const)),
  ];
  const { from, to } = timesOf(day);
  for (const kind of kinds) {
    let after = { createdAt: from, id: "" };
    for (;;) {
      const rows = await context.database.read(
        succeededOrders[kind]({ accountId: account.id, to, ...after }),
      );
      for (const row of rows) unlisted.set(row.order_no, whichOrder({ kind, row }));
      const last = rows.at(-1);
      if (last === undefined || rows.length < ordersPerPage) break;
      after = { createdAt: last.created_at, id: last.id };
    }
  }
  return unlisted;
}

async function matchEntries(
  context: ServiceContext,
  account: ProviderAccount,
  entries: readonly StatementEntry[],
): Promise<MatchedEntry[]> {
  const matched: MatchedEntry[] = [];
  for (let first = 0; first < entries.length; first += ordersPerPage) {
    const some = entries.slice(first, first + ordersPerPage);
    const [payments, payouts] = await Promise.all([
      context.database.readAll(some.map(({ orderNo }) => paymentByOrderNo({ orderNo }))),
      context.database.readAll(some.map(({ orderNo }) => payoutByOrderNo({ orderNo }))),
    ]);
    for (const [index, entry] of some.entries()) {
      const payment = payments[index]?.[0];
      const payout = payouts[index]?.[0];
      const order: OurOrder | undefined =
        payment === undefined ? payout && { kind: "payout", row: payout } : { kind: "payment", row: payment };
      matched.push({ entry, order: order?.row.account_id === account.id ? order : undefined });
    }
  }
  return matched;
}

/**
 * Orders that succeeded and that the provider does not list. The provider's day may begin at another hour, so the
 * statements of the days before and after are searched, too.
 */
async function missingThere(
  context: ServiceContext,
  input: StatementOfDay,
  unlisted: Unlisted,
): Promise<Result<ComparedPage>> {
  for (const days of [-1, 1]) {
    if (unlisted.size === 0) break;
    const beside = { ...input, day: shiftDay(input.day, days) };
    for await (const page of statementPages(context, beside)) {
      if (!page.ok) return page;
      for (const { orderNo } of page.value) unlisted.delete(orderNo);
    }
  }
  const discrepancies = Array.from(unlisted.values(), (about) => ({
    ...about,
    kind: "missing_there" as const,
    detail: sayDisagreement("not_listed", {}),
  }));
  return succeed({ matched: [], discrepancies });
}
