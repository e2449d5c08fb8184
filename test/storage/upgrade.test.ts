import { type Insertable, sql } from "kysely";
import { expect, test } from "vitest";
import type { Database } from "../../bff/storage/engine/database.ts";
import { claimJobs } from "../../bff/storage/jobs/claim-jobs.ts";
import { finishJob } from "../../bff/storage/jobs/end-jobs.ts";
import { migrate } from "../../bff/storage/migrations/migrator.ts";
import { deliveriesOfEvents } from "../../bff/storage/repositories/deliveries.ts";
import { enableEndpoints } from "../../bff/storage/repositories/disabled-endpoints.ts";
import type { Schema } from "../../bff/storage/schema.ts";
import { forEachEngine } from "../support/databases.ts";
import { paymentRow, payoutRow, sessionRow } from "./rows.ts";

const fifth = "0005-a-queue-for-each-endpoint";
const sixth = "0006-steps-queues-and-reasons";
const seventh = "0007-announced-ends";

/** The row without columns that its database does not have yet. */
function without<Row extends object>(row: Row, columns: readonly (keyof Row)[]) {
  return Object.fromEntries(
    Object.entries(row).filter(([column]) => !columns.some((name) => name === column)),
  );
}

const saidColumns = ["testimony", "identity", "details_sealed", "utr_digest"] as const;
const personalColumns = ["email_digest", "phone_digest"] as const;
const retentionColumns = [...personalColumns, "erasure", "retained_from"] as const;
const newOfPayouts = [
  ...saidColumns,
  ...retentionColumns,
  "exceptions",
  "event_sequence",
  "created_by",
  "refund_id",
  "side",
  "send_pending",
  "reversal_unsettled",
  "counted_at",
] as const;

/** As it was before its description, metadata and return URL were sealed. */
function oldSessionRow(id: string, missing: readonly (keyof Schema["sessions"])[]) {
  const known = without(sessionRow(id), [
    ...retentionColumns,
    ...missing,
    "private_sealed",
    "customer_digest",
  ]);
  const clear = { description: null, metadata: "{}", return_url: "https://shop.example.com/thanks" };
  return { ...known, ...clear } as unknown as Insertable<Schema["sessions"]>;
}
/** A payout of before it was kept who made it. */
const oldPayout = payoutRow("po_1", { created_by: null });

const free = "null, null, null, null";
const held = "'instance', 900, 800, 'token'";
/** kind, lane, endpoint, subject, run_at, wished_at, attempts, lease, last_error, dead_at */
const oldJobs = [
  `'sync_payment', 'asking', '', 'pay_new', 100, null, 0, ${free}, null, null`,
  `'sync_payment', 'asking', '', 'pay_polled', 101, null, 3, ${free}, null, null`,
  `'sync_payment', 'asking', '', 'pay_running', 102, 500, 4, ${held}, null, null`,
  `'sync_payout', 'asking', '', 'po_failing', 103, null, 2, ${free}, 'TypeError', null`,
  `'sync_payout', 'asking', '', 'po_dead', 104, null, 12, ${free}, 'TypeError', 700`,
  `'expire', 'asking', '', 'cs_1', 105, null, 0, ${free}, null, null`,
  `'expire', 'asking', '', 'pay_1', 106, null, 1, ${free}, null, null`,
  `'reconcile', 'telling', '', 'weak', 107, null, 9, ${free}, null, null`,
  `'deliver_event', 'telling', 'shop', 'evt_1:shop', 108, null, 0, ${free}, null, null`,
  `'deliver_event', 'telling', 'shop', 'evt_2:shop', 109, null, 5, ${held}, 'answered 500', null`,
  `'deliver_event', 'telling', '', 'evt_1:gone', 110, null, 2, ${free}, 'answered 500', null`,
  `'deliver_event', 'telling', 'shop', 'evt_6:shop', 111, null, 10, ${free}, 'SealError', 700`,
];
/** event, endpoint, state, next_attempt_at, attempts */
const oldDeliveries = [
  "'evt_1', 'shop', 'pending', 108, 0",
  "'evt_2', 'shop', 'pending', 109, 3",
  "'evt_1', 'gone', 'pending', 110, 2",
  "'evt_3', 'shop', 'delivered', null, 2",
  "'evt_4', 'shop', 'dead', null, 10",
  "'evt_5', 'shop', 'dead', null, 1",
  "'evt_6', 'shop', 'dead', null, 1",
  "'evt_7', 'shop', 'dead', null, 1",
  "'evt_8', 'shop', 'dead', null, 0",
];
/** delivery, seq, status, error */
const oldLog = [
  "'evt_2:shop', 1, 500, 'answered 500'",
  "'evt_3:shop', 1, null, 'the endpoint is disabled (it answered 410)'",
  "'evt_3:shop', 2, 200, null",
  "'evt_4:shop', 1, 410, 'answered 410'",
  "'evt_4:shop', 2, 500, 'answered 500'",
  "'evt_5:shop', 1, 410, 'answered 410'",
  "'evt_6:shop', 1, null, 'given up after a mistake on our side (SealError)'",
  "'evt_7:shop', 1, null, 'the endpoint is disabled (it answered 410)'",
];

