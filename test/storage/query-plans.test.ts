import { createQueryId, type KyselyPlugin, sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { createSeal } from "../../bff/storage/encryption/seal.ts";
import type { Database } from "../../bff/storage/engine/database.ts";
import { claimJobs, nextRunAt } from "../../bff/storage/jobs/claim-jobs.ts";
import { listDeadJobs } from "../../bff/storage/jobs/dead-jobs.ts";
import { finishJob, rescheduleJob } from "../../bff/storage/jobs/end-jobs.ts";
import { heartbeat, releaseLeases } from "../../bff/storage/jobs/job-leases.ts";
import { scheduleJob } from "../../bff/storage/jobs/jobs.ts";
import { adoptSome } from "../../bff/storage/repositories/adopt-deliveries.ts";
import { deliveriesOfEvents } from "../../bff/storage/repositories/deliveries.ts";
import { enableEndpoints } from "../../bff/storage/repositories/disabled-endpoints.ts";
import {
  listRetained,
  payoutsOfPerson,
  sessionsOfPerson,
  setRetainedFrom,
  wantErasure,
} from "../../bff/storage/repositories/erasure.ts";
import {
  isBacklogged,
  nextToReplay,
  purgeReplays,
  writeReplayedPage,
} from "../../bff/storage/repositories/event-replays.ts";
import { findDeliveryToSend, findEvent, listEvents } from "../../bff/storage/repositories/events.ts";
import { removeOldExchanges } from "../../bff/storage/repositories/exchanges.ts";
import { listLoose } from "../../bff/storage/repositories/loose-rows.ts";
import { payoutSumsOfDay } from "../../bff/storage/repositories/payout-days.ts";
import { lockPaymentForQuery } from "../../bff/storage/repositories/query-locks.ts";
import { recordAttempt } from "../../bff/storage/repositories/record-attempt.ts";
import { listEventHeads } from "../../bff/storage/repositories/removal.ts";
import { keepUpkeep, takeUpkeep } from "../../bff/storage/repositories/upkeep.ts";
import { testDatabases } from "../support/databases.ts";
import { fillSkewed } from "../support/skewed-tables.ts";
import { commit } from "./commit.ts";
import { eventTo, id, lease, statements, toShop } from "./prepared-statements.ts";
import { replayRow } from "./rows.ts";

const seal = createSeal(new Uint8Array(32).fill(7));

/** Written out here: what depends on a filter is tried in test/services/lists. */
const queries = {
  "the next events to replay": `select * from events where created_at >= ? and created_at < ?
    and (created_at, id) > (?, ?) order by created_at, id limit 100`,
  "an event's deliveries": "select * from deliveries where event_id in (?, ?)",
  "deliveries' attempts":
    "select * from delivery_attempts where delivery_id in (?, ?) order by delivery_id, seq",
  "old idempotency keys":
    "select id from idempotency_keys where created_at < ? order by created_at limit 100",
};

async function planOf(database: Database, query: string): Promise<string[]> {
  const { rows } = await sql.raw<{ detail: string }>(`explain query plan ${query}`).execute(database.kysely);
  return rows.map((row) => row.detail);
}

describe.each(["without statistics", "with those of many rows, unevenly spread"])(
  "%s, no hot query",
  (known) => {
    const openSqlite = testDatabases("sqlite");
    let database: Database;
    beforeAll(async () => {
      database = await openSqlite({ shared: true });
      if (known !== "without statistics") await fillSkewed(database, 20_000);
    });

    test("reads a whole table or sorts", async () => {
      const database = await openSqlite();
      for (const [name, query] of Object.entries(queries)) {
        const details = await planOf(database, query);
        expect(details, name).not.toEqual([]);
        for (const detail of details) {
          expect(detail, name).not.toMatch(/TEMP B-TREE/);
          expect(detail, name).toMatch(/^SEARCH|^SCAN \w+ USING (COVERING )?INDEX/);
        }
      }
    });

    test("that is prepared reads a whole table or sorts, but for the few endpoints", async () => {
      const database = await openSqlite();
      for (const { statement } of statements) {
        const query = statement.sql("sqlite");
        for (const detail of await planOf(database, query)) {
          expect(detail, query).not.toMatch(/TEMP B-TREE/);
          expect(detail, query).toMatch(
            /^SEARCH|^SCAN endpoints$|^SCAN CONSTANT ROW|^(CORRELATED )?SCALAR SUBQUERY|^LIST SUBQUERY/,
          );
        }
      }
    });

    test("that adds a day's payouts up reads more than the index", async () => {
      const database = await openSqlite();
      const { statement } = payoutSumsOfDay({ currency: "INR", from: 1, to: 2 });
      expect(await planOf(database, statement.sql("sqlite"))).toEqual([
        expect.stringMatching(/USING COVERING INDEX payouts_day /),
      ]);
    });
  },
);

describe("no query of jobs and deliveries", () => {
  const openSqlite = testDatabases("sqlite");
  const delivering = {
    ...lease,
    kind: "deliver_event",
    subjectId: "evt_1:shop",
    runAt: 1,
    step: 0,
    failures: 0,
  } as const;
  const retained = { erasure: "kept", before: 9, after: { id: "", retained_from: -1 } } as const;
  const attempt = { at: 1, status: 500, error: null, durationMs: 1 };
  const replay = replayRow(id);

  /** Called like this, so that the SQL is that of the code. */
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
    "adopt deliveries": ({ kysely }) => adoptSome(kysely, { id: "shop", addressId: "digest" }),
    "take the lock on queries": (database) =>
      lockPaymentForQuery(database, { id, now: 1, lockMs: 1, floorMs: 1 }),
    "read what is to be sent": (database) => findDeliveryToSend(database, seal, "evt_1:shop"),
    "read an event": (database) => findEvent(database, seal, "evt_1"),
    "record an attempt": (database) =>
      recordAttempt(database, {
        job: delivering,
        endpointId: "shop",
        attempt,
        outcome: { kind: "delivered" },
      }),
    "list sessions to erase": ({ kysely }) => listRetained(kysely, { ...retained, subject: "sessions" }),
    "list payouts to erase": ({ kysely }) => listRetained(kysely, { ...retained, subject: "payouts" }),
    "look again later": ({ kysely }) => setRetainedFrom(kysely, "sessions", { id, retained_from: 1 }),
    "mark for erasure": ({ kysely }) => wantErasure(kysely, "payouts", id),
    "find a customer's sessions": ({ kysely }) =>
      sessionsOfPerson(kysely, { column: "customer_digest", digests: [id] }),
    "find the sessions of an address": ({ kysely }) =>
      sessionsOfPerson(kysely, { column: "email_digest", digests: [id] }),
    "find the payouts of a phone": ({ kysely }) =>
      payoutsOfPerson(kysely, { column: "phone_digest", digests: [id] }),
    "list what hangs on no session": (database) => listLoose(database, { at: 1, day: "2026-11-19" }),
    "list a session's events": ({ kysely }) => listEventHeads(kysely, "sessions", id),
    "take the upkeep": ({ kysely }) => takeUpkeep(kysely, { id: "retention", now: 1 }),
    "keep the upkeep": ({ kysely }) => keepUpkeep(kysely, { id: "retention", until: 1 }, 2),
    "remove old exchanges": ({ kysely }) => removeOldExchanges(kysely, { before: 1, limit: 200 }),
    "enable an endpoint": ({ kysely }) => enableEndpoints(kysely, { endpointIds: ["shop"], now: 1 }),
    "read an event's deliveries": ({ kysely }) => deliveriesOfEvents(kysely, ["evt_1"]),
    "list what is not delivered": ({ kysely }) =>
      listEvents(kysely, seal, {
        limit: 20,
        list: "events",
        after: { createdAt: 9, id },
        delivered: false,
        from: 1,
        to: 9,
      }),
    "list a type that is not delivered": ({ kysely }) =>
      listEvents(kysely, seal, {
        limit: 20,
        list: "events",
        after: null,
        delivered: false,
        type: "session.expired",
      }),
    "list what is delivered": ({ kysely }) =>
      listEvents(kysely, seal, { limit: 20, list: "events", after: null, delivered: true, from: 1, to: 9 }),
    "find the next events to replay": ({ kysely }) => nextToReplay(kysely, replay),
    "look for a backlog": ({ kysely }) =>
      isBacklogged(kysely, { endpointIds: ["shop"], dueBy: 1, most: 200 }),
    "write a page of a replay": ({ kysely }) =>
      writeReplayedPage(kysely, { replay, deliveries: [], last: undefined, isLast: true, now: 1 }),
    "delete old replays": ({ kysely }) => purgeReplays(kysely, { before: 1 }),
  };
  /** Few rows: those of one event, those of one endpoint that died. */
  const maySort = new Set([
    "read an event",
    "read an event's deliveries",
    "enable an endpoint",
    "list what is not delivered",
    "list a type that is not delivered",
    "list what is delivered",
  ]);

  test("reads a whole table, and none that runs all the time sorts", async () => {
    const database = await openSqlite();
    for (const [name, call] of Object.entries(calls)) {
      await database.kysely.deleteFrom("jobs").execute();
      await database.kysely.deleteFrom("delivery_attempts").execute();
      await database.kysely.deleteFrom("deliveries").execute();
      await database.kysely.deleteFrom("events").execute();
      await commit(database, eventTo(toShop));
      const queries: string[] = [];
      const listener: KyselyPlugin = {
        transformQuery({ node }) {
          queries.push(database.kysely.getExecutor().compileQuery(node, createQueryId()).sql);
          return node;
        },
        transformResult: async ({ result }) => result,
      };
      await call({
        ...database,
        kysely: database.kysely.withPlugin(listener),
        read(query) {
          queries.push(query.statement.sql("sqlite"));
          return database.read(query);
        },
        change(asked) {
          queries.push(...asked.load.map((query) => query.statement.sql("sqlite")));
          return database.change({
            ...asked,
            decide(rowSets) {
              const decision = asked.decide(rowSets);
              queries.push(...decision.writes.map((write) => write.statement.sql("sqlite")));
              return decision;
            },
          });
        },
      });
      expect(queries, name).not.toEqual([]);
      for (const query of queries) {
        for (const detail of await planOf(database, query)) {
          expect(detail, `${name}: ${query}`).not.toMatch(
            /^SCAN (?!CONSTANT ROW|due_now|put_off)(?!.* USING .*INDEX)/,
          );
          if (!maySort.has(name)) expect(detail, name).not.toMatch(/TEMP B-TREE/);
        }
      }
    }
  });
});
