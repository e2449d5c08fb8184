/**
 * 10,000 customers look at a page and do nothing: what their event streams take of one process, and how often the
 * provider is queried for those who wait for a payment.
 */
import { setTimeout as pause } from "node:timers/promises";
import { Agent, request } from "undici";
import type { Engine } from "../../bff/storage/engine/database.ts";
import { type Sandbox, startSandbox } from "../../demo/sandbox/sandbox.ts";
import { assertBuilt } from "./support/built.ts";
import { browserHeaders, type Customer, createCustomers, startPayments } from "./support/customers.ts";
import { inParallel } from "./support/numbers.ts";
import { type BenchConfig, benchConfig, createBenchDatabase, startBff } from "./support/product.ts";
import { type Bench, type Figure, runBench } from "./support/run-bench.ts";

const streams = 10_000;
const waiting = 1_000;
/** So that what the opening left behind is over. */
const settleMs = 20_000;
const watchMs = 60_000;
/** Two minutes and a little: every age at which a customer brings a query. */
const queriedMs = 135_000;
const mostMegabytes = 500;
const mostPercent = 5;

const inMegabytes = (bytes: number) => Math.round(bytes / 1024 / 1024);

async function openStream(config: BenchConfig, customer: Customer, signal: AbortSignal): Promise<void> {
  const headers = browserHeaders(config, customer);
  const answer = await request(`${config.publicUrl}/checkout/events`, { headers, signal, bodyTimeout: 0 });
  if (answer.statusCode !== 200) throw new Error(`a stream was answered ${answer.statusCode}`);
  const first = Promise.withResolvers<void>();
  answer.body.once("data", () => first.resolve());
  answer.body.on("data", () => undefined);
  // Aborted at the end, which is no news; before that, no first status ever comes.
  answer.body.on("error", first.reject);
  await first.promise;
}

async function openStreams(bench: Bench, config: BenchConfig, customers: readonly Customer[]): Promise<void> {
  const abort = new AbortController();
  bench.cleanup.defer(() => abort.abort());
  const work = (customer: Customer) => openStream(config, customer, abort.signal);
  await inParallel(customers, { width: 32, work });
}

interface Taken {
  readonly cpuSeconds: number;
  readonly residentBytes: number;
}

async function readTaken(config: BenchConfig): Promise<Taken> {
  const headers = { authorization: `Bearer ${config.metrics.token}` };
  // On a connection of its own: one that has idled for a minute is just being closed by the server.
  const options = { headers, dispatcher: new Agent(), reset: true };
  const text = await (await request(`${config.publicUrl}/metrics`, options)).body.text();
  const read = (name: string) => Number(new RegExp(`^${name} (\\S+)`, "m").exec(text)?.[1]);
  return {
    cpuSeconds: read("process_cpu_seconds_total"),
    residentBytes: read("process_resident_memory_bytes"),
  };
}

async function measureIdle(bench: Bench, engine: Engine, sandbox: Sandbox): Promise<Figure[]> {
  await using running = new AsyncDisposableStack();
  const own = { ...bench, cleanup: running };
  const { url: databaseUrl, label } = await createBenchDatabase(own, engine);
  const config = await benchConfig({ sandbox, databaseUrl });
  await startBff(own, config, "dist/bff/cli.js");
  const before = await readTaken(config);
  bench.say(`${engine}: sessions …`);
  const customers = await createCustomers({ config, count: bench.size(streams), firstAmount: 100 });
  bench.say(`${engine}: streams …`);
  await openStreams(own, config, customers);
  await pause(bench.size(settleMs));
  bench.say(`${engine}: a minute of nothing …`);
  const from = await readTaken(config);
  await pause(bench.size(watchMs));
  const to = await readTaken(config);
  const share = ((to.cpuSeconds - from.cpuSeconds) * 1_000) / bench.size(watchMs);
  return [
    {
      what: `${label}: memory with ${customers.length} streams open`,
      key: {
        what: `memory with ${streams.toLocaleString("en")} streams open, ${label}`,
        ...{ value: inMegabytes(to.residentBytes), unit: "MB", better: "lower", goal: mostMegabytes },
      },
      measured: `${inMegabytes(to.residentBytes)} MB (at rest ${inMegabytes(before.residentBytes)} MB)`,
    },
    {
      what: "  of a core, while nothing happens",
      key: {
        what: `of a core, ${streams.toLocaleString("en")} idle streams, ${label}`,
        ...{ value: share * 100, unit: "%", better: "lower", goal: mostPercent },
      },
      measured: `${(share * 100).toFixed(1)} %`,
    },
  ];
}

async function measureQueries(bench: Bench, sandbox: Sandbox): Promise<Figure[]> {
  await using running = new AsyncDisposableStack();
  const own = { ...bench, cleanup: running };
  sandbox.state.reset();
  const { url: databaseUrl } = await createBenchDatabase(own, "sqlite");
  const config = await benchConfig({ sandbox, databaseUrl });
  await startBff(own, config);
  const customers = await createCustomers({ config, count: bench.size(waiting), firstAmount: 100 });
  await startPayments(config, customers);
  await openStreams(own, config, customers);
  bench.say("the first two minutes of customers who wait …");
  await pause(bench.size(queriedMs));
  const queries = sandbox.state.requests({ operation: "queryPayment" }).length;
  bench.say("the minute after …");
  await pause(bench.size(watchMs));
  const later = sandbox.state.requests({ operation: "queryPayment" }).length - queries;
  return [
    {
      what: `queries of ${customers.length} who wait, in their first ${bench.size(queriedMs) / 1_000} s`,
      measured: `${(queries / customers.length).toFixed(1)} each`,
    },
    {
      what: "  in the minute after",
      measured: `${(later / (bench.size(watchMs) / 1_000)).toFixed(1)} /s`,
    },
  ];
}

await runBench(
  "Customers who look",
  async (bench) => {
    assertBuilt();
    const sandbox = await startSandbox({ callbacks: { scale: 0 } });
    bench.cleanup.defer(() => sandbox.stop());
    const figures: Figure[] = [];
    const engines: readonly Engine[] = ["sqlite", "postgres"];
    for (const engine of engines) figures.push(...(await measureIdle(bench, engine, sandbox)));
    return [...figures, ...(await measureQueries(bench, sandbox))];
  },
  { mostMs: 1_200_000 },
);
