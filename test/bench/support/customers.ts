/** Customers of one shop. What is measured is called with as little work on this side as can be. */
import { request } from "undici";
import { createMerchantClient } from "../../support/http-client.ts";
import { inParallel } from "./numbers.ts";
import { addressOf, type BenchConfig } from "./product.ts";

/** Somebody with a session of an amount that nobody else has, by which their order is known at the provider. */
export interface Customer {
  readonly clientToken: string;
  /** Whole pesos. */
  readonly amount: number;
}

export interface CreateCustomersOptions {
  readonly config: BenchConfig;
  readonly count: number;
  /** Of the first one; the others follow. */
  readonly firstAmount: number;
}

const width = 16;

const originOf = (config: BenchConfig): string => config.merchant.allowedOrigins[0] ?? "";

export async function createCustomers(options: CreateCustomersOptions): Promise<Customer[]> {
  const { config, count, firstAmount } = options;
  const clients = config.merchant.apiKeys.map(({ secret }) =>
    createMerchantClient({
      baseUrl: config.publicUrl,
      apiKey: secret,
      returnUrl: `${originOf(config)}/thanks`,
    }),
  );
  const amounts = Array.from({ length: count }, (_, index) => firstAmount + index);
  return await inParallel(amounts, {
    width,
    async work(amount, index) {
      const api = clients[index % clients.length];
      if (api === undefined) throw new Error("the shop has no API key");
      const { clientToken } = await api.createSession({
        amount: { value: String(amount), currency: "MXN" },
        reference: `order-${amount}`,
        country: "MX",
        customer: { name: "Ana Díaz", email: "ana@example.com", phone: "+525512345678" },
      });
      return { clientToken, amount };
    },
  });
}

export function browserHeaders(config: BenchConfig, customer: Customer): Record<string, string> {
  return {
    origin: originOf(config),
    authorization: `Bearer ${customer.clientToken}`,
    "x-forwarded-for": addressOf(customer.amount),
  };
}

/** Starts a payment that shows a code. @returns how long that took, in ms. Fails when it is not pending then. */
export async function startPayment(config: BenchConfig, customer: Customer): Promise<number> {
  const began = performance.now();
  const answer = await request(`${config.publicUrl}/checkout/payments`, {
    method: "POST",
    headers: { ...browserHeaders(config, customer), "content-type": "application/json" },
    body: '{"method":"bank_transfer"}',
  });
  const text = await answer.body.text();
  const tookMs = performance.now() - began;
  if (answer.statusCode !== 201 || !text.includes('"status":"pending"')) {
    throw new Error(`a payment was answered ${answer.statusCode}: ${text}`);
  }
  return tookMs;
}

export async function startPayments(config: BenchConfig, customers: readonly Customer[]): Promise<number[]> {
  return await inParallel(customers, { width, work: (customer) => startPayment(config, customer) });
}
