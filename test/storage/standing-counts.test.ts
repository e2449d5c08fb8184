import { expect, test } from "vitest";
import type { Database } from "../../bff/storage/engine/database.ts";
import { scheduleJob } from "../../bff/storage/jobs/jobs.ts";
import {
  countDeadDeliveries,
  countFreeJobs,
  countOpen,
  longestInDoubt,
  queuesOfHeldJobs,
} from "../../bff/storage/repositories/standing-counts.ts";
import { forEachEngine } from "../support/databases.ts";
import { planOf, queriesOf } from "./plans.ts";
import { paymentRow, payoutRow, sessionRow } from "./rows.ts";

const queues = ["providers", "maintenance", "webhooks:shop"] as const;
const free = { queues, now: 1_000, leaseMs: 100 };

/** Called like this, so that the SQL is that of the code. */
const reads: Readonly<Record<string, (database: Database) => Promise<unknown>>> = {
  "what is open": ({ kysely }) => countOpen(kysely),
  "the longest in doubt": ({ kysely }) => longestInDoubt(kysely),
  "free jobs": ({ kysely }) => countFreeJobs(kysely, free),
  "held jobs": ({ kysely }) => queuesOfHeldJobs(kysely, 1_000),
  "dead deliveries": ({ kysely }) => countDeadDeliveries(kysely, ["shop"]),
};

forEachEngine("the counts for the metrics", (openTestDatabase, engine) => {
  test("of what is open go by table and state", async () => {
    const { kysely } = await openTestDatabase();
    await kysely
      .insertInto("sessions")
      .values([
        sessionRow("cs_1"),
        sessionRow("cs_2", { status: "processing" }),
        sessionRow("cs_3", { status: "processing" }),
        sessionRow("cs_4", { status: "succeeded" }),
      ])
      .execute();
    await kysely
      .insertInto("payments")
      .values([
        paymentRow("pay_1", "cs_1", { status: "unknown" }),
        paymentRow("pay_2", "cs_2", { status: "review" }),
        paymentRow("pay_3", "cs_4", { status: "succeeded" }),
      ])
      .execute();
    await kysely
      .insertInto("payouts")
      .values(payoutRow("po_1", { status: "pending" }))
      .execute();
    const some = (await countOpen(kysely)).filter(({ count }) => count > 0);
    expect(some).toEqual([
      { table: "payments", status: "unknown", count: 1 },
      { table: "payments", status: "review", count: 1 },
      { table: "payouts", status: "pending", count: 1 },
      { table: "sessions", status: "requires_payment_method", count: 1 },
      { table: "sessions", status: "processing", count: 2 },
    ]);
  });

  test("of time begin with the state, not with the payment", async () => {
    const { kysely } = await openTestDatabase();
    await kysely.insertInto("sessions").values(sessionRow("cs_1")).execute();
    await kysely
      .insertInto("payments")
      .values([
        paymentRow("pay_1", "cs_1", { status: "unknown", unknown_since: 300, created_at: 200 }),
        paymentRow("pay_2", "cs_1", { status: "review", created_at: 100 }),
      ])
      .execute();
    const line = {
      payment_id: "pay_2",
      cause: "callback",
      actor: null,
      detail: null,
      note_sealed: null,
    } as const;
    await kysely
      .insertInto("payment_timeline")
      .values([
        { ...line, seq: 1, at: 100, from_status: null, to_status: "creating" },
        { ...line, seq: 2, at: 500, from_status: "pending", to_status: "review" },
        { ...line, seq: 3, at: 700, from_status: "review", to_status: "review" },
      ])
      .execute();
    expect(await longestInDoubt(kysely)).toEqual([
      { table: "payments", status: "unknown", since: 300 },
      { table: "payouts", status: "unknown", since: null },
      { table: "payments", status: "review", since: 500 },
      { table: "payouts", status: "review", since: null },
    ]);
  });

  test("of jobs say which are due, which wait, which run and which are dead", async () => {
    const { kysely } = await openTestDatabase();
    const job = { kind: "sync_payment", now: 1_000 } as const;
    await scheduleJob(kysely, { ...job, subjectId: "due", runAt: 1_000 });
    await scheduleJob(kysely, { ...job, subjectId: "later", runAt: 1_001 });
    await scheduleJob(kysely, { ...job, subjectId: "held", runAt: 900, lockedBy: "one", leaseMs: 100 });
    await scheduleJob(kysely, { ...job, subjectId: "dead", runAt: 900 });
    await kysely.updateTable("jobs").set({ dead_at: 900 }).where("subject_id", "=", "dead").execute();
    const hook = { kind: "deliver_event", queue: "webhooks:shop", now: 1_000, runAt: 900 } as const;
    await scheduleJob(kysely, { ...hook, subjectId: "evt_1:shop" });
    expect(await countFreeJobs(kysely, free)).toEqual([
      { queue: "providers", waiting: 1, due: 1 },
      { queue: "maintenance", waiting: 0, due: 0 },
      { queue: "webhooks:shop", waiting: 0, due: 1 },
    ]);
    expect(await queuesOfHeldJobs(kysely, 1_000)).toEqual({ running: ["providers"], dead: ["providers"] });
    // The lease is over, and nobody has claimed the job yet.
    const later = { ...free, now: 1_100 };
    expect((await countFreeJobs(kysely, later))[0]).toEqual({ queue: "providers", waiting: 0, due: 3 });
    expect((await queuesOfHeldJobs(kysely, 1_100)).running).toEqual([]);
  });

  test.each(Object.entries(reads))("read %s by an index alone", async (_name, read) => {
    const database = await openTestDatabase();
    const asked = await queriesOf(database, read);
    expect(asked).not.toEqual([]);
    for (const query of asked) {
      const details = await planOf(database, query);
      expect(details).not.toEqual([]);
      // A subquery of ours, whose rows are counted, is no table.
      const whole =
        engine === "sqlite" ? /^SCAN (?!CONSTANT ROW|counted)(?!.* USING .*INDEX)/ : /Seq Scan on/;
      for (const detail of details) {
        expect(detail, query.sql).not.toMatch(whole);
        expect(detail, query.sql).not.toMatch(/TEMP B-TREE|Sort/);
      }
    }
  });
});
