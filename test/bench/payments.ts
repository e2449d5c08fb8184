/**
 * Payments started: as many as go, then at a steady 50 a second what we add to the provider's own time. BFF (on
 * SQLite) and sandbox are processes of their own. What we add is the customer's wait for `POST /checkout/payments`
 * less the provider's time over that very order (support/timed-sandbox.ts): so it includes both ways over loopback.
 * The webhooks that follow are delivered meanwhile, as in production.
 */
import { setTimeout as pause } from "node:timers/promises";
import { createCustomers, startPayment, startPayments } from "./support/customers.ts";
import { startEndpoint } from "./support/endpoint.ts";
import { perSecond, quantile, spread } from "./support/numbers.ts";
import { benchConfig, createBenchDatabase, startBff } from "./support/product.ts";
import { runBench } from "./support/run-bench.ts";
import { startTimedSandbox } from "./support/start-timed-sandbox.ts";

const steadyRate = 50;
const warmUps = 150;
const atOnce = 1000;
const steadily = 500;
const mostAddedMs = 10;

await runBench("Payments started", async (bench) => {
  const sandbox = await startTimedSandbox(bench);
  const { url: databaseUrl } = await createBenchDatabase(bench, "sqlite");
  const { origin: merchant } = await startEndpoint(bench);
  const config = await benchConfig({ sandbox, databaseUrl, merchant });
  await startBff(bench, config);
  const counts = [bench.size(warmUps), bench.size(atOnce), bench.size(steadily)] as const;
  bench.say("sessions …");
  const customers = await createCustomers({
    config,
    count: counts[0] + counts[1] + counts[2],
    firstAmount: 100,
  });
  await startPayments(config, customers.splice(0, counts[0]));

  bench.say("as many as go …");
  const began = performance.now();
  const waits = await startPayments(config, customers.splice(0, counts[1]));
  const tookMs = performance.now() - began;

  bench.say("steadily …");
  const start = performance.now();
  const steady = await Promise.all(
    customers.map(async (customer, index) => {
      // Each has its time, whether or not those before it have been answered.
      await pause(Math.max(0, start + (index * 1000) / steadyRate - performance.now()));
      return { amount: customer.amount, waitMs: await startPayment(config, customer) };
    }),
  );
  const provider = await sandbox.readTimes();
  const providerMs = steady.map(({ amount }) => {
    const ms = provider.get(amount);
    if (ms === undefined) throw new Error(`the provider had no order over ${amount}`);
    return ms;
  });
  const added = steady.map(({ waitMs }, index) => waitMs - (providerMs[index] ?? Number.NaN));
  return [
    { what: "started, SQLite, 16 at a time", measured: perSecond(counts[1], tookMs) },
    { what: "  the wait of each", measured: spread(waits) },
    {
      what: `added to the provider's time at ${steadyRate}/s`,
      measured: spread(added),
      key: {
        what: `time added to the provider's, ${steadyRate} payments a second, SQLite, p99`,
        ...{ value: quantile(added, 0.99), unit: "ms", better: "lower", goal: mostAddedMs },
      },
    },
    { what: "  the provider's time", measured: spread(providerMs) },
  ];
});
