/**
 * Changes of state, 16 at once, each of another row: two reads, then four writes on the condition that the row is still
 * as it was loaded. The same work as a transaction of single statements stands beside it. CPU is this process's own.
 */
import { type Database, openDatabase } from "../../bff/storage/engine/database.ts";
import { defineQuery, defineStatement, gate } from "../../bff/storage/engine/statements.ts";
import { migrate } from "../../bff/storage/migrations/migrator.ts";
import { inParallel, perSecond } from "./support/numbers.ts";
import { createBenchDatabase } from "./support/product.ts";
import { runBench } from "./support/run-bench.ts";

const changes = 3000;
const width = 16;
const rows = 100;
const digestsOfOne = ["1", "2", "3"];

type Work = (database: Database, account: string, index: number) => Promise<void>;

const findAccount = defineQuery("find account", (db, { id }: { id: string }) =>
  db.selectFrom("accounts").selectAll().where("id", "=", id).limit(1),
);
const findCallbacks = defineQuery("find callbacks", (db, { subject }: { subject: string }) =>
  db.selectFrom("callbacks").selectAll().where("subject_id", "=", subject),
);
const moveAccount = defineStatement(
  "move account",
  (db, row: { id: string; loaded: number; last_success_at: number }) =>
    db
      .updateTable("accounts")
      .set({ last_success_at: row.last_success_at })
      .where("id", "=", row.id)
      .where("last_success_at", "=", row.loaded),
);
const insertCallback = defineStatement(
  "insert callback",
  (db, row: { subject: string; digest: string; now: number }) =>
    db.insertInto("callbacks").values({ subject_id: row.subject, digest: row.digest, received_at: row.now }),
);

const asChange: Work = (database, id, index) =>
  database.change({
    load: [findAccount({ id }), findCallbacks({ subject: `${index}` })],
    decide([[account], callbacks]) {
      const loaded = account?.last_success_at ?? 0;
      return {
        writes: [
          gate(moveAccount({ id, loaded, last_success_at: loaded + 1 })),
          ...digestsOfOne.map((digest) =>
            insertCallback({ subject: `${index}`, digest, now: callbacks.length }),
          ),
        ],
        result: undefined,
      };
    },
  });

const asTransaction: Work = (database, id, index) =>
  database.transaction(async (trx) => {
    const account = await trx
      .updateTable("accounts")
      .set((eb) => ({ id: eb.ref("id") }))
      .where("id", "=", id)
      .returningAll()
      .executeTakeFirst();
    const subject = `t${index}`;
    const callbacks = await trx
      .selectFrom("callbacks")
      .selectAll()
      .where("subject_id", "=", subject)
      .execute();
    const last_success_at = (account?.last_success_at ?? 0) + 1;
    await trx.updateTable("accounts").set({ last_success_at }).where("id", "=", id).execute();
    for (const digest of digestsOfOne) {
      const row = { subject_id: subject, digest, received_at: callbacks.length };
      await trx.insertInto("callbacks").values(row).execute();
    }
  });

await runBench("Changes of state, 16 at once", async (bench) => {
  const figures = [];
  for (const engine of ["sqlite", "postgres"] as const) {
    const { url, label } = await createBenchDatabase(bench, engine);
    const database = await openDatabase({ url });
    bench.cleanup.defer(() => database.close());
    await migrate(database);
    for (let row = 0; row < rows; row++) {
      await database.kysely
        .insertInto("accounts")
        .values({ id: `${row}`, last_success_at: 0 })
        .execute();
    }
    for (const [name, work] of [
      ["a change", asChange],
      ["a transaction", asTransaction],
    ] as const) {
      bench.say(`${label}: ${name} …`);
      const run = async (from: number, count: number) => {
        const items = Array.from({ length: count }, (_, index) => from + index);
        await inParallel(items, { width, work: (index) => work(database, `${index % rows}`, index) });
      };
      const warmUp = bench.size(changes / 10);
      await run(0, warmUp);
      const cpuBefore = process.cpuUsage();
      const began = performance.now();
      const count = bench.size(changes);
      await run(warmUp, count);
      const tookMs = performance.now() - began;
      const { user, system } = process.cpuUsage(cpuBefore);
      const cpuMs = (user + system) / 1000 / count;
      figures.push({
        what: `${label}: ${name}`,
        measured: `${perSecond(count, tookMs)}, ${cpuMs.toFixed(2)} ms of CPU each`,
      });
    }
  }
  return figures;
});
