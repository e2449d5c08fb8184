/** The provider accounts as merchants see them: their capabilities, their circuits and their balances. */

import type { AccountMethod } from "../../config/types.ts";
import { type AccountView, type BalanceView, paymentMethod } from "../../contract.ts";
import { toIsoTime } from "../../core/clock.ts";
import { dayMs } from "../../core/days.ts";
import { driftKinds } from "../../core/drift.ts";
import { fail, type Result, succeed } from "../../core/errors.ts";
import { type Amount, formatDecimal, toMoney } from "../../core/money.ts";
import { type AccountDriftRow, listDrift } from "../../storage/repositories/account-drift.ts";
import type { ProviderAccount, ServiceContext } from "../context.ts";

const shownDriftMs = 7 * dayMs;

/** Operations with a circuit of their own. */
const operations = ["create", "query", "cancel", "payout", "balance", "statement"] as const;

export async function listAccounts(
  context: ServiceContext,
): Promise<Result<{ readonly data: AccountView[] }>> {
  const successes = await context.successes.read();
  const since = context.clock.now() - shownDriftMs;
  const drift = await listDrift(context.database.kysely, { since });
  const data = [...context.accounts.values()].map((account) =>
    accountView(context, account, {
      lastSuccessAt: successes.get(account.id),
      drift: drift.filter((row) => row.account_id === account.id),
    }),
  );
  return succeed({ data });
}

function accountView(
  context: ServiceContext,
  account: ProviderAccount,
  {
    lastSuccessAt,
    drift,
  }: { readonly lastSuccessAt: number | undefined; readonly drift: readonly AccountDriftRow[] },
): AccountView {
  const { capabilities } = account.adapter;
  const circuits = Object.fromEntries(
    operations
      .filter((operation) => capabilities.includes(operation))
      .map((operation) => [operation, context.circuits.stateOf(account.id, operation)] as const),
  );
  const states = Object.values(circuits);
  const worst = states.includes("open") ? "open" : states.includes("half_open") ? "half_open" : "closed";
  return {
    id: account.id,
    object: "account",
    provider: account.provider,
    methods: account.methods.map(methodView),
    capabilities: [...capabilities],
    circuits,
    circuit: worst,
    drift: drift.flatMap((row) => {
      const kind = driftKinds.find((each) => each === row.kind);
      const { name, first_seen_at, last_seen_at } = row;
      const times = { firstSeenAt: toIsoTime(first_seen_at), lastSeenAt: toIsoTime(last_seen_at) };
      return kind === undefined ? [] : [{ kind, name, ...times }];
    }),
    lastSuccessAt: lastSuccessAt === undefined ? null : toIsoTime(lastSuccessAt),
  };
}

function methodView(method: AccountMethod): AccountView["methods"][number] {
  const text = (minor: bigint | null) => (minor === null ? null : formatDecimal(minor, method.decimals));
  return {
    method: paymentMethod.parse(method.method),
    channel: method.channel,
    currency: method.currency,
    countries: method.countries === null ? null : [...method.countries],
    min: text(method.minMinor),
    max: text(method.maxMinor),
  };
}

/**
 * Calls the provider. Errors: `not_found`, `not_supported_by_provider`, `provider_unavailable` (no answer, or
 * the provider refused the query).
 */
export async function readBalance(
  context: ServiceContext,
  input: { readonly accountId: string },
): Promise<Result<BalanceView>> {
  const account = context.accounts.get(input.accountId);
  if (account === undefined) return fail("not_found", "There is no such account.");
  const { balance } = account.adapter;
  if (balance === undefined) {
    return fail("not_supported_by_provider", "This account's provider has no balance call.");
  }
  const now = context.clock.now();
  const result = await balance(now);
  if (result.kind !== "balance") {
    const why =
      result.kind === "refused" ? `refused the query (${result.code})` : `did not answer (${result.cause})`;
    context.logger.warn({ accountId: account.id, outcome: result.kind }, "balance could not be read");
    return fail("provider_unavailable", `The provider ${why}.`);
  }
  context.successes.note(account.id, now);
  const money = (amount: Amount | null) => (amount === null ? null : toMoney(amount));
  return succeed({
    available: money(result.available),
    total: money(result.total),
    frozen: money(result.frozen),
    asOf: toIsoTime(now),
  });
}
