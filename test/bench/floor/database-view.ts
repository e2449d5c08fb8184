/** A view of a contender's database from outside, which does not take part in the measurement. */
import { DatabaseSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import type { Engine } from "../../../bff/storage/engine/database.ts";
import { sqlitePath } from "../../../bff/storage/engine/database.ts";

export interface DatabaseView {
  /** Waits until that many deliveries have been made and recorded, since the view was opened or, on PostgreSQL, ever. */
  waitForDeliveries(count: number): Promise<void>;
  countDeliveries(): Promise<number>;
  /** Deletes the queries and expiries that would come due later, during another measurement. */
  forgetLaterJobs(): Promise<void>;
  close(): Promise<void>;
}

const lookEveryMs = 15;
const mostWaitMs = 60_000;
const countSql = "select count(*) as n from deliveries where state = 'delivered'";
const lastRowSql = "select max(rowid) as n from deliveries";
const forgetSql = "delete from jobs where kind in ('sync_payment', 'expire_payment', 'expire_session')";

interface Connection {
  query(sql: string): Promise<unknown>;
  close(): Promise<void>;
}

function openSqlite(url: string): Connection {
  const database = new DatabaseSync(sqlitePath(url), { timeout: 5_000 });
  const lastRow = Number(database.prepare(lastRowSql).get()?.n ?? 0);
  // Of the rows that are new, since each look would otherwise read the millions that were there.
  const isNew = ` and rowid > ${lastRow}`;
  return {
    query: async (sql) => database.prepare(sql === countSql ? sql + isNew : sql).get()?.n,
    close: async () => database.close(),
  };
}

async function openPostgres(url: string): Promise<Connection> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return {
    query: async (sql) => (await client.query(sql)).rows[0]?.n,
    close: () => client.end(),
  };
}

export async function openDatabaseView(engine: Engine, url: string): Promise<DatabaseView> {
  const connection = engine === "sqlite" ? openSqlite(url) : await openPostgres(url);
  const countDeliveries = async () => Number(await connection.query(countSql));
  return {
    countDeliveries,
    async waitForDeliveries(count) {
      const deadline = performance.now() + mostWaitMs;
      while ((await countDeliveries()) < count) {
        if (performance.now() > deadline) throw new Error("the webhooks were not delivered");
        await pause(lookEveryMs);
      }
    },
    async forgetLaterJobs() {
      await connection.query(forgetSql);
    },
    close: () => connection.close(),
  };
}
