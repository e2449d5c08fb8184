import { randomBytes, randomInt } from "node:crypto";
import type { Market } from "./catalog.ts";

/** `paid` is set by a webhook alone: a customer's browser can claim anything. */
export type OrderStatus = "unpaid" | "paid" | "canceled" | "expired";

export interface Order {
  /** Unguessable: it is also the address of the order's pages. */
  readonly id: string;
  /** What customer and staff call it, and what the checkout knows it by. */
  readonly number: string;
  readonly market: Market;
  readonly quantity: number;
  readonly totalMinor: bigint;
  readonly locale: string;
  readonly status: OrderStatus;
  /** What the shop's staff must look at: a second payment to refund, money that went back. */
  readonly notices: readonly string[];
  /** The checkout session of this order; null until it is made. The token is the customer's alone. */
  readonly session: { readonly id: string; readonly clientToken: string } | null;
  /** Webhooks about this order, each once, in the order they came. */
  readonly events: readonly { readonly id: string; readonly type: string }[];
}

export type NewOrder = Pick<Order, "market" | "quantity" | "locale">;

/** The shop's orders. A real shop keeps them in its database. */
export interface OrderBook {
  add(order: NewOrder): Order;
  find(id: string): Order | undefined;
  findByNumber(number: string): Order | undefined;
  update(id: string, change: Partial<Order>): void;
}

/** Letters and digits that nobody takes for one another. */
const alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

function newNumber(): string {
  const letters = Array.from({ length: 8 }, () => alphabet[randomInt(alphabet.length)]);
  return `CS-${letters.join("")}`;
}

export function createOrderBook(): OrderBook {
  const orders = new Map<string, Order>();
  return {
    add({ market, quantity, locale }) {
      const order: Order = {
        id: randomBytes(16).toString("hex"),
        number: newNumber(),
        market,
        quantity,
        totalMinor: market.unitMinor * BigInt(quantity),
        locale,
        status: "unpaid",
        notices: [],
        session: null,
        events: [],
      };
      orders.set(order.id, order);
      return order;
    },
    find: (id) => orders.get(id),
    findByNumber: (number) => orders.values().find((order) => order.number === number),
    update(id, change) {
      const order = orders.get(id);
      if (order) orders.set(id, { ...order, ...change });
    },
  };
}
