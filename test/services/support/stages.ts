/**
 * Suites of stages that hold on both engines:
 *
 *     forEachStage("rule 5", (open) => {
 *       test("rule 5: …", async () => {
 *         const stage = await open({ strong: true });
 *
 * All of a suite share one database, which is emptied for each stage: making one takes longer than most tests.
 */
import type { Database, Engine } from "../../../bff/storage/database.ts";
import { forEachEngine } from "../../support/databases.ts";
import { createStage, type Stage, type StageOptions } from "./stage.ts";

export type OpenStage = ((options?: Omit<StageOptions, "database">) => Promise<Stage>) & {
  /** How often a property's example is run: PostgreSQL is asked less often, as each costs more there. */
  readonly runs: (onSqlite: number) => number;
};

/** What depends on another comes before it. */
const tables = [
  "delivery_attempts",
  "deliveries",
  "events",
  "payment_timeline",
  "payments",
  "sessions",
  "payout_timeline",
  "payouts",
  "callbacks",
  "jobs",
  "idempotency_keys",
  "reconciliations",
  "discrepancies",
  "accounts",
] as const;

async function empty(database: Database): Promise<void> {
  for (const table of tables) await database.kysely.deleteFrom(table).execute();
}

export function forEachStage(name: string, define: (open: OpenStage, engine: Engine) => void): void {
  forEachEngine(name, (openDatabase, engine) => {
    let opened: Promise<Database> | undefined;
    const open = async (options: Omit<StageOptions, "database"> = {}) => {
      opened ??= openDatabase();
      const database = await opened;
      await empty(database);
      return createStage({ ...options, database });
    };
    const runs = (onSqlite: number) => (engine === "sqlite" ? onSqlite : Math.ceil(onSqlite / 3));
    define(Object.assign(open, { runs }), engine);
  });
}
