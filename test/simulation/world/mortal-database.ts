/**
 * The database as one process of the simulated world has it. The process may die at either side of any statement, read,
 * decision and commit, and a database that is hostile fails statements, loads and commits, also one that has been
 * committed: then nobody is told.
 */
import type { KyselyPlugin } from "kysely";
import type { Database } from "../../../bff/storage/engine/database.ts";
import type { Dice } from "./random.ts";

/** The connection broke: what was asked may or may not have been done. */
export class DatabaseAway extends Error {
  override readonly name = "DatabaseAway";
}

export interface DatabaseHostility {
  /** Chance that a statement finds no database; that the answer to one outside a transaction, which was done, is lost. */
  readonly statementFails: number;
  readonly statementUntold: number;
  /** Chance that a transaction is rolled back at its end. */
  readonly commitFails: number;
  /** Chance that the answer to a commit that was done is lost. */
  readonly commitUntold: number;
}

export const faultlessDatabase: DatabaseHostility = {
  statementFails: 0,
  statementUntold: 0,
  commitFails: 0,
  commitUntold: 0,
};

export interface MortalDatabaseOptions {
  readonly database: Database;
  readonly dice: Dice;
  /** Throws when the process is dead or dies now. */
  readonly step: () => void;
  readonly hostility: () => DatabaseHostility;
  /** Waits for as long as the process stands still. Never called inside a transaction, which others wait for. */
  readonly thaw: () => Promise<void>;
  /** How long a read or a commit takes. Never waited for inside a transaction. */
  readonly pause?: () => Promise<void>;
  readonly onCommit: () => Promise<void>;
  readonly onFault?: () => void;
}

export function createMortalDatabase(options: MortalDatabaseOptions): Database {
  const { database, dice, step, hostility, thaw, pause = async () => undefined } = options;
  const maybeFail = (chance: number) => {
    if (chance <= 0 || !dice.chance(chance)) return;
    options.onFault?.();
    throw new DatabaseAway("the database is away");
  };
  const inside: KyselyPlugin = {
    transformQuery: ({ node }) => {
      step();
      maybeFail(hostility().statementFails);
      return node;
    },
    transformResult: async ({ result }) => {
      step();
      for (let turns = dice.whole(0, 3); turns > 0; turns--) await Promise.resolve();
      return result;
    },
  };
  const outside: KyselyPlugin = {
    transformQuery: inside.transformQuery,
    async transformResult(args) {
      const result = await inside.transformResult(args);
      maybeFail(hostility().statementUntold);
      await thaw();
      return result;
    },
  };
  async function answered<T>(answer: Promise<T>): Promise<T> {
    const result = await answer;
    step();
    for (let turns = dice.whole(0, 3); turns > 0; turns--) await Promise.resolve();
    maybeFail(hostility().statementUntold);
    await pause();
    await thaw();
    return result;
  }
  async function committed(): Promise<void> {
    await options.onCommit();
    step();
    maybeFail(hostility().commitUntold);
    await pause();
    await thaw();
  }
  /** Before a read or a load. */
  function ask(): void {
    step();
    maybeFail(hostility().statementFails);
  }
  return {
    ...database,
    kysely: database.kysely.withPlugin(outside),
    isUnavailable: (error) => error instanceof DatabaseAway || database.isUnavailable(error),
    async transaction(work) {
      step();
      const result = await database.transaction(async (trx) => {
        const mortal = trx.withPlugin(inside);
        const value = await work(mortal);
        step();
        maybeFail(hostility().commitFails);
        return value;
      });
      await committed();
      return result;
    },
    async read(query) {
      ask();
      return await answered(database.read(query));
    },
    async readAll(queries) {
      ask();
      return await answered(database.readAll(queries));
    },
    async change(change) {
      ask();
      let hasWrites = false;
      const result = await database.change({
        load: change.load,
        decide(rowSets) {
          step();
          const decision = change.decide(rowSets);
          hasWrites = decision.writes.length > 0;
          step();
          if (hasWrites) maybeFail(hostility().commitFails);
          return decision;
        },
      });
      if (hasWrites) await committed();
      else step();
      return result;
    },
  };
}
