/**
 * Webhook deliveries to one merchant's endpoint that answers 200 at once: events are written beforehand, then a BFF
 * starts on that database and works them off. Counted at the endpoint, from the first to the last to arrive.
 */

import { setTimeout as pause } from "node:timers/promises";
import { startSandbox } from "../../demo/sandbox/sandbox.ts";
import { startEndpoint } from "./support/endpoint.ts";
import { perSecond } from "./support/numbers.ts";
import { openBenchContext } from "./support/open-context.ts";
import { benchConfig, createBenchDatabase, startBff } from "./support/product.ts";
import { runBench } from "./support/run-bench.ts";
import { writeEvents } from "./support/write-events.ts";

const events = 2000;
await runBench("Webhook deliveries, one process", async (bench) => {
  const sandbox = await startSandbox();
  bench.cleanup.defer(() => sandbox.stop());
  const count = bench.size(events);
  const figures = [];
  for (const engine of ["sqlite", "postgres"] as const) {
    bench.say(`${engine} …`);
    const endpoint = await startEndpoint(bench);
    const { url: databaseUrl, label } = await createBenchDatabase(bench, engine);
    const config = await benchConfig({ sandbox, databaseUrl, merchant: endpoint.origin });
    await using writing = new AsyncDisposableStack();
    await writeEvents(await openBenchContext({ cleanup: writing }, config), count);
    await writing.disposeAsync();

    await startBff(bench, config);
    while (endpoint.arrivals.size < count) await pause(5);
    const times = [...endpoint.arrivals.values()];
    figures.push({
      what: label,
      measured: `${perSecond(count, Math.max(...times) - Math.min(...times))}, ${endpoint.repeats()} repeats`,
    });
  }
  return figures;
});
