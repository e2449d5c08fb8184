import { expect, test } from "vitest";
import type { Database } from "../../bff/storage/engine/database.ts";
import { defineQuery, defineStatement } from "../../bff/storage/engine/statements.ts";
import { forEachEngine } from "../support/databases.ts";
import {
  createMortalDatabase,
  DatabaseAway,
  type DatabaseHostility,
  faultlessDatabase,
} from "./world/mortal-database.ts";
import { createDice } from "./world/random.ts";

const countAccounts = defineQuery("count accounts", (db, _values: object) =>
  db.selectFrom("accounts").select((eb) => eb.fn.countAll<number>().as("count")),
);
const insertAccount = defineStatement("insert account", (db, { id }: { id: string }) =>
  db.insertInto("accounts").values({ id, last_success_at: 1 }),
);

class Killed extends Error {}

/** @param mostSteps after so many the process is dead. */
function mortal(database: Database, mostSteps: number, hostility: Partial<DatabaseHostility> = {}) {
  let steps = 0;
  let commits = 0;
  const process = createMortalDatabase({
    database,
    dice: createDice(1),
    step() {
      steps++;
      if (steps > mostSteps) throw new Killed();
    },
    hostility: () => ({ ...faultlessDatabase, ...hostility }),
    thaw: async () => undefined,
    async onCommit() {
      commits++;
    },
  });
  return { process, steps: () => steps, commits: () => commits };
}

async function insertOne(database: Database, id: string): Promise<string> {
  return await database.change({
    load: [countAccounts({})],
    decide: ([[row]]) => ({ writes: [insertAccount({ id })], result: `${row?.count} before` }),
  });
}

async function count(database: Database): Promise<number | undefined> {
  return (await database.read(countAccounts({})))[0]?.count;
}

forEachEngine("a mortal process", (openTestDatabase) => {
  test("dies before a change's load, between load and commit, and after the commit", async () => {
    const database = await openTestDatabase();
    const left: (number | undefined)[] = [];
    for (let mostSteps = 0; ; mostSteps++) {
      const { process } = mortal(database, mostSteps);
      const error = await insertOne(process, `a${mostSteps}`).catch((reason: unknown) => reason);
      left.push(await count(database));
      if (!(error instanceof Killed)) break;
      await database.kysely.deleteFrom("accounts").execute();
    }
    // Before it asks, with the rows in hand, with the decision in hand, with the commit done; and alive.
    expect(left).toEqual([0, 0, 0, 1, 1]);
  });

  test("dies at either side of a read", async () => {
    const database = await openTestDatabase();
    for (const mostSteps of [0, 1]) {
      await expect(count(mortal(database, mostSteps).process)).rejects.toThrow(Killed);
      const several = mortal(database, mostSteps).process.readAll([countAccounts({}), countAccounts({})]);
      await expect(several).rejects.toThrow(Killed);
    }
    expect(await count(mortal(database, 2).process)).toBe(0);
  });

  test("meets a database that fails: at the load, at the commit, and after it", async () => {
    const database = await openTestDatabase();
    const faults: readonly [Partial<DatabaseHostility>, number][] = [
      [{ statementFails: 1 }, 0],
      [{ commitFails: 1 }, 0],
      [{ commitUntold: 1 }, 1],
    ];
    for (const [fault, written] of faults) {
      const { process, commits } = mortal(database, 100, fault);
      const error = await insertOne(process, "a").catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(DatabaseAway);
      expect(process.isUnavailable(error)).toBe(true);
      expect(await count(database)).toBe(written);
      expect(commits()).toBe(written);
    }
  });

  test("commits nothing when nothing is written", async () => {
    const database = await openTestDatabase();
    const { process, commits } = mortal(database, 100, { commitFails: 1, commitUntold: 1 });
    const result = await process.change({
      load: [countAccounts({})],
      decide: ([[row]]) => ({ writes: [], result: row?.count }),
    });
    expect(result).toBe(0);
    expect(commits()).toBe(0);
  });
});
