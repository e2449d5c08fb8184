import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import type { Database } from "../../bff/storage/engine/database.ts";
import { testDatabases } from "../support/databases.ts";

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
    "an endpoint's dead deliveries": "select * from deliveries where endpoint_id = ? and state = 'dead'",
    "deliveries' attempts":
      "select * from delivery_attempts where delivery_id in (?, ?) order by delivery_id, seq",
    "jobs that are due":
      "select id from jobs where lane = ? and endpoint_id = ? and dead_at is null and run_at <= ? and (locked_until is null or locked_until <= ?) order by run_at, id limit 10",
    "the next job":
      "select run_at from jobs where lane = ? and endpoint_id = ? and dead_at is null and locked_by is null order by run_at limit 1",
    "deliveries to endpoints that are gone":
      "update jobs set endpoint_id = '' where lane = 'telling' and dead_at is null and endpoint_id not in ('', ?)",
    "an instance's leases": "update jobs set locked_until = ? where locked_by = ? and lease_token in (?, ?)",
    "dead jobs": "select * from jobs where dead_at is not null order by dead_at desc, id desc limit 10",
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
