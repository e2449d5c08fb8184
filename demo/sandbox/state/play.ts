import { fullText, parseMinor } from "../money.ts";
import type { Order, OrderStatus } from "./order.ts";
import type { OrderStore } from "./store.ts";

/** The actions on an order. Amounts are decimal text in the order's currency. */
export type Play =
  /**
   * Money arrives; without `amount`, all that is due. `final`: the provider counts a short amount as the
   * whole payment, even if it knows partial payments.
   */
  | { readonly action: "pay"; readonly amount?: string; readonly final?: boolean }
  | { readonly action: "fail"; readonly reason?: string }
  | { readonly action: "close" }
  /** `stillPaid`: a callback announces the reversal, but queries still report the order as paid. */
  | { readonly action: "reverse"; readonly stillPaid?: boolean };

export type Played =
  | { readonly ok: true; readonly order: Order }
  | { readonly ok: false; readonly why: string };

/** Changes the status of an order and sends its callback. */
export type Player = (order: Order, play: Play) => Played;

interface PlayerOptions {
  readonly store: OrderStore;
  readonly now: () => number;
  readonly knows: (order: Order) => { readonly partial: boolean; readonly reversal: boolean };
  readonly announce: (order: Order) => void;
}

const refuse = (why: string): Played => ({ ok: false, why });

/** An order that failed or was closed can still be paid late. */
const payable: readonly OrderStatus[] = ["pending", "partially_paid", "failed", "closed"];

export function createPlayer({ store, now, knows, announce }: PlayerOptions): Player {
  function settle(order: Order, change: Partial<Order>, what: string): Played {
    const updated = store.update(order, change, what);
    announce(updated);
    return { ok: true, order: updated };
  }

  function pay(order: Order, amount: string | undefined, final: boolean): Played {
    if (!payable.includes(order.status)) return refuse(`the order is ${order.status}`);
    const due = order.amountMinor - order.paidMinor;
    const arrived = amount === undefined ? due : parseMinor(amount, order.decimals);
    if (arrived === null || arrived <= 0n) {
      return refuse(`an amount is decimal text above zero with at most ${order.decimals} decimals`);
    }
    const paidMinor = order.paidMinor + arrived;
    const short = paidMinor < order.amountMinor && knows(order).partial && order.kind === "payment";
    const status = short && !final ? "partially_paid" : "succeeded";
    const change: Partial<Order> = { status, paidMinor, paidAt: now() };
    return settle(order, change, `${fullText(arrived, order.decimals)} ${order.currency} arrived`);
  }

  return (order, play) => {
    switch (play.action) {
      case "pay":
        return pay(order, play.amount, play.final ?? false);
      case "fail":
        if (order.status !== "pending") return refuse(`the order is ${order.status}`);
        return settle(
          order,
          { status: "failed", detail: { ...order.detail, reason: play.reason ?? "refused by the bank" } },
          "failed",
        );
      case "close":
        if (order.status !== "pending") return refuse(`the order is ${order.status}`);
        return settle(order, { status: "closed" }, "closed");
      case "reverse": {
        if (!knows(order).reversal) return refuse("this provider does not announce reversals");
        if (order.status !== "succeeded") return refuse(`the order is ${order.status}`);
        const detail = { ...order.detail, ...(play.stillPaid ? { queryStillSaysPaid: "true" } : {}) };
        return settle(order, { status: "reversed", detail }, "reversed");
      }
      default:
        return play satisfies never;
    }
  };
}
