/** What a look at a copy of a database shows: whether it is whole, and how old. */
import { sql } from "kysely";
import type { Database, Executor } from "../engine/database.ts";

/** @returns what is broken, in the engine's own words; at most a few lines. PostgreSQL keeps its files whole itself. */
export async function findDamage({ engine, kysely }: Database): Promise<readonly string[]> {
  if (engine === "postgres") return [];
  const pages = await sql<{ readonly integrity_check: string }>`pragma integrity_check(5)`.execute(kysely);
  const keys = await sql<{ readonly table: string }>`pragma foreign_key_check`.execute(kysely);
  return [
    ...pages.rows.map((row) => row.integrity_check).filter((line) => line !== "ok"),
    ...keys.rows.slice(0, 5).map(({ table }) => `a row of ${table} belongs to nothing`),
  ];
}

/** Epoch ms of the newest change of a session, payment or payout; null if there is none. */
export async function newestChange(executor: Executor): Promise<number | null> {
  const times = await Promise.all(
    (["sessions", "payments", "payouts"] as const).map((table) =>
      executor
        .selectFrom(table)
        .select(({ fn }) => fn.max<number | null>("updated_at").as("at"))
        .executeTakeFirst(),
    ),
  );
  const known = times.flatMap((row) => (row?.at == null ? [] : [Number(row.at)]));
  return known.length === 0 ? null : Math.max(...known);
}
