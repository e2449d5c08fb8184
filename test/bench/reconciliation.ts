/**
 * A part of a day of one account, reconciled by a query for each order, where the provider answers each after 200 ms. What the
 * heap holds is looked at after a collection, so that it shows what is kept and not what is thrown away.
 */
import { setTimeout as pause } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { OrderRef, QueryResult } from "../../bff/providers/contract.ts";
import type { ProviderAccount, ServiceContext } from "../../bff/services/context.ts";
import { reconcileAccount } from "../../bff/services/reconciliation/reconcile-account.ts";
import type { Engine } from "../../bff/storage/engine/database.ts";
import { insertPayment, insertSession } from "../../bff/storage/repositories/held-sessions.ts";
import { startSandbox } from "../../demo/sandbox/sandbox.ts";
import { commit } from "../storage/commit.ts";
import { paymentRow, sessionRow } from "../storage/rows.ts";
import type { KeyFigure } from "./report/results.ts";
import { openBenchContext } from "./support/open-context.ts";
import { benchConfig, createBenchDatabase } from "./support/product.ts";
import { type Bench, runBench } from "./support/run-bench.ts";

/** The time is proportional to their number, so that fewer than a day's say what a day takes. */
const orders = 20_000;
const ordersOfDay = 50_000;
const mostMinutes = 12;
const answerMs = 200;
const ordersPerBatch = 250;
const samplesMs = 10_000;
const accountId = "paypro-mx";
const day = "2026-11-19";
const engines: readonly Engine[] = ["sqlite", "postgres"];

async function writePayments(context: ServiceContext, count: number): Promise<void> {
  const created_at = Date.parse(`${day}T12:00:00.000Z`);
  for (let first = 0; first < count; first += ordersPerBatch) {
    const some = Array.from({ length: Math.min(ordersPerBatch, count - first) }, (_, index) => first + index);
    const writes = some.flatMap((number) => {
      const session = sessionRow(`cs_${number}`, { open_payment_id: `pay_${number}` });
      const changes = { account_id: accountId, status: "pending", created_at } as const;
      return [insertSession(session), insertPayment(paymentRow(`pay_${number}`, session.id, changes))];
    });
    await commit(context.database, writes);
  }
}

/** The context with a provider that says "pending" of each order, and how many queries were under way at most. */
function withSlowProvider(context: ServiceContext) {
  const account = context.accounts.get(accountId);
  if (account === undefined) throw new Error(`there is no account ${accountId}`);
  let underWay = 0;
  let most = 0;
  const queryPayment = async ({ orderNo }: OrderRef): Promise<QueryResult> => {
    underWay++;
    most = Math.max(most, underWay);
    await pause(answerMs);
    underWay--;
    const said = {
      providerOrderId: null,
      amountText: null,
      orderedAmountText: null,
      currency: null,
    } as const;
    const report = {
      orderNo,
      status: "pending",
      nextAction: null,
      undocumentedStatus: null,
      ...said,
    } as const;
    return { kind: "report", report };
  };
  const slow: ProviderAccount = { ...account, adapter: { ...account.adapter, queryPayment } };
  return { slow: { ...context, accounts: new Map([[accountId, slow]]) }, mostUnderWay: () => most };
}

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

function keptBytes(): number {
  collect();
  return process.memoryUsage().heapUsed;
}

async function measure(bench: Bench, engine: Engine, sandbox: Parameters<typeof benchConfig>[0]["sandbox"]) {
  const { url: databaseUrl, label } = await createBenchDatabase(bench, engine);
  const context = await openBenchContext(bench, await benchConfig({ sandbox, databaseUrl }));
  const count = bench.size(orders);
  await writePayments(context, count);
  const { slow, mostUnderWay } = withSlowProvider(context);
  const before = keptBytes();
  let most = before;
  const sampling = setInterval(() => {
    most = Math.max(most, keptBytes());
  }, samplesMs);
  const began = performance.now();
  const result = await reconcileAccount(slow, { accountId, day });
  const tookMs = performance.now() - began;
  most = Math.max(most, keptBytes());
  clearInterval(sampling);
  if (!result.ok || result.value.checked !== count) throw new Error(`not all: ${JSON.stringify(result)}`);
  const minutes = tookMs / 60_000;
  const megabytes = ((most - before) / 1024 / 1024).toFixed(1);
  const dayMinutes = (minutes * ordersOfDay) / count;
  const measured = `${dayMinutes.toFixed(1)} min at this rate (${count} in ${minutes.toFixed(2)} min), ${mostUnderWay()} queries at once, at most ${megabytes} MB more in the heap`;
  const key: KeyFigure = {
    what: `a day of ${ordersOfDay.toLocaleString("en")} orders reconciled by queries of 200 ms, ${label}`,
    ...{ value: dayMinutes, unit: "min", better: "lower", goal: mostMinutes },
  };
  return { what: `${label}, ${ordersOfDay.toLocaleString("en")} orders`, measured, key };
}

await runBench(
  "A day reconciled by queries of 200 ms",
  async (bench) => {
    const sandbox = await startSandbox();
    bench.cleanup.defer(() => sandbox.stop());
    const figures = [];
    for (const engine of bench.words.length === 0
      ? engines
      : engines.filter((one) => bench.words.includes(one))) {
      bench.say(`${engine} …`);
      figures.push(await measure(bench, engine, sandbox));
    }
    return figures;
  },
  { words: engines, mostMs: 40 * 60_000 },
);