async function fill({ kysely }: Database): Promise<void> {
  const run = (statement: string) => sql.raw(statement).execute(kysely);
  for (let event = 1; event <= 8; event++)
    await run(
      `insert into events (id, type, body_sealed, created_at) values ('evt_${event}', 't', 'x', ${event})`,
    );
  for (const row of oldDeliveries) {
    const [event = "", endpoint = ""] = row.split(", ");
    await run(`insert into deliveries (id, event_id, endpoint_id, state, next_attempt_at, attempts, updated_at)
      values (${event} || ':' || ${endpoint}, ${row}, 50)`);
  }
  for (const row of oldLog)
    await run(
      `insert into delivery_attempts (delivery_id, seq, status, error, "at", duration_ms) values (${row}, 1, 1)`,
    );
  for (const row of oldJobs) {
    const [kind = "", , , subject = ""] = row.split(", ");
    await run(`insert into jobs (id, kind, lane, endpoint_id, subject_id, run_at, wished_at, attempts,
      locked_by, locked_until, locked_at, lease_token, last_error, dead_at, created_at)
      values (${kind} || ':' || ${subject}, ${row}, 50)`);
  }
  await run("insert into endpoints (id, disabled_at) values ('shop', 60)");
}

forEachEngine("a database of the first five migrations", (openTestDatabase) => {
  test("is taken over with its jobs, each in its queue, at its step, with its lease and its time", async () => {
    const database = await openTestDatabase({ lastMigration: fifth });
    await fill(database);
    await migrate(database);
    const jobs = await database.kysely.selectFrom("jobs").selectAll().orderBy("run_at").execute();
    const found = jobs.map((job) => [job.id, job.queue, job.step, job.failures, job.rerun_at, job.dead_at]);
    expect(found).toEqual([
      ["sync_payment:pay_new", "providers", 0, 0, null, null],
      ["sync_payment:pay_polled", "providers", 3, 0, null, null],
      ["sync_payment:pay_running", "providers", 3, 0, 500, null],
      ["sync_payout:po_failing", "providers", 2, 1, null, null],
      ["sync_payout:po_dead", "providers", 12, 12, null, 700],
      ["expire_session:cs_1", "maintenance", 0, 0, null, null],
      ["expire_payment:pay_1", "maintenance", 1, 0, null, null],
      ["reconcile:weak", "maintenance", 9, 0, null, null],
      ["deliver_event:evt_1:shop", "webhooks:shop", 0, 0, null, null],
      ["deliver_event:evt_2:shop", "webhooks:shop", 3, 0, null, null],
      ["deliver_event:evt_1:gone", "webhooks:gone", 2, 0, null, null],
      ["deliver_event:evt_6:shop", "webhooks:shop", 1, 10, null, 700],
    ]);
    for (const job of jobs) {
      expect(job.id).toBe(`${job.kind}:${job.subject_id}`);
      expect(job.created_at).toBe(50);
      expect(job.locked_by).toBe(/running|evt_2/.test(job.id) ? "instance" : null);
    }
    const options = { instanceId: "new", now: 850, limit: 50, leaseMs: 10_000 };
    expect(await claimJobs(database, options)).toHaveLength(8);
    const lease = { id: "sync_payment:pay_running", token: "token" };
    expect(await finishJob(database.kysely, lease)).toBe("rescheduled");
  });

  test("is taken over with its deliveries: those that are dead say why, and what 410 spared is sent again", async () => {
    const database = await openTestDatabase({ lastMigration: fifth });
    await fill(database);
    await migrate(database);
    const { kysely } = database;
    const rows = await kysely.selectFrom("deliveries").selectAll().orderBy("id").execute();
    expect(rows.map((row) => [row.id, row.state, row.dead_reason])).toEqual([
      ["evt_1:gone", "pending", null],
      ["evt_1:shop", "pending", null],
      ["evt_2:shop", "pending", null],
      ["evt_3:shop", "delivered", null],
      ["evt_4:shop", "dead", "gave_up"],
      ["evt_5:shop", "dead", "endpoint_disabled"],
      ["evt_6:shop", "dead", "internal_error"],
      ["evt_7:shop", "dead", "endpoint_disabled"],
      ["evt_8:shop", "dead", "gave_up"],
    ]);
    const [delivery] = (await deliveriesOfEvents(kysely, ["evt_2"])).get("evt_2") ?? [];
    expect(delivery).toMatchObject({ state: "pending", nextAttemptAt: 109, attempts: [{ status: 500 }] });
    const options = { endpointIds: ["shop"], now: 900 };
    expect(await database.transaction((trx) => enableEndpoints(trx, options))).toBe(2);
    const unknown = kysely.updateTable("deliveries").set({ dead_reason: sql`'other'` });
    await expect(unknown.execute()).rejects.toThrow(/check constraint/i);
  });

  test("is taken over with its sessions and payouts, at version 0", async () => {
    const database = await openTestDatabase({ lastMigration: fifth });
    const { kysely } = database;
    const session = oldSessionRow("cs_1", ["version", "announced", "event_sequence"]);
    const payout = without(payoutRow("po_1"), ["version", ...newOfPayouts]);
    await kysely.insertInto("sessions").values(session).execute();
    await kysely
      .insertInto("payouts")
      .values(payout as Insertable<Schema["payouts"]>)
      .execute();
    await migrate(database);
    expect(await kysely.selectFrom("sessions").selectAll().execute()).toEqual([sessionRow("cs_1")]);
    expect(await kysely.selectFrom("payouts").selectAll().execute()).toEqual([oldPayout]);
  });
});

