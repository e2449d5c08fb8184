/**
 * The one box and the lists of payments over a million payments: how long each takes, through the use case, without HTTP.
 * The rows are made by SQL in the database itself. A quarter of them is exported.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { sql } from "kysely";
import pg from "pg";
import type { ServiceContext } from "../../bff/services/context.ts";
import { exportPayments } from "../../bff/services/exports/exports.ts";
import { listPayments } from "../../bff/services/payments/read-payments.ts";
import { utrDigest } from "../../bff/services/rows/provider-details.ts";
import { search } from "../../bff/services/search/search.ts";
import { codeDigest } from "../../bff/storage/encryption/code-digests.ts";
import { personalDigest } from "../../bff/storage/encryption/personal-digests.ts";
import type { Engine } from "../../bff/storage/engine/database.ts";
import { startSandbox } from "../../demo/sandbox/sandbox.ts";
import { paymentRow, sessionRow } from "../storage/rows.ts";
import { fillings, idOf } from "../support/fill-table.ts";
import { quantile } from "./support/numbers.ts";
import { openBenchContext } from "./support/open-context.ts";
import { benchConfig, createBenchDatabase } from "./support/product.ts";
import { type Bench, type Figure, runBench } from "./support/run-bench.ts";

const payments = 1_000_000;
const repeats = 20;
const goalMs = 100;
const day = "2026-11-19";
const engines: readonly Engine[] = ["sqlite", "postgres"];
const code = "684180093002321321";
const email = "ana@example.com";
const utr = "HDFC0001234567";
const rare = 1_000;
const firstAt = 1_700_000_000_000;
const everyMs = 30_000;
const exported = 250_000;

/** Few currencies and accounts, a million references, one payment in a thousand with an exception. */
const made = {
  sessions: {
    id: idOf("cs"),
    reference: "'order-' || i",
    token_hash: "'t' || i",
    created_at: `${firstAt} + i * cast(${everyMs} as bigint)`,
  },
  payments: {
    id: idOf("pay"),
    session_id: idOf("cs"),
    reference: "'order-' || i",
    account_id: "case i % 3 when 0 then 'paypro-mx' when 1 then 'cxpay-br' else 'cxpay-in' end",
    currency: "case i % 3 when 0 then 'MXN' when 1 then 'BRL' else 'INR' end",
    order_no: "'20261119120000' || substr(cast(10000000000 + i as text), 2)",
    provider_order_id: "'px' || i",
    status: `case when i % ${rare} = 0 then 'review' when i % 10 = 0 then 'expired' else 'succeeded' end`,
    exceptions: `case when i % ${rare} = 0 then '["overpaid"]' else '[]' end`,
    amount_minor: "cast(10000 + i % 500 as text)",
    email_digest: "'e' || (i % 200000)",
    phone_digest: "'p' || (i % 200000)",
    utr_digest: "'u' || i",
    code_digest: "'c' || i",
    callback_token_hash: "'h' || i",
    created_at: `${firstAt} + i * cast(${everyMs} as bigint)`,
  },
} as const;

/** On a connection of its own, which has no limit of time for a statement and need not wait for the disk. */
async function openFiller({ database }: ServiceContext): Promise<(text: string) => Promise<unknown>> {
  if (database.engine === "sqlite") return async (text) => await sql.raw(text).execute(database.kysely);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query("set synchronous_commit = off");
  return async (text) => (text === "" ? await client.end() : await client.query(text));
}

async function fill(context: ServiceContext, count: number): Promise<void> {
  const { database, seal } = context;
  const run = await openFiller(context);
  const rows = { sessions: sessionRow("cs"), payments: paymentRow("pay", "cs", { payer_sealed: "1.none" }) };
  for (const table of ["sessions", "payments"] as const) {
    const filling = { table, row: rows[table], made: made[table] };
    for (const text of fillings(filling, count)) await run(text);
    await run(`analyze ${table}`);
  }
  if (database.engine === "postgres") await run("");
  await database.kysely
    .updateTable("payments")
    .set({
      code_digest: codeDigest(seal, code),
      email_digest: personalDigest(seal, "email", email),
      utr_digest: utrDigest({ seal }, utr),
    })
    .where("reference", "=", "order-7")
    .execute();
}

type Call = (context: ServiceContext) => Promise<{ readonly ok: boolean; readonly count: number }>;

const find =
  (q: string): Call =>
  async (context) => {
    const result = await search(context, { q });
    return { ok: result.ok, count: result.ok ? result.value.data.length : 0 };
  };

const list =
  (filter: Parameters<typeof listPayments>[1]): Call =>
  async (context) => {
    const result = await listPayments(context, filter);
    return { ok: result.ok, count: result.ok ? result.value.data.length : 0 };
  };

