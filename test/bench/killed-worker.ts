/**
 * A process is killed while it waits for the provider's answer to some payments; another one on the same PostgreSQL
 * finds them by their jobs. Measured from the kill to the survivor's query about each payment.
 */
import { setTimeout as pause } from "node:timers/promises";
import { type Sandbox, startSandbox } from "../../demo/sandbox/sandbox.ts";
import { createCustomers, startPayment } from "./support/customers.ts";
import { quantile } from "./support/numbers.ts";
import { type BenchConfig, benchConfig, beside, createBenchDatabase, startBff } from "./support/product.ts";
import { type Bench, runBench } from "./support/run-bench.ts";

const rounds = 2;
const payments = 8;
/** Makes the leases of one round differ in age at the kill. */
const paymentEveryMs = 400;
const lookEveryMs = 10;
const goalSeconds = 15;

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await pause(lookEveryMs);
}

const inSeconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** @returns for each payment, how long after the kill it was queried, in ms. */
async function killOnce(
  bench: Bench,
  input: { readonly config: BenchConfig; readonly sandbox: Sandbox },
): Promise<number[]> {
  const { config, sandbox } = input;
  sandbox.state.reset();
  const victim = await startBff(bench, config);
  const customers = await createCustomers({ config, count: bench.size(payments), firstAmount: 100 });
  // The provider makes the order and never answers.
  sandbox.state.arm({ kind: "hang", provider: "paypro", operation: "createPayment", times: null });
  const starts: Promise<unknown>[] = [];
  for (const customer of customers) {
    // The wait ends with the connection, when the process is killed.
    starts.push(startPayment(config, customer).catch(() => undefined));
    await pause(paymentEveryMs);
  }
  const orders = () => sandbox.state.orders({ provider: "paypro" });
  await until(() => orders().length === customers.length);
  const killedAt = Date.now();
  await victim.kill();
  await Promise.all(starts);
  const questions = () => {
    const asked = sandbox.state.requests({ provider: "paypro", operation: "queryPayment" });
    return orders().map(({ orderNo }) => asked.find((query) => query.orderNo === orderNo)?.at);
  };
  await until(() => questions().every((at) => at !== undefined));
  return questions().map((at) => (at ?? Number.NaN) - killedAt);
}

await runBench("A killed worker's jobs, PostgreSQL", async (bench) => {
  const sandbox = await startSandbox();
  bench.cleanup.defer(() => sandbox.stop());
  const { url: databaseUrl } = await createBenchDatabase(bench, "postgres");
  const config = await benchConfig({ sandbox, databaseUrl });
  await startBff(bench, await beside(config));
  const waits: number[] = [];
  for (let round = 1; round <= bench.size(rounds); round++) {
    bench.say(`round ${round} …`);
    waits.push(...(await killOnce(bench, { config, sandbox })));
  }
  const worst = Math.max(...waits);
  return [
    {
      what: "from the kill to the survivor's question",
      measured:
        `${inSeconds(Math.min(...waits))} to ${inSeconds(worst)}, median ${inSeconds(quantile(waits, 0.5))}` +
        ` (of ${waits.length})`,
      key: {
        what: "a killed worker's job picked up by another process, the slowest",
        ...{ value: worst / 1000, unit: "s", better: "lower", goal: goalSeconds },
      },
    },
  ];
});
