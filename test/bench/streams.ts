/**
 * From a callback to the browser: 1,000 sessions with a pending payment and an open event stream each, some of which
 * get paid, one after the other. Measured from the moment the provider begins to send its callback to "succeeded"
 * on the stream. A PayPro callback alone is no proof, so this includes the confirming query that it sets off.
 * On PostgreSQL the callbacks go to one process and the streams are with another.
 */
import { setTimeout as pause } from "node:timers/promises";
import { request } from "undici";
import type { Engine } from "../../bff/storage/engine/database.ts";
import { createHttpDelivery, type Deliver } from "../../demo/sandbox/callbacks/delivery.ts";
import { type Sandbox, startSandbox } from "../../demo/sandbox/sandbox.ts";
import { browserHeaders, type Customer, createCustomers, startPayments } from "./support/customers.ts";
import { startEndpoint } from "./support/endpoint.ts";
import { inParallel, quantile, spread } from "./support/numbers.ts";
import { benchConfig, beside, createBenchDatabase, startBff } from "./support/product.ts";
import { type Bench, type Figure, runBench } from "./support/run-bench.ts";

const streams = 1000;
const payments = 150;
const paymentEveryMs = 40;
const callbackTimeoutMs = 10_000;
const mostWaitMs = 20_000;
const goalMs = 250;

/** When each callback was sent and acknowledged, by its address. */
interface Callbacks {
  readonly sent: Map<string, number>;
  readonly acknowledged: Map<string, number>;
  readonly deliver: Deliver;
}

function timeCallbacks({ cleanup }: Bench): Callbacks {
  const http = createHttpDelivery(callbackTimeoutMs);
  cleanup.defer(http.close);
  const sent = new Map<string, number>();
  const acknowledged = new Map<string, number>();
  return {
    sent,
    acknowledged,
    async deliver(message) {
      if (!sent.has(message.url)) sent.set(message.url, performance.now());
      const answer = await http.deliver(message);
      if (answer.status === 200) acknowledged.set(message.url, performance.now());
      return answer;
    },
  };
}

/** Opens a stream and waits for its first status. @returns when it said that the session is paid. */
async function openStream(
  url: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<() => number | undefined> {
  const answer = await request(`${url}/checkout/events`, { headers, signal, bodyTimeout: 0 });
  if (answer.statusCode !== 200) throw new Error(`a stream was answered ${answer.statusCode}`);
  const first = Promise.withResolvers<void>();
  let paidAt: number | undefined;
  let text = "";
  answer.body.on("data", (chunk: Buffer) => {
    text += chunk.toString();
    first.resolve();
    if (paidAt === undefined && text.includes('data: {"status":"succeeded"')) paidAt = performance.now();
  });
  // Aborted at the end, which is no news; before that, no first status ever comes.
  answer.body.on("error", first.reject);
  await first.promise;
  return () => paidAt;
}

async function measure(
  bench: Bench,
  input: { readonly engine: Engine; readonly sandbox: Sandbox; readonly callbacks: Callbacks },
): Promise<Figure[]> {
  const { engine, sandbox, callbacks } = input;
  sandbox.state.reset();
  await using running = new AsyncDisposableStack();
  const own = { ...bench, cleanup: running };
  const { url: databaseUrl, label } = await createBenchDatabase(own, engine);
  const { origin: merchant } = await startEndpoint(own);
  const config = await benchConfig({ sandbox, databaseUrl, merchant });
  await startBff(own, config);
  const streaming = engine === "sqlite" ? config : await beside(config);
  const { url } = streaming === config ? { url: config.publicUrl } : await startBff(own, streaming);
  bench.say(`${engine}: sessions and payments …`);
  const customers = await createCustomers({ config, count: bench.size(streams), firstAmount: 100 });
  await startPayments(config, customers);
  bench.say(`${engine}: streams …`);
  const abort = new AbortController();
  running.defer(() => abort.abort());
  const open = async (customer: Customer) =>
    [customer.amount, await openStream(url, browserHeaders(config, customer), abort.signal)] as const;
  const paidAt = new Map(await inParallel(customers, { width: 32, work: open }));

  bench.say(`${engine}: callbacks …`);
  const orders = sandbox.state.orders({ provider: "paypro" }).slice(0, bench.size(payments));
  for (const order of orders) {
    sandbox.state.play({ provider: "paypro", orderNo: order.orderNo }, { action: "pay" });
    await pause(paymentEveryMs);
  }
  const latencies: number[] = [];
  const acknowledgements: number[] = [];
  const deadline = performance.now() + mostWaitMs;
  for (const { callbackUrl, amountMinor } of orders) {
    const seen = paidAt.get(Number(amountMinor) / 100);
    const sent = callbacks.sent.get(callbackUrl ?? "") ?? Number.NaN;
    while (seen?.() === undefined && performance.now() < deadline) await pause(5);
    latencies.push((seen?.() ?? Number.POSITIVE_INFINITY) - sent);
    acknowledgements.push((callbacks.acknowledged.get(callbackUrl ?? "") ?? Number.POSITIVE_INFINITY) - sent);
  }
  const processes = engine === "sqlite" ? "one process" : "two processes";
  return [
    {
      what: `${label}, ${processes}, ${customers.length} streams`,
      measured: spread(latencies),
      key: {
        what: `from a callback to the stream, ${streams.toLocaleString("en")} streams open, ${label}, p99`,
        ...{ value: quantile(latencies, 0.99), unit: "ms", better: "lower", goal: goalMs },
      },
    },
    { what: "  of which until the acknowledgement", measured: spread(acknowledgements) },
  ];
}

await runBench("From a callback to the browser's stream", async (bench) => {
  const callbacks = timeCallbacks(bench);
  const sandbox = await startSandbox({ callbacks: { scale: 0, deliver: callbacks.deliver } });
  bench.cleanup.defer(() => sandbox.stop());
  const sqlite = await measure(bench, { engine: "sqlite", sandbox, callbacks });
  return [...sqlite, ...(await measure(bench, { engine: "postgres", sandbox, callbacks }))];
});
