/** In the providers' own world: customers pay, banks fail, money comes late or in another amount; operators look. */
import type { Database } from "../../../bff/storage/database.ts";
import type { SimulatedMerchant } from "./merchant.ts";
import type { HeldOrder } from "./orders.ts";
import type { SimulatedProvider } from "./provider.ts";
import type { Dice } from "./random.ts";
import type { VirtualTime } from "./virtual-time.ts";

export interface ProviderLifeOptions {
  readonly time: VirtualTime;
  readonly dice: Dice;
  readonly providers: ReadonlyMap<string, SimulatedProvider>;
  readonly merchant: SimulatedMerchant;
  readonly database: Database;
  /** Epoch ms. */
  readonly start: number;
  readonly watchOpenPayments: () => Promise<void>;
}

const minutes = 60_000;
const hours = 60 * minutes;

export function playProvider(options: ProviderLifeOptions): void {
  const { time, dice, providers, merchant, database, start } = options;
  const settle = (provider: SimulatedProvider, order: HeldOrder, paid: bigint) =>
    provider.change(order, "succeeded", paid);

  function play(provider: SimulatedProvider, order: HeldOrder): void {
    if (order.status === "pending" && dice.chance(0.5)) {
      if (order.kind === "payment") fate(provider, order);
      else provider.change(order, dice.chance(0.7) ? "succeeded" : "failed", order.amountMinor);
    } else if (order.kind === "payout") {
      return;
    } else if (order.status === "canceled" && dice.chance(0.1)) {
      settle(provider, order, order.amountMinor);
    } else if (order.status === "partially_paid" && dice.chance(0.5)) {
      settle(provider, order, order.amountMinor);
    } else if (order.status === "succeeded" && dice.chance(0.03)) {
      provider.change(order, "reversed", 0n);
    }
  }

  function fate(provider: SimulatedProvider, order: HeldOrder): void {
    const roll = dice.next();
    if (roll < (provider.namesAmount ? 0.6 : 0.74)) settle(provider, order, order.amountMinor);
    else if (roll < 0.67) settle(provider, order, order.amountMinor / 2n);
    else if (roll < 0.74) settle(provider, order, order.amountMinor + 100n);
    else if (roll < 0.82) provider.change(order, "partially_paid", order.amountMinor / 3n);
    else if (roll < 0.92) provider.change(order, "failed", 0n);
  }

  /** What software cannot decide, a person decides by what the provider's books say. */
  async function operate(): Promise<void> {
    const [row] = await database.kysely
      .selectFrom("payments")
      .select(["id", "order_no", "account_id"])
      .where("status", "=", "review")
      .orderBy("created_at")
      .limit(1)
      .execute();
    if (row === undefined) return;
    await merchant.settle(row.id, providers.get(row.account_id)?.book.all.get(row.order_no));
  }

  async function live(): Promise<void> {
    for (const provider of providers.values()) {
      for (const order of provider.book.all.values()) play(provider, order);
    }
    if (dice.chance(0.2)) await operate();
    await options.watchOpenPayments();
    if (time.now() < start + 5 * hours) time.after(dice.whole(30_000, 40 * minutes), live);
  }

  time.after(dice.whole(1_000, 5 * minutes), live);
}
