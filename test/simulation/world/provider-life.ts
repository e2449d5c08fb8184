/** In the providers' own world: customers pay, banks fail, money comes late or in another amount; operators look. */
import type { Database } from "../../../bff/storage/engine/database.ts";
import type { Switchboard } from "./hostile-switches.ts";
import type { SimulatedMerchant } from "./merchant.ts";
import type { Misfortunes } from "./misfortunes.ts";
import type { HeldOrder } from "./orders.ts";
import type { SimulatedProcess } from "./process.ts";
import type { SimulatedProvider } from "./provider.ts";
import type { Dice } from "./random.ts";
import type { VirtualTime } from "./virtual-time.ts";

export interface ProviderLifeOptions {
  readonly time: VirtualTime;
  readonly dice: Dice;
  readonly switchboard: Switchboard;
  readonly providers: ReadonlyMap<string, SimulatedProvider>;
  readonly merchant: SimulatedMerchant;
  readonly database: Database;
  /** Epoch ms. */
  readonly start: number;
}

const minutes = 60_000;
const hours = 60 * minutes;
/** A payout is in review four days after its creation at the latest. */
const firstLook = 102 * hours;
const lastLook = 160 * hours;
/** After its expiry, whatever the row says. */
const shortestWatchMs = 24 * hours;

export function playProviders(options: ProviderLifeOptions): void {
  const { time, dice, switchboard, providers, merchant, database, start } = options;
  const settle = (provider: SimulatedProvider, order: HeldOrder) =>
    provider.change(order, "succeeded", order.amountMinor);

  function playPayout(provider: SimulatedProvider, order: HeldOrder): void {
    // A bank sends it back.
    if (order.status === "succeeded" && dice.chance(0.1)) provider.change(order, "reversed", 0n);
    if (order.status !== "pending" || !dice.chance(0.5)) return;
    provider.change(order, dice.chance(0.7) ? "succeeded" : "failed", order.amountMinor);
  }

  function playPaid(provider: SimulatedProvider, order: HeldOrder): void {
    if (order.paidMinor < order.amountMinor && dice.chance(0.3)) settle(provider, order);
    else if (dice.chance(0.05) && provider.knows?.reversal !== false) provider.change(order, "reversed", 0n);
  }

  /** Who pays at the last moment does not pay before. */
  function isLeftToTheLast({ createdAt }: HeldOrder): boolean {
    if (switchboard.happens("lostLastQueries", 0.95) || switchboard.happens("ordersLeftPayable", 0.5))
      return true;
    if (time.now() >= createdAt + 65 * minutes) return false;
    // A part that comes after the expiry goes to a person.
    return switchboard.happens("moneyAtTheExpiry", 0.7) || switchboard.happens("operatorsBetween", 0.4);
  }

  /** Of some, no more comes; of others, at a time of its own. */
  function isPartLeft(): boolean {
    return switchboard.isOn("operatorsBetween") || switchboard.isOn("paidInParts");
  }

  function playPayment(provider: SimulatedProvider, order: HeldOrder): void {
    switch (order.status) {
      case "pending":
        if (dice.chance(0.5) && !isLeftToTheLast(order)) fate(provider, order);
        return;
      case "partially_paid":
        if (dice.chance(0.5) && !isPartLeft()) settle(provider, order);
        return;
      case "canceled":
      case "failed":
        // Somebody pays all the same.
        if (dice.chance(0.1)) settle(provider, order);
        return;
      case "succeeded":
        playPaid(provider, order);
        return;
      case "reversed":
        return;
      default:
        order.status satisfies never;
    }
  }

  function fate(provider: SimulatedProvider, order: HeldOrder): void {
    if (provider.knows?.partial !== false && switchboard.happens("operatorsBetween", 0.6)) {
      provider.change(order, "partially_paid", order.amountMinor / 3n);
      return;
    }
    const roll = dice.next();
    const { knows = { partial: true, reversal: true } } = provider;
    // One that names no amount has no word for another amount than the ordered one, but "partially paid".
    const mayDiffer = provider.answers !== "as_ordered";
    if (roll < (mayDiffer ? 0.6 : 0.74)) settle(provider, order);
    else if (roll < 0.67) provider.change(order, "succeeded", order.amountMinor / 2n);
    else if (roll < 0.74) provider.change(order, "succeeded", order.amountMinor + 100n);
    else if (roll < 0.82 && !knows.partial) settle(provider, order);
    else if (roll < 0.82) provider.change(order, "partially_paid", order.amountMinor / 3n);
    else if (roll < 0.92) provider.change(order, "failed", 0n);
  }

  async function operate(): Promise<void> {
    await operateOn("payments");
    await operateOn("payouts");
  }

  /** What software cannot decide, a person decides by what the provider's books say. */
  async function operateOn(table: "payments" | "payouts"): Promise<void> {
    const row = await database.kysely
      .selectFrom(table)
      .select(["id", "order_no", "account_id"])
      .where("status", "=", "review")
      .orderBy("created_at")
      .limit(1)
      .executeTakeFirst();
    if (row === undefined) return;
    await merchant.settle(row.id, providers.get(row.account_id)?.book.all.get(row.order_no));
  }

  async function live(): Promise<void> {
    for (const provider of providers.values()) {
      for (const order of provider.book.all.values()) {
        if (order.kind === "payout") playPayout(provider, order);
        else playPayment(provider, order);
      }
    }
    if (dice.chance(0.2) || switchboard.isOn("operatorsBetween")) await operate();
    if (time.now() < start + 5 * hours) time.after(dice.whole(30_000, 40 * minutes), live);
  }

  /** A payout whose end nobody could say is looked at when its watch is over. */
  async function lookAtPayouts(): Promise<void> {
    await operateOn("payouts");
    if (time.now() < start + lastLook) time.after(2 * hours, lookAtPayouts);
  }

  time.after(dice.whole(1_000, 5 * minutes), live);
  time.after(firstLook, lookAtPayouts);
}

