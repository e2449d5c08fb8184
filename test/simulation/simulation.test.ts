import { describe, expect, test } from "vitest";
import { testDatabases } from "../support/databases.ts";
import { violations } from "./world/invariants.ts";
import { runSchedule } from "./world/run-schedule.ts";

/** Printed when a schedule fails; add it here as a regression then. */
const foundSeeds: readonly number[] = [182];
const schedules = { sqlite: 240, postgres: 12 } as const;
const batch = 12;

async function runSeed(open: ReturnType<typeof testDatabases>, seed: number): Promise<string[]> {
  const database = await open();
  const world = await runSchedule({ seed, database });
  const wrong = await violations(world);
  await database.close();
  return wrong.map((sentence) => `seed ${seed}: ${sentence}`);
}

for (const engine of ["sqlite", "postgres"] as const) {
  describe(`rules 1 to 12 under a hostile provider and killed processes on ${engine}`, () => {
    const open = testDatabases(engine);
    for (let first = 1; first <= schedules[engine]; first += batch) {
      const last = Math.min(first + batch - 1, schedules[engine]);
      test(`seeds ${first} to ${last} lose, double and forget nothing`, { timeout: 120_000 }, async () => {
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