const calls: Readonly<Record<string, Call>> = {
  "an order number": find("202611191200000000000007"),
  "the provider's number": find("px500000"),
  "a UTR": find(utr),
  "a printed code": find("6841 8009 3002 3213 21"),
  "a whole reference": find("order-500000"),
  "how references begin": find("order-5"),
  "an e-mail address": find(email),
  "a phone number": find("+52 55 1234 5678"),
  "an amount and a day": find("100.07 MXN 2024-01-01"),
  "an amount alone": find("100.07"),
  "a number that nothing has": find("9999999999"),
  "the list of what is in review": list({ limit: 20, status: ["review"] }),
  "the list of a currency": list({ limit: 20, currency: "BRL" }),
  "an account's payments in a currency that it has not": list({
    limit: 20,
    account: "paypro-mx",
    currency: "BRL",
  }),
  "an account's reviews in a currency": list({
    limit: 20,
    account: "cxpay-in",
    currency: "INR",
    status: ["review", "failed"],
  }),
  "the list of an exception": list({ limit: 20, exception: "reversed" }),
  "the list of a day's amount": list({
    limit: 20,
    currency: "MXN",
    amount: "100.07",
    from: `${day}T00:00:00.000Z`,
  }),
};

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

/** When the payment with this number was made. */
const iso = (number: number) => new Date(firstAt + number * everyMs).toISOString();

/**
 * What the heap keeps, looked at after a collection, while a reader takes piece after piece; and the most that the whole
 * process holds, with the database's own memory (SQLite) and the sandbox in it.
 */
async function measureExport(context: ServiceContext, count: number): Promise<string> {
  collect();
  const { heapUsed: before, rss: residentBefore } = process.memoryUsage();
  const began = performance.now();
  let [bytes, rows, most, pieces, resident] = [0, -1, 0, 0, residentBefore];
  const range = { from: iso(1), to: iso(count + 1) };
  const table = exportPayments(context, range);
  if (!table.ok) throw new Error(table.detail);
  for await (const piece of table.value) {
    bytes += Buffer.byteLength(piece);
    rows += piece.split("\r\n").length - 1;
    pieces++;
    resident = Math.max(resident, process.memoryUsage.rss());
    if (pieces % 400 !== 1) continue;
    collect();
    most = Math.max(most, process.memoryUsage().heapUsed - before);
  }
  if (rows !== count) throw new Error(`${rows} rows of ${count} were exported`);
  const seconds = (performance.now() - began) / 1_000;
  const megabytes = (value: number) => `${(value / 1024 / 1024).toFixed(1)} MB`;
  const size = `${rows} rows, ${megabytes(bytes)} in ${seconds.toFixed(0)} s`;
  const held = `RSS ${megabytes(residentBefore)} before and at most ${megabytes(resident)}`;
  return `${size}, at most ${megabytes(most)} more in the heap, ${held}`;
}

interface Found {
  readonly what: string;
  readonly times: readonly number[];
  /** Of the last call. */
  readonly rows: number;
}

async function measure(
  bench: Bench,
  engine: Engine,
  sandbox: Parameters<typeof benchConfig>[0]["sandbox"],
): Promise<Figure[]> {
  const { url: databaseUrl, label } = await createBenchDatabase(bench, engine);
  const context = await openBenchContext(bench, await benchConfig({ sandbox, databaseUrl }));
  const count = bench.size(payments);
  const began = performance.now();
  await fill(context, count);
  bench.say(`${engine}: ${count} payments in ${((performance.now() - began) / 1_000).toFixed(0)} s`);
  const found: Found[] = [];
  for (const [what, call] of Object.entries(calls)) {
    const times: number[] = [];
    let rows = 0;
    for (let at = 0; at < repeats; at++) {
      const start = performance.now();
      const result = await call(context);
      times.push(performance.now() - start);
      if (!result.ok) throw new Error(`${what}: refused`);
      rows = result.count;
    }
    found.push({ what, times, rows });
  }
  const slowest = Math.max(...found.flatMap(({ times }) => times));
  return [
    {
      what: `${label}, the slowest of all`,
      measured: `${slowest.toFixed(1)} ms`,
      key: {
        what: `the slowest of ${found.length * repeats} searches and lists of a million payments, ${label}`,
        ...{ value: slowest, unit: "ms", better: "lower", goal: goalMs },
      },
    },
    ...found.map(({ what, times, rows }) => ({
      what: `${label}, ${what}`,
      measured: `p50 ${quantile(times, 0.5).toFixed(1)} ms, max ${Math.max(...times).toFixed(1)} ms, ${rows} found`,
    })),
    {
      what: `${label}, an export as CSV`,
      measured: await measureExport(context, bench.size(exported)),
    },
  ];
}

await runBench(
  "Search and lists over a million payments",
  async (bench) => {
    const sandbox = await startSandbox();
    bench.cleanup.defer(() => sandbox.stop());
    const chosen = bench.words.length === 0 ? engines : engines.filter((one) => bench.words.includes(one));
    const figures: Figure[] = [];
    for (const engine of chosen) figures.push(...(await measure(bench, engine, sandbox)));
    return figures;
  },
  { words: engines, mostMs: 30 * 60_000 },
);
