/**
 * What a payment costs with a thousand payments in the database and with a million: CPU of the built BFF and bytes written,
 * from the start to the webhooks of its success; and what retention does meanwhile, once many are old.
 *
 *     npm run bench -- growth 0.1      with a hundred thousand instead of a million
 *
 * SQLite. The rows are copies of what one real payment has left behind (growth/multiply.ts). The two take turns, so that a
 * slow hour slows both.
 */
import { copyFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { dayMs } from "../../bff/core/days.ts";
import type { ServiceContext } from "../../bff/services/context.ts";
import { keepRetention } from "../../bff/services/retention/keep-retention.ts";
import { sqlitePath } from "../../bff/storage/engine/database.ts";
import { sessionById } from "../../bff/storage/repositories/sessions.ts";
import { type Contender, startContender } from "./floor/contender.ts";
import { createDrive } from "./floor/drive.ts";
import { startOrderEndpoint } from "./floor/endpoint.ts";
import { operations, type Scene, type Tools } from "./floor/operations.ts";
import { multiply } from "./growth/multiply.ts";
import type { KeyFigure } from "./report/results.ts";
import { assertBuilt } from "./support/built.ts";
import { inMs, quantile } from "./support/numbers.ts";
import { openBenchContext } from "./support/open-context.ts";
import { benchConfig, createBenchDatabase } from "./support/product.ts";
import { type Bench, type Figure, runBench } from "./support/run-bench.ts";
import { startTimedSandbox } from "./support/start-timed-sandbox.ts";

const few = 1_000;
const many = 1_000_000;
const rounds = 8;
const goal = 1.2;
/** Of many, this share is old enough to be erased and removed. */
const oldShare = 0.02;
const retentionMs = 60_000;
const probeEveryMs = 20;
const perRound = 250;
/** In the order of a payment; each needs what those before it have left. */
const measured = operations.filter(
  ({ name }) => / 8 at once$/.test(name) && !name.includes("Idempotency-Key"),
);

interface Cost {
  readonly cpuMs: number;
  readonly writtenBytes: number;
}

/** One round of whole payments at one BFF. @returns by operation, for each of them. */
async function payRound(tools: Tools, contender: Contender): Promise<Map<string, Cost>> {
  const scene: Scene = { ...tools, contender, customers: [], pending: [], size: () => perRound };
  const costs = new Map<string, Cost>();
  for (const { name, run } of measured) {
    const before = await contender.readWrittenBytes();
    const sample = await run(scene);
    const writtenBytes = (await contender.readWrittenBytes()) - before;
    costs.set(name, { cpuMs: sample.cpuMs / sample.count, writtenBytes: writtenBytes / sample.count });
  }
  return costs;
}

const costsOf = [
  ["CPU", ({ cpuMs }: Cost) => cpuMs, inMs],
  [
    "written",
    ({ writtenBytes }: Cost) => writtenBytes,
    (bytes: number) => `${(bytes / 1_024).toFixed(0)} kB`,
  ],
] as const;

interface Filled {
  readonly url: string;
  readonly bytesOfOne: number;
}

/** Pays one payment in an empty database, and copies what it left behind. */
async function fill(bench: Bench, tools: Tools, count: number): Promise<Filled> {
  const { sandbox, endpoint, drive } = tools;
  const database = await createBenchDatabase(bench, "sqlite");
  const options = {
    side: "product",
    engine: "sqlite",
    sandbox,
    merchant: endpoint.origin,
    counted: false,
    database,
  } as const;
  const first = await startContender(bench, options);
  const { value: customer } = await drive.createSession(first, false);
  await drive.start(first, customer);
  await drive.readOrders(first);
  await drive.pay(first, customer);
  await first.view.waitForDeliveries(3);
  await first.stop();
  await using opened = new AsyncDisposableStack();
  const context = await openBenchContext(
    { cleanup: opened },
    await benchConfig({ sandbox, databaseUrl: database.url }),
  );
  const path = sqlitePath(database.url);
  const { finishedDays } = context.config.retention;
  const before = statSync(path).size;
  multiply({
    path,
    seal: context.seal,
    count,
    old: Math.ceil(count * oldShare),
    oldMs: (finishedDays + 30) * dayMs,
  });
  await context.database.keepStatistics();
  return { url: database.url, bytesOfOne: (statSync(path).size - before) / count };
}

/** Beside it, a session is read and an account's row written every few milliseconds. */
async function retain(context: ServiceContext): Promise<readonly Figure[]> {
  const waits: number[] = [];
  const [{ id } = { id: "" }] = await context.database.kysely
    .selectFrom("sessions")
    .select("id")
    .limit(1)
    .execute();
  let isOver = false;
  const probe = async () => {
    while (!isOver) {
      const sentAtMs = performance.now();
      await context.database.read(sessionById({ id }));
      await context.database.kysely
        .insertInto("accounts")
        .values({ id: "bench", last_success_at: 1 })
        .onConflict((conflict) => conflict.column("id").doUpdateSet({ last_success_at: 1 }))
        .execute();
      waits.push(performance.now() - sentAtMs);
      await new Promise((resolve) => setTimeout(resolve, probeEveryMs));
    }
  };
  const probing = probe();
  const loop = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  const began = performance.now();
  const pass = await keepRetention(context, () => performance.now() - began > retentionMs);
  const tookMs = performance.now() - began;
  isOver = true;
  await probing;
  loop.disable();
  const rate = (count: number) => `${((count * 1_000) / tookMs).toFixed(0)} /s`;
  const { erased = 0, removed = 0 } = pass ?? {};
  return [
    {
      what: "retention: sessions erased, and removed",
      measured: `${erased} and ${removed} in ${(tookMs / 1_000).toFixed(0)} s, ${rate(erased)} and ${rate(removed)}`,
    },
    { what: "  the longest that the process stood still", measured: inMs(loop.max / 1e6) },
    {
      what: "  a read and a write beside it",
      measured: `p50 ${inMs(quantile(waits, 0.5))}, p99 ${inMs(quantile(waits, 0.99))}, max ${inMs(Math.max(...waits))} (of ${waits.length})`,
    },
  ];
}

async function measure(bench: Bench): Promise<readonly Figure[]> {
  assertBuilt();
  const sandbox = await startTimedSandbox(bench);
  const endpoint = await startOrderEndpoint(bench);
  const drive = createDrive({ sandbox, endpoint });
  bench.cleanup.defer(() => drive.close());
  const tools: Tools = { drive, endpoint, sandbox };
  const counts = [few, Math.max(few, bench.size(many))] as const;
  const filled: Filled[] = [];
  for (const count of counts) {
    bench.say(`filling ${count} …`);
    filled.push(await fill(bench, tools, count));
  }
  const [small, large] = filled;
  if (small === undefined || large === undefined) throw new Error("there are two databases");
  const kept = join(bench.folder, "kept.db");
  copyFileSync(sqlitePath(large.url), kept);
  const start = (database: Filled) =>
    startContender(bench, {
      side: "product",
      engine: "sqlite",
      sandbox,
      merchant: endpoint.origin,
      counted: false,
      database: { url: database.url, label: "SQLite" },
    });
  const contenders = [await start(small), await start(large)];
  const found: Map<string, Cost>[][] = [[], []];
  for (let round = 0; round <= rounds; round++) {
    bench.say(round === 0 ? "warming up …" : `round ${round} of ${rounds} …`);
    // By turns the first: what a round leaves behind, such as writes to the disk, is paid by the next.
    const turns = [...contenders.entries()];
    for (const [index, contender] of round % 2 === 0 ? turns : turns.reverse()) {
      const costs = await payRound(tools, contender);
      if (round > 0) found[index]?.push(costs);
    }
  }
  for (const contender of contenders) await contender.stop();
  const figures: Figure[] = [];
  for (const { name } of measured) {
    for (const [of, cost, write] of costsOf) {
      const [before = Number.NaN, after = Number.NaN] = found.map((all) =>
        quantile(all.flatMap((costs) => costs.get(name) ?? []).map(cost), 0.5),
      );
      const key: KeyFigure = {
        what: `${name}: ${of}`,
        ratioOf: `with ${counts[1].toLocaleString("en")} payments by with ${counts[0].toLocaleString("en")}`,
        value: after / before,
        unit: "",
        better: "lower",
        goal,
      };
      figures.push({
        what: key.what,
        measured: `${key.value.toFixed(2)} (${write(before)}, then ${write(after)})`,
        key,
      });
    }
  }
  const perPayment = large.bytesOfOne / 1_024;
  figures.push({ what: "the database, for each payment", measured: `${perPayment.toFixed(1)} kB` });
  bench.say("retention …");
  const context = await openBenchContext(
    bench,
    await benchConfig({ sandbox, databaseUrl: `sqlite:${kept}` }),
  );
  return [...figures, ...(await retain(context))];
}

await runBench("A payment as the database grows", measure, { words: ["sqlite"], mostMs: 90 * 60_000 });
