/** A provider's daily statement, matched against our own payments. */
import type { Discrepancy, StatementView } from "../../contract.ts";
import { toIsoTime } from "../../core/clock.ts";
import { fail, type Result, succeed } from "../../core/errors.ts";
import { toMoney } from "../../core/money.ts";
import type { StatementEntry } from "../../providers/contract.ts";
import { type PaymentRow, paymentByOrderNo } from "../../storage/repositories/payments.ts";
import type { ProviderAccount, ServiceContext } from "../context.ts";
import { paymentsOfDay, shiftDay, utcDay } from "./days.ts";

export interface StatementInput {
  readonly accountId: string;
  /** `yyyy-MM-dd`; today (UTC) when absent. */
  readonly day?: string | undefined;
  readonly type?: "payment" | "transfer" | undefined;
  readonly page: number;
  readonly pageSize: number;
}

interface Matched {
  readonly entry: StatementEntry;
  readonly payment: PaymentRow | undefined;
}

export interface WholeStatement {
  readonly matched: readonly Matched[];
  readonly discrepancies: readonly Discrepancy[];
}

/** The largest page that providers send. */
const providerPageSize = 2_000;
const maxProviderPages = 500;

/**
 * Reads and matches the whole day, so that the discrepancies are those of the day and not of a page. `page`
 * selects the entries to show.
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
  const whole = await matchStatement(context, { account, day, type: input.type ?? null });
  if (!whole.ok) return whole;
  const { matched, discrepancies } = whole.value;
  const first = (input.page - 1) * input.pageSize;
  return succeed({
    account: account.id,
    day,
    total: matched.length,
    entries: matched.slice(first, first + input.pageSize).map(({ entry, payment }) => ({
      orderNo: entry.orderNo,
      providerOrderId: entry.providerOrderId,
      type: entry.type,
      amount: toMoney(entry.amount),
      paidAt: entry.paidAt === null ? null : toIsoTime(entry.paidAt),
      paymentId: payment?.id ?? null,
    })),
    discrepancies: [...discrepancies],
  });
}

/** Reads one day's whole statement and lists where it and our payments disagree. */
export async function matchStatement(
  context: ServiceContext,
  input: {
    readonly account: ProviderAccount;
    readonly day: string;
    readonly type: "payment" | "transfer" | null;
  },
): Promise<Result<WholeStatement>> {
  const { account, day, type } = input;
  const entries = await readWhole(context, input);
  if (!entries.ok) return entries;
  const matched: Matched[] = [];
  for (const entry of entries.value) {
    const [payment] = await context.database.read(paymentByOrderNo({ orderNo: entry.orderNo }));
    matched.push({ entry, payment: payment?.account_id === account.id ? payment : undefined });
  }
  const discrepancies = matched.flatMap((pair) => compare(pair));
  if (type !== "transfer") {
    const missing = await missingThere(context, { account, day, entries: entries.value });
    if (!missing.ok) return missing;
    discrepancies.push(...missing.value);
  }
  return succeed({ matched, discrepancies });
}

async function readWhole(
  context: ServiceContext,
  input: {
    readonly account: ProviderAccount;
    readonly day: string;
    readonly type: "payment" | "transfer" | null;
  },
): Promise<Result<StatementEntry[]>> {
  const { account, day, type } = input;
  const { statement } = account.adapter;
  if (statement === undefined) {
    return fail("not_supported_by_provider", "This account's provider has no statement.");
  }
  const entries: StatementEntry[] = [];
  for (let page = 1; page <= maxProviderPages; page++) {
    const now = context.clock.now();
    const result = await statement({ day, type, page, pageSize: providerPageSize, now });
    if (result.kind !== "statement") {
      const why =
        result.kind === "refused" ? `refused the query (${result.code})` : `did not answer (${result.cause})`;
      context.logger.warn({ accountId: account.id, outcome: result.kind }, "statement could not be read");
      return fail("provider_unavailable", `The provider ${why}.`);
    }
    context.successes.note(account.id, now);
    entries.push(...result.entries);
    if (result.entries.length === 0 || entries.length >= result.total) return succeed(entries);
  }
  return fail("provider_unavailable", "The provider's statement has no end.");
}

function compare({ entry, payment }: Matched): Discrepancy[] {
  // A transfer is not made through this software, so it has nothing to be matched with.
  if (entry.type === "transfer") return [];
  const { orderNo } = entry;
  if (payment === undefined) {
    return [
      {
        kind: "missing_here",
        orderNo,
        paymentId: null,
        detail: "the provider lists an order that is not ours",
      },
    ];
  }
  const found: Discrepancy[] = [];
  const paymentId = payment.id;
  const sameCurrency = payment.currency === entry.amount.currency;
  if (!sameCurrency || BigInt(payment.amount_minor) !== entry.amount.minor) {
    const detail = `the provider lists ${toMoney(entry.amount).value} ${entry.amount.currency}`;
    found.push({ kind: "amount_differs", orderNo, paymentId, detail });
  }
  if (payment.status !== "succeeded" && entry.isPaid) {
    const detail = `the provider lists it as paid, here it is ${payment.status}`;
    found.push({ kind: "status_differs", orderNo, paymentId, detail });
  }
  return found;
}

/**
 * Succeeded payments that the provider does not list. The provider's day may begin at another hour, so the
 * statements of the days before and after are searched too.
 */
async function missingThere(
  context: ServiceContext,
  input: {
    readonly account: ProviderAccount;
    readonly day: string;
    readonly entries: readonly StatementEntry[];
  },
): Promise<Result<Discrepancy[]>> {
  const { account, day, entries } = input;
  const listed = new Set(entries.map((entry) => entry.orderNo));
  const ours = await paymentsOfDay(context, { accountId: account.id, day, status: "succeeded" });
  let missing = ours.filter((payment) => !listed.has(payment.order_no));
  for (const days of [-1, 1]) {
    if (missing.length === 0) break;
    const beside = await readWhole(context, { account, day: shiftDay(day, days), type: "payment" });
    if (!beside.ok) return beside;
    const listedBeside = new Set(beside.value.map((entry) => entry.orderNo));
    missing = missing.filter((payment) => !listedBeside.has(payment.order_no));
  }
  return succeed(
    missing.map((payment) => ({
      kind: "missing_there",
      orderNo: payment.order_no,
      paymentId: payment.id,
      detail: "the payment succeeded here and is not in the provider's statement",
    })),
  );
}