/** id, type, session, payment: of the session itself where there is no payment. */
const oldEvents = [
  ["evt_1", "payment.succeeded", "cs_paid", "pay_1"],
  ["evt_2", "session.succeeded", "cs_paid", null],
  ["evt_3", "session.expired", "cs_late", null],
  ["evt_4", "session.succeeded", "cs_late", null],
  ["evt_5", "session.canceled", "cs_canceled", null],
  ["evt_6", "payment.failed", "cs_open", "pay_2"],
  ["evt_7", "payout.succeeded", null, null],
] as const;

forEachEngine("a database of the first six migrations", (openTestDatabase) => {
  test("is taken over with the end events of each session on record in its row", async () => {
    const database = await openTestDatabase({ lastMigration: sixth });
    const { kysely } = database;
    for (const id of ["cs_paid", "cs_late", "cs_canceled", "cs_open", "cs_new"]) {
      const session = oldSessionRow(id, ["announced", "event_sequence"]);
      await kysely.insertInto("sessions").values(session).execute();
    }
    for (const [id, type, session_id, payment_id] of oldEvents) {
      const event = { id, type, session_id, payment_id, payout_id: null, body_sealed: "x", created_at: 1 };
      await kysely.insertInto("events").values(event).execute();
    }
    await migrate(database);
    const rows = await kysely.selectFrom("sessions").select(["id", "announced"]).orderBy("id").execute();
    expect(Object.fromEntries(rows.map((row) => [row.id, row.announced]))).toEqual({
      cs_canceled: "session.canceled",
      cs_late: "session.succeeded session.expired",
      cs_new: "",
      cs_open: "",
      cs_paid: "session.succeeded",
    });
    const missing = sql`update sessions set announced = null`.execute(kysely);
    await expect(missing).rejects.toThrow(/not null|not-null/i);
  });
});

forEachEngine("a database of the first seven migrations", (openTestDatabase) => {
  test("is taken over with what a callback had claimed of a payment", async () => {
    const database = await openTestDatabase({ lastMigration: seventh });
    const { kysely } = database;
    const said = { status: "succeeded", amountText: "15.00", orderedAmountText: null, currency: "MXN" };
    await kysely
      .insertInto("sessions")
      .values(oldSessionRow("cs_1", ["event_sequence"]))
      .execute();
    for (const [id, claim] of [
      ["pay_claimed", JSON.stringify(said)],
      ["pay_silent", null],
    ] as const) {
      const payment = {
        ...without(paymentRow(id, "cs_1"), [
          "refunds",
          "reference",
          "code_digest",
          ...saidColumns,
          ...personalColumns,
        ]),
        claim,
      };
      await kysely
        .insertInto("payments")
        .values(payment as unknown as Insertable<Schema["payments"]>)
        .execute();
    }
    await migrate(database);
    expect(await kysely.selectFrom("payments").selectAll().orderBy("id").execute()).toEqual([
      { ...paymentRow("pay_claimed", "cs_1"), testimony: JSON.stringify({ callback: said }) },
      paymentRow("pay_silent", "cs_1"),
    ]);
  });

  test("is taken over with its payouts and their timelines, and takes a payout in review", async () => {
    const database = await openTestDatabase({ lastMigration: seventh });
    const { kysely } = database;
    const payout = without({ ...payoutRow("po_1"), version: 3 }, newOfPayouts);
    await kysely
      .insertInto("payouts")
      .values(payout as Insertable<Schema["payouts"]>)
      .execute();
    const line = {
      payout_id: "po_1",
      seq: 1,
      at: 5,
      from_status: null,
      to_status: "creating",
      cause: "create",
    };
    await kysely
      .insertInto("payout_timeline")
      .values({ ...line, detail: null } as Insertable<Schema["payout_timeline"]>)
      .execute();
    await migrate(database);
    expect(await kysely.selectFrom("payouts").selectAll().execute()).toEqual([{ ...oldPayout, version: 3 }]);
    expect(await kysely.selectFrom("payout_timeline").selectAll().execute()).toEqual([
      { ...line, actor: null, detail: null, note_sealed: null },
    ]);
    await sql`update payouts set status = 'review'`.execute(kysely);
    const orphan = { ...line, payout_id: "po_2", detail: null } as Insertable<Schema["payout_timeline"]>;
    await expect(kysely.insertInto("payout_timeline").values(orphan).execute()).rejects.toThrow(
      /foreign key/i,
    );
    const wrong = sql`update payouts set status = 'paid'`.execute(kysely);
    await expect(wrong).rejects.toThrow(/check constraint/i);
  });
});
