/**
 * Compares what is open with the configuration (rule 22). What is not covered loses nothing and ends nothing; it waits.
 *
 * Source: docs/rules.md#rule-22-a-smaller-configuration-loses-nothing
 */
import type { CheckoutConfig } from "../../config/types.ts";
import { createCurrencies } from "../../core/money.ts";
import type { Executor } from "../../storage/engine/database.ts";
import { type OpenOrders, openOrders, waitingDeliveries } from "../../storage/repositories/open-work.ts";

export interface Uncovered {
  readonly why: "account_missing" | "merchant_changed" | "currency_changed" | "endpoint_missing";
  /** The account's or the endpoint's id. */
  readonly id: string;
  readonly payments: number;
  readonly payouts: number;
  readonly deliveries: number;
  /** For a person: which, how many, and what becomes of them. */
  readonly sentence: string;
}

/** What the comparison needs of the configuration. */
export type Coverage = Pick<CheckoutConfig, "coins"> & {
  readonly accounts: readonly Pick<CheckoutConfig["accounts"][number], "id" | "identity">[];
  readonly merchant: Pick<CheckoutConfig["merchant"], "webhooks">;
};

/** In the order of ids, accounts first. Empty when everything is covered. */
export async function findUncovered(executor: Executor, config: Coverage): Promise<Uncovered[]> {
  const orders = await openOrders(executor);
  const ids = [...new Set(orders.map(({ accountId }) => accountId))].sort();
  const ofAccounts = ids.flatMap((id) =>
    uncoveredOf(
      id,
      orders.filter((order) => order.accountId === id),
      config,
    ),
  );
  const known = new Set(config.merchant.webhooks.flatMap(({ id, addressId }) => [id, addressId]));
  const waiting = await waitingDeliveries(executor);
  const ofEndpoints = waiting
    .filter(({ endpointId }) => !known.has(endpointId))
    .map(({ endpointId: id, count: deliveries }): Uncovered => {
      const sentence = `${id}: no such webhook endpoint is configured; ${deliveries} deliveries wait for it`;
      return { why: "endpoint_missing", id, payments: 0, payouts: 0, deliveries, sentence };
    });
  return [...ofAccounts, ...ofEndpoints];
}

function uncoveredOf(id: string, orders: readonly OpenOrders[], config: Coverage): Uncovered[] {
  const account = config.accounts.find((candidate) => candidate.id === id);
  if (account === undefined) {
    return toUncovered("account_missing", id, orders, "no such account is configured", "wait for it");
  }
  const { decimalsOf } = createCurrencies(config.coins);
  const strange = orders.filter(({ identity }) => identity !== null && identity !== account.identity);
  const rescaled = orders.filter(({ currency, decimals }) => decimalsOf(currency) !== decimals);
  const currencies = [...new Set(rescaled.map(({ currency }) => currency))].join(", ");
  return [
    ...toUncovered(
      "merchant_changed",
      id,
      strange,
      "other credentials or another address",
      "wait for the old ones",
    ),
    ...toUncovered(
      "currency_changed",
      id,
      rescaled,
      `${currencies} has other decimals, or is not known`,
      "go on",
    ),
  ];
}

function toUncovered(
  why: Uncovered["why"],
  id: string,
  orders: readonly OpenOrders[],
  reason: string,
  fate: string,
): Uncovered[] {
  if (orders.length === 0) return [];
  const sum = (object: OpenOrders["object"]) =>
    orders.filter((order) => order.object === object).reduce((total, { count }) => total + count, 0);
  const payments = sum("payments");
  const payouts = sum("payouts");
  const sentence = `${id}: ${reason}; ${payments} open payments and ${payouts} open payouts ${fate}`;
  return [{ why, id, payments, payouts, deliveries: 0, sentence }];
}
