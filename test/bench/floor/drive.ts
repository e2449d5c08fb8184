/** Calls of merchants and customers, with as little work on this side as possible. */
import { setTimeout as pause } from "node:timers/promises";
import { Agent, request } from "undici";
import { z } from "zod";
import { addressOf } from "../support/product.ts";
import type { TimedSandbox } from "../support/start-timed-sandbox.ts";
import type { Contender } from "./contender.ts";
import type { Endpoint } from "./endpoint.ts";

export interface Customer {
  readonly clientToken: string;
  readonly reference: string;
  /** Whole pesos; a different amount for each customer of a measurement. */
  readonly amount: number;
  /** The customer's own address, as a balancer reports it. Each address has its own rate limit. */
  readonly address: string;
}

export interface Drive {
  /** The time of the answer in ms, and the customers who can pay now. */
  createSession(contender: Contender, withKey: boolean): Promise<Timed<Customer>>;
  /** Fails unless the payment is pending afterwards. */
  start(contender: Contender, customer: Customer): Promise<number>;
  /** @param tag of the answer before; fails unless the answer is the one that is expected with or without it. */
  poll(contender: Contender, customer: Customer, tag?: string): Promise<Timed<string>>;
  /** Pays the customer's order at the provider. Resolves when both webhooks have come. @returns ms. */
  pay(contender: Contender, customer: Customer): Promise<number>;
}

export interface Timed<T> {
  readonly tookMs: number;
  readonly value: T;
}

interface Call {
  readonly method: "GET" | "POST";
  readonly headers: Record<string, string>;
  readonly body?: string;
}

const amounts = { first: 100, count: 9000 };
const orderList = z.object({
  data: z.array(z.object({ orderNo: z.string(), callbackUrl: z.string(), amount: z.string() })),
});

export function createDrive(parts: {
  readonly sandbox: TimedSandbox;
  readonly endpoint: Endpoint;
}): Drive & { readOrders(contender: Contender): Promise<void>; close(): Promise<void> } {
  const { sandbox, endpoint } = parts;
  const agent = new Agent({ connections: 128, pipelining: 1, keepAliveTimeout: 60_000 });
  const orderNos = new Map<string, string>();
  let count = 0;

  async function call(url: string, options: Call) {
    const began = performance.now();
    const answer = await request(url, { dispatcher: agent, ...options });
    const text = await answer.body.text();
    return { tookMs: performance.now() - began, status: answer.statusCode, text, headers: answer.headers };
  }
  const browserHeaders = ({ origin }: Contender, { clientToken, address }: Customer) => ({
    origin,
    authorization: `Bearer ${clientToken}`,
    "x-forwarded-for": address,
  });
  const orderKey = (url: string, amount: number) => `${new URL(url).origin} ${amount}`;

  return {
    async createSession({ url, apiKeys, origin }, withKey) {
      const index = count++;
      const reference = `order-${index}`;
      const amount = amounts.first + (index % amounts.count);
      const address = addressOf(index);
      const { tookMs, status, text } = await call(`${url}/v1/sessions`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${apiKeys[index % apiKeys.length]}`,
          "content-type": "application/json",
          ...(withKey ? { "idempotency-key": reference } : {}),
        },
        body: JSON.stringify({
          amount: { value: String(amount), currency: "MXN" },
          reference,
          country: "MX",
          customer: { name: "Ana Díaz", email: "ana@example.com", phone: "+525512345678" },
          returnUrl: `${origin}/thanks`,
        }),
      });
      const clientToken = /"clientToken":"([^"]+)"/.exec(text)?.[1];
      if (status !== 201 || clientToken === undefined)
        throw new Error(`a session was answered ${status}: ${text}`);
      return { tookMs, value: { clientToken, reference, amount, address } };
    },
    async start(contender, customer) {
      const { tookMs, status, text } = await call(`${contender.url}/checkout/payments`, {
        method: "POST",
        headers: { ...browserHeaders(contender, customer), "content-type": "application/json" },
        body: '{"method":"bank_transfer"}',
      });
      if (status !== 201 || !text.includes('"status":"pending"'))
        throw new Error(`a payment was answered ${status}: ${text}`);
      return tookMs;
    },
    async poll(contender, customer, tag) {
      const { tookMs, status, text, headers } = await call(`${contender.url}/checkout/status`, {
        method: "GET",
        headers: {
          ...browserHeaders(contender, customer),
          ...(tag === undefined ? {} : { "if-none-match": tag }),
        },
      });
      if (status !== (tag === undefined ? 200 : 304))
        throw new Error(`a poll was answered ${status}: ${text}`);
      return { tookMs, value: String(headers.etag) };
    },
    async readOrders(contender) {
      const { text } = await call(`${sandbox.control}/api/orders?provider=paypro`, {
        method: "GET",
        headers: {},
      });
      for (const { orderNo, callbackUrl, amount } of orderList.parse(JSON.parse(text)).data) {
        if (callbackUrl.startsWith(contender.url))
          orderNos.set(orderKey(callbackUrl, Number(amount)), orderNo);
      }
    },
    async pay({ url }, { amount, reference }) {
      const began = performance.now();
      const orderNo = orderNos.get(orderKey(url, amount)) ?? "";
      const paid = await call(`${sandbox.control}/api/orders/paypro/${orderNo}/pay`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: "{}",
      });
      if (paid.status !== 200) throw new Error(`paying was answered ${paid.status}: ${paid.text}`);
      await endpoint.arrival("payment.succeeded", reference);
      await endpoint.arrival("session.succeeded", reference);
      return performance.now() - began;
    },
    close: () => agent.destroy(),
  };
}

/** Does `work` for each customer at a steady rate, without waiting for the answers. */
export async function steadily<Item, Result>(
  items: readonly Item[],
  options: { readonly perSecond: number; readonly work: (item: Item) => Promise<Result> },
): Promise<Result[]> {
  const start = performance.now();
  return await Promise.all(
    items.map(async (item, index) => {
      await pause(Math.max(0, start + (index * 1000) / options.perSecond - performance.now()));
      return await options.work(item);
    }),
  );
}