/** Each provider says in the end what became of money that goes out. */
export function endPayouts({ dice, providers }: Pick<ProviderLifeOptions, "dice" | "providers">): void {
  for (const provider of providers.values()) {
    for (const order of provider.book.all.values()) {
      if (order.kind === "payout" && order.status === "pending")
        provider.change(order, dice.pick(["succeeded", "failed"]), order.amountMinor);
    }
  }
}

/** An order that nobody has paid is paid shortly before its watch ends, and no callback tells: one question is left. */
export async function payAtTheLastMoment(
  options: Pick<ProviderLifeOptions, "time" | "dice" | "providers" | "database"> & {
    readonly misfortunes: Misfortunes;
    /** The provider answers 500 when the watch ends, or no process runs then. */
    readonly isLastQueryLost: boolean;
    readonly up: () => readonly SimulatedProcess[];
  },
): Promise<void> {
  const { time, dice, providers, database } = options;
  const payments = await database.kysely
    .selectFrom("payments")
    .select(["account_id", "order_no", "expires_at", "watch_until"])
    .where("status", "=", "expired")
    .orderBy("created_at")
    .execute();
  for (const { account_id, order_no, expires_at, ...row } of payments) {
    const watch_until = Math.max(row.watch_until, expires_at + shortestWatchMs);
    if (watch_until <= time.now() + hours) continue;
    const provider = providers.get(account_id);
    const order = provider?.book.all.get(order_no);
    if (provider === undefined || order?.status !== "pending") continue;
    const at = watch_until - dice.whole(1_000, 30 * minutes);
    if (options.isLastQueryLost) loseLastQuery(order, { ...options, at, watchUntil: watch_until });
    time.after(at - time.now(), async () => {
      if (order.status === "pending") provider.changeSilently(order, "succeeded", order.amountMinor);
    });
    if (!options.isLastQueryLost) return;
  }
}

function loseLastQuery(
  order: HeldOrder,
  options: {
    readonly time: VirtualTime;
    readonly dice: Dice;
    readonly misfortunes: Misfortunes;
    readonly up: () => readonly SimulatedProcess[];
    readonly at: number;
    readonly watchUntil: number;
  },
): void {
  const { time, dice, misfortunes, up, at, watchUntil } = options;
  const backAt = dice.chance(0.5) ? watchUntil + dice.whole(10_000, 10 * minutes) : 0;
  order.silentFrom = at;
  order.silentUntil = Math.max(backAt, watchUntil) + dice.whole(10_000, 30 * minutes);
  if (backAt === 0) return;
  time.after(watchUntil - 10_000 - time.now(), async () => {
    misfortunes.downUntil = backAt;
    for (const process of up()) process.die();
  });
}
