/**
 * Suites of stages that hold on both engines:
 *
 *     forEachStage("rule 5", (open) => {
 *       test("rule 5: …", async () => {
 *         const stage = await open({ strong: true });
 *
 * All of a suite share one database, which is emptied for each stage: making one takes longer than most tests.
 */
import type { Database, Engine } from "../../../bff/storage/engine/database.ts";
import { forEachEngine } from "../../support/databases.ts";
import { emptyDatabase } from "../../support/empty-database.ts";
import { createStage, type Stage, type StageOptions } from "./stage.ts";

export type OpenStage = ((options?: Omit<StageOptions, "database">) => Promise<Stage>) & {
  /** How many examples of a property run: fewer on PostgreSQL, where each one costs more. */
  readonly runs: (onSqlite: number) => number;
};

export function forEachStage(name: string, define: (open: OpenStage, engine: Engine) => void): void {
  forEachEngine(name, (openDatabase, engine) => {
    let opened: Promise<Database> | undefined;
    const open = async (options: Omit<StageOptions, "database"> = {}) => {
      opened ??= openDatabase({ shared: true });
      const database = await opened;
      await emptyDatabase(database);
      return createStage({ ...options, database });
    };
    const runs = (onSqlite: number) => (engine === "sqlite" ? onSqlite : Math.ceil(onSqlite / 3));
    define(Object.assign(open, { runs }), engine);
  });
}
