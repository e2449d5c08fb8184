/** Every call that an adapter can make, prepared with the order that it is about. */
import type { PaymentOrder, PayoutOrder, ProviderAdapter } from "../../../bff/providers/contract.ts";
import type { AccountCase, AskedCall, MethodCase, PayoutCase } from "../data-shape.ts";
import { orderRef, paymentOrder, payoutOrder, payoutRef } from "./orders.ts";

export interface PreparedCall {
  readonly name: AskedCall;
  /** Our number of the order; empty where the call is about none. */
  readonly orderNo: string;
  /** Makes the call and gives what the adapter made of the answer. */
  readonly make: () => Promise<{ readonly kind: string }>;
}

export interface CallWish {
  readonly adapter: ProviderAdapter;
  /** Makes the call itself, where that is to be another one. */
  readonly caller?: ProviderAdapter;
  readonly account: AccountCase;
  readonly name: AskedCall;
  /** Position of the method or payout; default 0. */
  readonly nth?: number;
  /** Does not create the order of the call, so the provider does not know it. */
  readonly withoutOrder?: boolean;
}

/** The calls of this adapter, by its methods. */
export function callsOf(adapter: ProviderAdapter, account: AccountCase): AskedCall[] {
  const hasPayouts = adapter.payouts !== undefined && account.payouts.length > 0;
  return [
    ...(account.createsInBrowser ? [] : (["create"] as const)),
    "query",
    ...(adapter.cancelPayment ? (["cancel"] as const) : []),
    ...(hasPayouts ? (["payout", "payout_query"] as const) : []),
    ...(adapter.balance ? (["balance"] as const) : []),
    ...(adapter.statement ? (["statement"] as const) : []),
    "probe",
  ];
}

/** Creates what the call needs, and leaves the call itself to be made. */
export async function prepareCall(wish: CallWish): Promise<PreparedCall> {
  const { adapter, caller = adapter, name, withoutOrder = false } = wish;
  const needsNoOrder = (make: PreparedCall["make"]): PreparedCall => ({ name, orderNo: "", make });
  switch (name) {
    case "create": {
      const order = paymentOrder(methodCase(wish));
      return { name, orderNo: order.orderNo, make: () => caller.createPayment(order) };
    }
    case "query":
    case "cancel": {
      const order = paymentOrder(methodCase(wish));
      const created = withoutOrder ? null : await createAtProvider(adapter, order);
      const ref = orderRef(order, created);
      const { cancelPayment } = caller;
      const make = () => (name === "query" || !cancelPayment ? caller.queryPayment(ref) : cancelPayment(ref));
      return { name, orderNo: order.orderNo, make };
    }
    case "payout": {
      const order = payoutOrder(payoutCase(wish));
      return { name, orderNo: order.orderNo, make: () => payoutsOf(caller).create(order) };
    }
    case "payout_query": {
      const order = payoutOrder(payoutCase(wish));
      const id = withoutOrder ? null : await payOutAtProvider(adapter, order);
      const ref = payoutRef(order, id);
      return { name, orderNo: order.orderNo, make: () => payoutsOf(caller).query(ref) };
    }
    case "balance": {
      const { balance } = caller;
      if (!balance) throw new Error("has no balance");
      return needsNoOrder(() => balance(Date.now()));
    }
    case "statement": {
      const { statement } = caller;
      if (!statement) throw new Error("has no statement");
      return needsNoOrder(() => statement({ ...statementRequest(), now: Date.now() }));
    }
    case "probe":
      return needsNoOrder(() => caller.probe(Date.now()));
    default:
      return name satisfies never;
  }
}

/** Creates an order and, where the browser would do it, posts the form. */
export async function createAtProvider(adapter: ProviderAdapter, order: PaymentOrder) {
  const created = await adapter.createPayment(order);
  if (created.kind !== "accepted") throw new Error(`the order was not created: ${JSON.stringify(created)}`);
  const { nextAction } = created;
  if (nextAction.type === "redirect_form") {
    await fetch(nextAction.url, {
      method: "POST",
      body: new URLSearchParams(nextAction.fields),
      redirect: "manual",
    });
  }
  return created;
}

async function payOutAtProvider(adapter: ProviderAdapter, order: PayoutOrder): Promise<string | null> {
  const created = await payoutsOf(adapter).create(order);
  if (created.kind !== "accepted") throw new Error(`the payout was not created: ${JSON.stringify(created)}`);
  return created.providerOrderId;
}

export function statementRequest() {
  return { day: new Date().toISOString().slice(0, 10), type: null, page: 1, pageSize: 100 };
}

export function payoutsOf(adapter: ProviderAdapter) {
  if (!adapter.payouts) throw new Error("has no payouts");
  return adapter.payouts;
}

function methodCase({ account, nth = 0 }: CallWish): MethodCase {
  const found = account.methods[nth];
  if (!found) throw new Error(`account ${account.name} has no method ${nth}`);
  return found;
}

function payoutCase({ account, nth = 0 }: CallWish): PayoutCase {
  const found = account.payouts[nth];
  if (!found) throw new Error(`account ${account.name} has no payout ${nth}`);
  return found;
}
