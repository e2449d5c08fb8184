/** A shop of Vendure (vendure-shop.ts) on PostgreSQL. Vendure is fetched from npm, and is no package of this project. */
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Agent, request } from "undici";
import { z } from "zod";
import { findFreePort } from "../../../scripts/free-port.ts";
import { fetchPackages } from "../../package/cache.ts";
import { startMeasured } from "../floor/measured-process.ts";
import type { Tools } from "../floor/operations.ts";
import { startPostgresProxy } from "../floor/postgres-proxy.ts";
import { createBenchDatabase } from "../support/product.ts";
import type { Bench } from "../support/run-bench.ts";
import type { Checkout } from "./checkout.ts";
import type { ShopOptions } from "./vendure-shop.ts";

export const vendureVersion = "3.7.3";
const pgVersion = "8.23.1";
const program = join(import.meta.dirname, "vendure-shop.ts");
const env = { NODE_ENV: "production", VENDURE_DISABLE_TELEMETRY: "true" };

const cart = `mutation { addItemToOrder(productVariantId: 1, quantity: 1) {
  ... on Order { code totalWithTax } ... on ErrorResult { message } } }`;
const customer = `mutation {
  setCustomerForOrder(input: { firstName: "Ana", lastName: "Díaz", emailAddress: "EMAIL", phoneNumber: "+525512345678" }) {
    ... on Order { code } ... on ErrorResult { message } }
  transitionOrderToState(state: "ArrangingPayment") { ... on Order { state } ... on ErrorResult { message } } }`;
const start = "mutation { startPayproPayment { orderNo code } }";

const started = z.object({ data: z.object({ startPayproPayment: z.object({ orderNo: z.string() }) }) });

function populate(file: string): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, file], {
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  if (status !== 0) throw new Error(`Vendure's tables were not made:\n${stdout}${stderr}`);
}

/** @param counted its statements are counted, which costs something. */
export async function startVendureCheckout(
  bench: Bench,
  { sandbox, endpoint }: Omit<Tools, "drive">,
  counted: boolean,
): Promise<Checkout> {
  const packages = await fetchPackages("vendure", [`@vendure/core@${vendureVersion}`, `pg@${pgVersion}`]);
  const database = await createBenchDatabase(bench, "postgres");
  const port = await findFreePort();
  const { baseUrl = "", credentials: { merchantNo = "", appSecret = "" } = {} } =
    sandbox.providers.paypro ?? {};
  const options: ShopOptions = {
    packages,
    folder: bench.folder,
    port,
    databaseUrl: database.url,
    paypro: { baseUrl, merchantNo, appSecret },
    webhookUrl: `${endpoint.origin}/webhooks`,
    password: randomBytes(16).toString("hex"),
    populates: true,
  };
  const file = join(bench.folder, `vendure-${port}.json`);
  writeFileSync(file, JSON.stringify(options));
  populate(file);
  const proxy = counted ? await startPostgresProxy(database.url) : undefined;
  bench.cleanup.defer(() => proxy?.close());
  writeFileSync(
    file,
    JSON.stringify({ ...options, databaseUrl: proxy?.url ?? database.url, populates: false }),
  );
  const origin = `http://127.0.0.1:${port}`;
  const measured = await startMeasured(bench, {
    name: `vendure-${port}`,
    program,
    args: [file],
    env,
    readyUrl: `${origin}/health`,
  });
  const agent = new Agent({ connections: 128, pipelining: 1, keepAliveTimeout: 60_000 });
  bench.cleanup.defer(() => agent.destroy());
  let count = 0;

  async function call(url: string, body: string, headers: Readonly<Record<string, string>> = {}) {
    const type = { "content-type": "application/json" };
    const answer = await request(url, {
      dispatcher: agent,
      method: "POST",
      headers: { ...type, ...headers },
      body,
    });
    const text = await answer.body.text();
    if (answer.statusCode !== 200) throw new Error(`${url} answered ${answer.statusCode}: ${text}`);
    return { text, token: answer.headers["vendure-auth-token"] };
  }
  /** Throws unless the answer has `expected` in it. */
  async function ask(query: string, expected: string, token?: string) {
    const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const answer = await call(`${origin}/shop-api`, JSON.stringify({ query }), headers);
    if (!answer.text.includes(expected)) throw new Error(`Vendure answered ${answer.text}`);
    return answer;
  }

  return {
    process: {
      ...measured,
      readCounts: async () => (proxy === undefined ? await measured.readCounts() : { ...proxy.counts }),
    },
    async prepare() {
      const email = `ana${count++}@example.com`;
      const began = performance.now();
      const { token } = await ask(cart, '"totalWithTax":15000');
      const session = String(token);
      await ask(customer.replace("EMAIL", email), '"state":"ArrangingPayment"', session);
      const tookMs = performance.now() - began;
      let order = "";
      const buyer = {
        async start() {
          const startedAt = performance.now();
          const { text } = await ask(start, '"orderNo"', session);
          order = started.parse(JSON.parse(text)).data.startPayproPayment.orderNo;
          return performance.now() - startedAt;
        },
        async pay() {
          const paidAt = performance.now();
          await call(`${sandbox.control}/api/orders/paypro/${order}/pay`, "{}");
          await endpoint.arrival("order.placed", order);
          return performance.now() - paidAt;
        },
      };
      return { buyer, tookMs };
    },
    readyToBePaid: async () => undefined,
    // The order was paid before the event was sent, and nothing comes after it.
    settled: async () => undefined,
    rest: async () => undefined,
  };
}
