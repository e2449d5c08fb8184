import { createQueryId, type KyselyPlugin, type RootOperationNode, sql } from "kysely";
import { describe, expect, test } from "vitest";
import { createSeal } from "../../bff/storage/encryption/seal.ts";
import type { Database } from "../../bff/storage/engine/database.ts";
import { claimJobs, nextRunAt } from "../../bff/storage/jobs/claim-jobs.ts";
import { listDeadJobs } from "../../bff/storage/jobs/dead-jobs.ts";
import { finishJob, rescheduleJob } from "../../bff/storage/jobs/end-jobs.ts";
import { heartbeat, releaseLeases } from "../../bff/storage/jobs/job-leases.ts";
import { scheduleJob } from "../../bff/storage/jobs/jobs.ts";
import { deliveriesOfEvents, releaseStrayDeliveries } from "../../bff/storage/repositories/deliveries.ts";
import { disableEndpoint, enableEndpoints } from "../../bff/storage/repositories/disabled-endpoints.ts";
import { eventWrites } from "../../bff/storage/repositories/event-writes.ts";
import { findDeliveryToSend } from "../../bff/storage/repositories/events.ts";
import { recordAttempt } from "../../bff/storage/repositories/record-attempt.ts";
import { testDatabases } from "../support/databases.ts";
import { commit } from "./commit.ts";

const seal = createSeal(new Uint8Array(32).fill(7));

describe("no hot query", () => {
  const openSqlite = testDatabases("sqlite");
  const page = "order by created_at desc, id desc limit 21";
  const queries = {
    "a session by its token": "select * from sessions where token_hash = ?",
    "a reference's sessions": `select * from sessions where reference = ? ${page}`,
    "sessions of a state": `select * from sessions where status = ? ${page}`,
    "the newest sessions": `select * from sessions ${page}`,
    "sessions after a cursor": `select * from sessions where (created_at, id) < (?, ?) ${page}`,
    "a session's payments": "select * from payments where session_id = ? order by created_at, id",
    "a payment by its order number": "select * from payments where order_no = ?",
    "a payment by its callback": "select * from payments where callback_token_hash = ?",
    "payments of a state": `select * from payments where status = ? ${page}`,
    "an account's payments of a day": `select * from payments where account_id = ? and created_at >= ? and created_at < ? ${page}`,
    "an account's payments after a cursor": `select * from payments where account_id = ? and (created_at, id) < (?, ?) ${page}`,
    "the last line of a timeline":
      "select * from payment_timeline where payment_id = ? order by seq desc limit 1",
    "an account's payouts": `select * from payouts where account_id = ? ${page}`,
    "payouts of a state": `select * from payouts where status = ? ${page}`,
    "a reference's payouts": `select * from payouts where reference = ? ${page}`,
    "a payout by its order number": "select * from payouts where order_no = ?",
    "a callback's repeat": "select * from callbacks where subject_id = ? and digest = ?",
    "the newest events": `select * from events ${page}`,
    "events of a type after a cursor": `select * from events where type = ? and (created_at, id) < (?, ?) ${page}`,
    "a session's events": `select * from events where session_id = ? ${page}`,
    "a payment's events": `select * from events where payment_id = ? ${page}`,
    "a payout's events": `select * from events where payout_id = ? ${page}`,
    "an event's deliveries": "select * from deliveries where event_id in (?, ?)",
    "deliveries' attempts":
      "select * from delivery_attempts where delivery_id in (?, ?) order by delivery_id, seq",
    "an idempotency key": "select * from idempotency_keys where id = ?",
    "old idempotency keys":
      "select id from idempotency_keys where created_at < ? order by created_at limit 100",
    "a day's discrepancies": "select * from discrepancies where account_id = ? and day = ? order by id",
  };

  async function plan(database: Database, query: string): Promise<string[]> {
    const { rows } = await sql
      .raw<{ detail: string }>(`explain query plan ${query}`)
      .execute(database.kysely);
    return rows.map((row) => row.detail);
  }

  test("reads a whole table or sorts", async () => {
    const database = await openSqlite();
    for (const [name, query] of Object.entries(queries)) {
      const details = await plan(database, query);
      expect(details, name).not.toEqual([]);
      for (const detail of details) {
        expect(detail, name).not.toMatch(/TEMP B-TREE/);
        expect(detail, name).toMatch(/^SEARCH|^SCAN \w+ USING (COVERING )?INDEX/);
      }
    }
  });
});

