/** A provider's daily statement, matched with our own orders. */

import type { Discrepancy, StatementView } from "../../contract.ts";
import { toIsoTime } from "../../core/clock.ts";
import { utcDay } from "../../core/days.ts";
import { readDisagreement } from "../../core/disagreements.ts";
import { fail, type Result, succeed } from "../../core/errors.ts";
import { toMoney } from "../../core/money.ts";
import type { ServiceContext } from "../context.ts";
import type { MatchedEntry } from "./compare-entry.ts";
import { compareStatement } from "./compare-statement.ts";

export interface StatementInput {
  readonly accountId: string;
  /** `yyyy-MM-dd`; today (UTC) when absent. */
  readonly day?: string | undefined;
  readonly type?: "payment" | "transfer" | undefined;
  readonly page: number;
  readonly pageSize: number;
}

/**
 * Reads and compares the whole day, so that the discrepancies are those of the day and not of a page. `page` selects
 * the entries to show.
 *
 * Errors: `not_found`, `not_supported_by_provider`, `provider_unavailable`.
 */
export async function readStatement(
  context: ServiceContext,
  input: StatementInput,
): Promise<Result<StatementView>> {
  const account = context.accounts.get(input.accountId);
  if (account === undefined) return fail("not_found", "There is no such account.");
  const day = input.day ?? utcDay(context.clock.now());
  const first = (input.page - 1) * input.pageSize;
  const shown: MatchedEntry[] = [];
  const discrepancies: Discrepancy[] = [];
  let total = 0;
  for await (const page of compareStatement(context, { account, day, type: input.type ?? null })) {
    if (!page.ok) return page;
    const { matched } = page.value;
    shown.push(...matched.slice(Math.max(0, first - total), Math.max(0, first + input.pageSize - total)));
    total += matched.length;
    discrepancies.push(...page.value.discrepancies.map(codedOf));
  }
  return succeed({ account: account.id, day, total, entries: shown.map(entryView), discrepancies });
}

function entryView({ entry, order }: MatchedEntry): StatementView["entries"][number] {
  const { orderNo, providerOrderId, type, amount, paidAt } = entry;
  return {
    orderNo,
    providerOrderId,
    type,
    amount: toMoney(amount),
    paidAt: paidAt === null ? null : toIsoTime(paidAt),
    paymentId: order?.kind === "payment" ? order.row.id : null,
    ...(order?.kind === "payout" ? { payoutId: order.row.id } : {}),
  };
}

function codedOf(found: Discrepancy): Discrepancy {
  return { ...found, ...readDisagreement(found.detail) };
}
