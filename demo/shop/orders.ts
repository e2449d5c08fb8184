import { randomBytes, randomInt } from "node:crypto";
import type { Market } from "./catalog.ts";

/** Only a webhook sets `paid`: a customer's browser can claim anything. */
export type OrderStatus = "unpaid" | "paid" | "canceled" | "expired";

export interface Order {
  /** Unguessable, because it is part of the address of the order's pages. */
  readonly id: string;
  /** What customer and staff call the order. It is also the session's reference. */
  readonly number: string;
  readonly market: Market;
  readonly quantity: number;
  readonly totalMinor: bigint;
  readonly locale: string;
  readonly status: OrderStatus;
  /** Matters for the shop's staff, such as a second payment to refund, or a reversed one. */
  readonly notices: readonly string[];
  /** The checkout session of this order; null until it is created. Only the customer may see the token. */
  readonly session: { readonly id: string; readonly clientToken: string } | null;
  /** The webhooks about this order, each once, in order of arrival. */
  readonly events: readonly { readonly id: string; readonly type: string }[];
}

export type NewOrder = Pick<Order, "market" | "quantity" | "locale">;

/** The shop's orders. A real shop would store them in a database. */
export interface OrderBook {
  add(order: NewOrder): Order;
  find(id: string): Order | undefined;
  findByNumber(number: string): Order | undefined;
  update(id: string, change: Partial<Order>): void;
}

/** Letters and digits that nobody confuses. */
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
