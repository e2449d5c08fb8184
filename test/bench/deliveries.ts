/**
 * Webhook deliveries to one merchant's endpoint that answers 200 at once: events are written beforehand, then a BFF
 * starts on that database and works them off. Counted at the endpoint, from the first to the last to arrive.
 */

import { setTimeout as pause } from "node:timers/promises";
import type { ServiceContext } from "../../bff/services/context.ts";
import { changeAndDeliver } from "../../bff/services/events/outbox.ts";
import { createSession } from "../../bff/services/sessions/create-session.ts";
import { readSession } from "../../bff/services/sessions/read-sessions.ts";
import { startSandbox } from "../../demo/sandbox/sandbox.ts";
import { backend } from "../support/authors.ts";
import { startEndpoint } from "./support/endpoint.ts";
import { perSecond } from "./support/numbers.ts";
import { openBenchContext } from "./support/open-context.ts";
import { benchConfig, createBenchDatabase, startBff } from "./support/product.ts";
import { runBench } from "./support/run-bench.ts";

const events = 2000;
const perTransaction = 200;

async function writeEvents(context: ServiceContext, count: number): Promise<void> {
  const amount = { value: "150.00", currency: "MXN" };
  const returnUrl = `${[...context.config.merchant.allowedOrigins][0]}/thanks`;
  const request = { amount, reference: "order-1001", returnUrl, expiresIn: 3600 };
  const created = await createSession(context, { request, author: backend, keyBinding: null });
  if (!created.ok) throw new Error(created.detail);
  const session = await readSession(context, { sessionId: created.value.id });
  if (!session.ok) throw new Error(session.detail);
  const data = { session: session.value };
  const ids = { sessionId: session.value.id, paymentId: null, payoutId: null };
  for (let start = 0; start < count; start += perTransaction) {
    const some = Math.min(perTransaction, count - start);
    const event = { type: "session.canceled", data, ...ids, at: context.clock.now() } as const;
    await changeAndDeliver(context, {
      load: [],
      decide: (_rows, outbox) => ({
        writes: Array.from({ length: some }, () => outbox.record(event, new Set())).flat(),
        result: undefined,
      }),
    });
  }
}

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
