import { randomToken } from "../ids.ts";
import type { NewOrder, Order, ProviderId } from "./order.ts";

/** Which orders to list. */
export interface OrderFilter {
  readonly provider?: ProviderId;
  readonly kind?: Order["kind"];
}

/** Every order of every provider, in memory. Orders are replaced, never changed in place. */
export interface OrderStore {
  list(filter?: OrderFilter): Order[];
  find(provider: ProviderId, kind: Order["kind"], orderNo: string): Order | undefined;
  findWhere(matches: (order: Order) => boolean): Order | undefined;
  /** Adds a new order. `undefined` if the merchant's number is taken. */
  add(order: NewOrder): Order | undefined;
  /** Applies `change` and adds `what` to the history, unless it is null. */
  update(order: Order, change: Partial<Order>, what: string | null): Order;
  clear(): void;
}

const keyOf = (order: Pick<Order, "provider" | "kind" | "orderNo">) =>
  `${order.provider} ${order.kind} ${order.orderNo}`;

/** `now` gives epoch ms. `known`: orders that are there from the start. */
export function createOrderStore(now: () => number, known: readonly Order[] = []): OrderStore {
  const orders = new Map(known.map((order) => [keyOf(order), order]));
  return {
    list: ({ provider, kind } = {}) =>
      [...orders.values()].filter(
        (order) => (!provider || order.provider === provider) && (!kind || order.kind === kind),
      ),
    find: (provider, kind, orderNo) => orders.get(keyOf({ provider, kind, orderNo })),
    findWhere: (matches) => orders.values().find(matches),
    add(order) {
      const key = keyOf(order);
      if (orders.has(key)) return undefined;
      const at = now();
      const added: Order = {
        ...order,
        token: randomToken(),
        paidMinor: 0n,
        status: "pending",
        createdAt: at,
        updatedAt: at,
        paidAt: null,
        history: [{ at, what: `created by ${order.via}` }],
        callbacks: [],
      };
      orders.set(key, added);
      return added;
    },
    update(order, change, what) {
      const current = orders.get(keyOf(order)) ?? order;
      const at = now();
      const history = what === null ? current.history : [...current.history, { at, what }];
      const updated: Order = { ...current, ...change, updatedAt: at, history };
      // An order that a reset has removed stays removed.
      if (orders.has(keyOf(order))) orders.set(keyOf(order), updated);
      return updated;
    },
    clear: () => orders.clear(),
  };
}
