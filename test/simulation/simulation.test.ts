import { describe, expect, test } from "vitest";
import { type Database, openDatabase } from "../../bff/storage/database.ts";
import { migrate } from "../../bff/storage/migrator.ts";
import { testDatabases } from "../support/databases.ts";
import { violations } from "./world/invariants.ts";
import { runSchedule } from "./world/run-schedule.ts";

/** Seeds that failed once: each is a regression test from then on. A failure prints its seed. */
const foundSeeds: readonly number[] = [182];

/** `npm run test:simulation` says how many and from where; by itself this is the short run. */
const wanted = Number(process.env.SIMULATION_SCHEDULES ?? 0);
const firstSeed = Number(process.env.SIMULATION_SEED ?? 1);
/** A server is asked over a socket: its schedules take some twenty times as long. */
const onPostgres = wanted === 0 ? 12 : Math.floor(wanted / 50);
const schedules = { sqlite: wanted === 0 ? 288 : wanted - onPostgres, postgres: onPostgres } as const;
const batch = { sqlite: 24, postgres: 4 } as const;

/** Without a file: a killed process is an abandoned transaction here; a real kill -9 is test/process/'s to try. */
async function openInMemory(): Promise<Database> {
  const database = await openDatabase({ url: "sqlite::memory:" });
  await migrate(database);
  return database;
}

async function runSeed(open: () => Promise<Database>, seed: number): Promise<string[]> {
  const database = await open();
  const world = await runSchedule({ seed, database });
  const wrong = await violations(world);
  await database.close();
  return wrong.map((sentence) => `seed ${seed}: ${sentence}`);
}

for (const engine of ["sqlite", "postgres"] as const) {
  describe(`rules 1 to 12 under a hostile provider and killed processes on ${engine}`, () => {
    const open = engine === "sqlite" ? openInMemory : testDatabases(engine);
    const end = firstSeed + schedules[engine];
    for (let first = firstSeed; first < end; first += batch[engine]) {
      const last = Math.min(first + batch[engine], end) - 1;
      test(`seeds ${first} to ${last} lose, double and forget nothing`, { timeout: 300_000 }, async () => {
        for (let seed = first; seed <= last; seed++) expect(await runSeed(open, seed)).toEqual([]);
      });
    }
    for (const seed of foundSeeds) {
      test(`seed ${seed}, which once failed, holds`, { timeout: 60_000 }, async () => {
        expect(await runSeed(open, seed)).toEqual([]);
      });
    }
  });
}
