import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { type Insertable, sql } from "kysely";
import { expect, test } from "vitest";
import { paymentStatuses, payoutStatuses, sessionStatuses } from "../../bff/contract.ts";
import { isUniqueViolation } from "../../bff/storage/engine/database-errors.ts";
import { migrate } from "../../bff/storage/migrations/migrator.ts";
import type { JobKind } from "../../bff/storage/schema/jobs.ts";
import type { Schema } from "../../bff/storage/schema.ts";
import { forEachEngine } from "../support/databases.ts";
import { columns } from "./columns.ts";
import { paymentRow, payoutRow, sessionRow } from "./rows.ts";

async function refusal(work: Promise<unknown>): Promise<string> {
  return await work.then(
    () => "accepted",
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

forEachEngine("the migrations", (openTestDatabase) => {
  test("make every column of schema.ts and no other", async () => {
    const database = await openTestDatabase();
    const tables = await database.kysely.introspection.getTables();
    const found = Object.fromEntries(
      tables.map((table) => [table.name, table.columns.map((column) => column.name).sort()]),
    );
    const expected = Object.fromEntries(
      Object.entries(columns).map(([table, names]) => [table, Object.keys(names).sort()]),
    );
    expect(found).toEqual(expected);
  });

  test("run once, also when several processes start at once", { timeout: 60_000 }, async () => {
    const database = await openTestDatabase({ migrated: false });
    const program = fileURLToPath(new URL("programs/migrate.ts", import.meta.url));
    const children = Array.from({ length: 4 }, () =>
      spawn(process.execPath, [program, database.url], { stdio: ["pipe", "pipe", "inherit"] }),
    );
    await Promise.all(children.map((child) => once(child.stdout, "data")));
    for (const child of children) child.stdin.end("go\n");
    const codes = await Promise.all(children.map(async (child) => (await once(child, "close"))[0]));
    expect(codes).toEqual([0, 0, 0, 0]);
    const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(database.kysely);
    expect(rows.map((row) => row.name)).toEqual([
      "0001-first-tables",
      "0002-job-lanes",
      "0003-dead-deliveries",
      "0004-sealed-next-actions",
      "0005-a-queue-for-each-endpoint",
      "0006-steps-queues-and-reasons",
      "0007-announced-ends",
      "0008-what-was-said",
      "0009-orders-to-reconcile",
      "0010-expiries-and-stray-money",
      "0011-assertions",
      "0012-encryption-keys",
      "0013-authority",
      "0014-refused-callbacks",
      "0015-personal-data",
      "0016-notes-and-order",
      "0017-exchanges",
      "0018-search",
      "0019-refunds",
      "0020-operators",
      "0021-replays",
      "0022-dead-deliveries-by-endpoint",
      "0023-account-and-currency",
      "0024-amounts-received",
      "0026-reversals-in-doubt",
    ]);
    await database.kysely.insertInto("sessions").values(sessionRow("cs_1")).execute();
  });

  test("change nothing on a database that has them", async () => {
    const database = await openTestDatabase();
    await database.kysely.insertInto("sessions").values(sessionRow("cs_1")).execute();
    await migrate(database);
    expect(await database.kysely.selectFrom("sessions").select("id").execute()).toHaveLength(1);
  });

  test("accept exactly the contract's states", async () => {
    const database = await openTestDatabase();
    const { kysely } = database;
    for (const status of sessionStatuses) {
      await kysely
        .insertInto("sessions")
        .values(sessionRow(`cs_${status}`, { status }))
        .execute();
    }
    for (const status of paymentStatuses) {
      await kysely
        .insertInto("payments")
        .values(paymentRow(`pay_${status}`, "cs_processing", { status }))
        .execute();
    }
    for (const status of payoutStatuses) {
      await kysely
        .insertInto("payouts")
        .values(payoutRow(`po_${status}`, { status }))
        .execute();
    }
    const known = await kysely.selectFrom("payments").select("status").distinct().execute();
    expect(known).toHaveLength(paymentStatuses.length);
    for (const table of ["sessions", "payments", "payouts"]) {
      const wrong = sql`update ${sql.table(table)} set status = 'paid'`.execute(kysely);
      expect(await refusal(wrong)).toMatch(/check constraint|CHECK constraint/);
    }
  });

  test("refuse flags that are neither 0 nor 1, missing values, and wrong types", async () => {
    const database = await openTestDatabase();
    const { kysely } = database;
    await kysely.insertInto("sessions").values(sessionRow("cs_1")).execute();
    await kysely.insertInto("payments").values(paymentRow("pay_1", "cs_1")).execute();
    for (const column of ["confirm_pending", "reversal_pending", "failure_retryable"] as const) {
      const change = kysely.updateTable("payments").set({ [column]: 2 });
      expect(await refusal(change.execute())).toMatch(/check constraint/i);
    }
    const missing = sql`update payments set order_no = null`.execute(kysely);
    expect(await refusal(missing)).toMatch(/not null|not-null/i);
    const wrongType = sql`update payments set created_at = 'yesterday'`.execute(kysely);
    expect(await refusal(wrongType)).toMatch(/cannot store TEXT|invalid input syntax/);
    const negative = kysely.updateTable("sessions").set({ payment_count: -1 });
    expect(await refusal(negative.execute())).toMatch(/check constraint/i);
  });

  test("refuse a payment without its session, and a second one with the same order number", async () => {
    const { kysely } = await openTestDatabase();
    const orphan = kysely.insertInto("payments").values(paymentRow("pay_1", "cs_none"));
    expect(await refusal(orphan.execute())).toMatch(/foreign key/i);
    await kysely.insertInto("sessions").values(sessionRow("cs_1")).execute();
    await kysely
      .insertInto("payments")
      .values(paymentRow("pay_1", "cs_1", { order_no: "same" }))
      .execute();
    const twin = kysely.insertInto("payments").values(paymentRow("pay_2", "cs_1", { order_no: "same" }));
    const error = await twin.execute().catch((reason: unknown) => reason);
    expect(isUniqueViolation(error)).toBe(true);
  });

  test("refuse a job that is half leased, or dead and leased", async () => {
    const { kysely } = await openTestDatabase();
    const job: Insertable<Schema["jobs"]> = {
      id: "expire_session:cs_1",
      kind: "expire_session",
      queue: "providers",
      subject_id: "cs_1",
      run_at: 1,
      rerun_at: null,
      step: 0,
      failures: 0,
      locked_by: "instance",
      locked_until: 2,
      locked_at: 1,
      lease_token: "token",
      last_error: null,
      dead_at: null,
      created_at: 1,
    };
    for (const wrong of [
      { locked_until: null },
      { locked_at: null },
      { lease_token: null },
      { dead_at: 3 },
    ]) {
      const insert = kysely.insertInto("jobs").values({ ...job, ...wrong });
      expect(await refusal(insert.execute())).toMatch(/check constraint/i);
    }
    await kysely.insertInto("jobs").values(job).execute();
    const kinds = {
      sync_payment: true,
      sync_payout: true,
      deliver_event: true,
      expire_payment: true,
      expire_session: true,
      replay_events: true,
      reconcile: true,
    } satisfies Record<JobKind, true>;
    for (const kind of Object.keys(kinds)) await sql`update jobs set kind = ${kind}`.execute(kysely);
  });
});