describe("no query of jobs and deliveries", () => {
  const openSqlite = testDatabases("sqlite");
  const lease = { id: "sync_payment:pay_1", token: "token" };
  const job = {
    ...lease,
    kind: "deliver_event",
    subjectId: "evt_1:shop",
    runAt: 1,
    step: 0,
    failures: 0,
  } as const;
  const attempt = { at: 1, status: 500, error: null, durationMs: 1 };

  /** As they are called, so that the SQL is the code's own. */
  const calls: Readonly<Record<string, (database: Database) => Promise<unknown>>> = {
    "look for the next job": ({ kysely }) => nextRunAt(kysely, { now: 1, leaseMs: 1, queue: "providers" }),
    "claim jobs": (database) =>
      claimJobs(database, { instanceId: "one", now: 1, limit: 10, leaseMs: 1, queue: "webhooks:shop" }),
    "schedule a job": ({ kysely }) =>
      scheduleJob(kysely, {
        kind: "sync_payment",
        subjectId: "pay_1",
        runAt: 1,
        now: 1,
        completing: "token",
      }),
    "finish a job": ({ kysely }) => finishJob(kysely, lease),
    "reschedule a job": ({ kysely }) => rescheduleJob(kysely, { lease, runAt: 1, step: 1 }),
    "keep leases up": ({ kysely }) =>
      heartbeat(kysely, { instanceId: "one", now: 1, leaseMs: 1, tokens: ["a", "b"] }),
    "hand leases back": ({ kysely }) => releaseLeases(kysely, "one"),
    "list dead jobs": ({ kysely }) => listDeadJobs(kysely, { limit: 10 }),
    "release stray deliveries": ({ kysely }) => releaseStrayDeliveries(kysely, { endpointIds: ["shop"] }),
    "read what is to be sent": (database) => findDeliveryToSend(database, seal, "evt_1:shop"),
    "record an attempt": ({ kysely }) =>
      recordAttempt(kysely, { job, endpointId: "shop", attempt, outcome: { kind: "delivered" } }),
    "disable an endpoint": ({ kysely }) => disableEndpoint(kysely, { endpointId: "shop", at: 1 }),
    "enable an endpoint": ({ kysely }) => enableEndpoints(kysely, { endpointIds: ["shop"], now: 1 }),
    "read an event's deliveries": ({ kysely }) => deliveriesOfEvents(kysely, ["evt_1"]),
  };
  /** Few rows: those of one event, those of one endpoint that died. */
  const maySort = new Set(["read an event's deliveries", "enable an endpoint"]);

  test("reads a whole table, and none that runs all the time sorts", async () => {
    const database = await openSqlite();
    const text = JSON.stringify({ type: "session.expired", timestamp: "2026-11-19T12:00:00.000Z", data: {} });
    const about = { sessionId: null, paymentId: null, payoutId: null };
    const deliveries = [{ endpointId: "shop", isDisabled: false, lease: {} }];
    const event = { id: "evt_1", type: "session.expired", text, ...about, at: 1, deliveries } as const;
    for (const [name, call] of Object.entries(calls)) {
      await database.kysely.deleteFrom("jobs").execute();
      await database.kysely.deleteFrom("delivery_attempts").execute();
      await database.kysely.deleteFrom("deliveries").execute();
      await database.kysely.deleteFrom("events").execute();
      await commit(database, eventWrites(seal, event).writes);
      const queries: RootOperationNode[] = [];
      const listener: KyselyPlugin = {
        transformQuery({ node }) {
          queries.push(node);
          return node;
        },
        transformResult: async ({ result }) => result,
      };
      await call({ ...database, kysely: database.kysely.withPlugin(listener) });
      expect(queries, name).not.toEqual([]);
      for (const node of queries) {
        const compiled = database.kysely.getExecutor().compileQuery(node, createQueryId());
        const { rows } = await sql
          .raw<{ detail: string }>(`explain query plan ${compiled.sql}`)
          .execute(database.kysely);
        for (const { detail } of rows) {
          expect(detail, `${name}: ${compiled.sql}`).not.toMatch(
            /^SCAN (?!CONSTANT ROW)(?!.* USING .*INDEX)/,
          );
          if (!maySort.has(name)) expect(detail, name).not.toMatch(/TEMP B-TREE/);
        }
      }
    }
  });
});
