/** Runs schedules as tests, some dozens in one, and holds that they have led the software into everything there is. */
import { afterAll, describe, expect, test } from "vitest";
import { testDatabases } from "../../support/databases.ts";
import { emptyDatabase } from "../../support/empty-database.ts";
import { type SwitchName, switchNames } from "../world/hostile-switches.ts";
import { violations } from "../world/invariants.ts";
import { mendedSwitches } from "../world/not-yet.ts";
import { runSchedule } from "../world/run-schedule.ts";
import { allSights, sightings } from "../world/sightings.ts";
import type { ScheduleOptions, World } from "../world/world.ts";
import { type OpenedDatabase, openInMemory } from "./databases.ts";

/** `npm run test:simulation` says how many and from where; by itself this is the short run. */
const wanted = Number(process.env.SIMULATION_SCHEDULES ?? 0);
const firstSeed = Number(process.env.SIMULATION_SEED ?? 1);
/** Of the long run. A server is asked over a socket: its schedules take some ten times as long. */
const shareOfPostgres = 0.05;
/** So few schedules need not meet everything. */
const enoughToSeeAll = 60;
const batch = 24;

export interface Schedules {
  readonly engine: "sqlite" | "postgres";
  /** Schedules of the short run. */
  readonly count: number;
  /** The first seed of the short run; default 1. */
  readonly from?: number;
  /** Which part of the engine's schedules in the long run: `[0, 2]` is the first half. */
  readonly part: readonly [index: number, of: number];
  /**
   * Seeds that failed once, each with the switches that were on: a failure prints both. Each is a regression test from
   * then on.
   */
  readonly found?: readonly FoundSeed[];
}

export type FoundSeed = readonly [seed: number, ...switches: SwitchName[]];

type ScheduleSwitches = Pick<ScheduleOptions, "allowed" | "forced">;

/** `npm run test:simulation -- 200 1 all` allows what today's code is known to fail, too; names turn on exactly those. */
const switchesWanted = process.env.SIMULATION_SWITCHES;
const byDefault: ScheduleSwitches =
  switchesWanted === undefined
    ? { allowed: mendedSwitches }
    : switchesWanted === "all"
      ? { allowed: switchNames }
      : { forced: switchNames.filter((name) => switchesWanted.split(",").includes(name)) };

function seedsOf(schedules: Schedules): readonly [first: number, end: number] {
  const { engine, count, from = 1, part } = schedules;
  if (wanted === 0) return [from, from + count];
  const [index, of] = part;
  const onPostgres = Math.floor(wanted * shareOfPostgres);
  const all = engine === "postgres" ? onPostgres : wanted - onPostgres;
  const at = (part: number) => firstSeed + Math.floor((all * part) / of);
  return [at(index), at(index + 1)];
}

export function describeSchedules(schedules: Schedules): void {
  const { engine, found = [] } = schedules;
  describe(`the rules under hostile providers, a failing database and dying processes on ${engine}`, () => {
    const openPostgres = testDatabases("postgres");
    let server: Awaited<ReturnType<typeof openPostgres>> | undefined;
    const seen = new Set<string>();
    let run = 0;
    let deaths = 0;

    async function open(): Promise<OpenedDatabase> {
      if (engine === "sqlite") return await openInMemory();
      server ??= await openPostgres({ shared: true });
      await emptyDatabase(server);
      return { database: server, [Symbol.asyncDispose]: async () => undefined };
    }

    async function runSeed(seed: number, options = byDefault): Promise<string[]> {
      await using opened = await open();
      let world: World;
      try {
        world = await runSchedule({ seed, database: opened.database, ...options });
      } catch (error) {
        return [`seed ${seed} broke off: ${error instanceof Error ? error.stack : String(error)}`];
      }
      for (const sight of await sightings(world)) seen.add(sight);
      run++;
      deaths += world.seen.deaths;
      const switches = world.switchboard.drawn.join(", ");
      return (await violations(world)).map((sentence) => `seed ${seed} (${switches}): ${sentence}`);
    }

    const [begin, end] = seedsOf(schedules);
    for (let first = begin; first < end; first += batch) {
      const last = Math.min(first + batch, end) - 1;
      test(`seeds ${first} to ${last} lose, double and forget nothing`, async () => {
        for (let seed = first; seed <= last; seed++) expect(await runSeed(seed)).toEqual([]);
      });
    }
    for (const [seed, ...forced] of found) {
      test(`seed ${seed}, kept for what it met, holds`, async () => {
        expect(await runSeed(seed, { forced })).toEqual([]);
      });
    }
    if (end - begin >= enoughToSeeAll && switchesWanted === undefined) {
      test("everything that can befall a payment has befallen one", () => {
        expect([...seen].sort()).toEqual([...allSights].sort());
      });
    }
    afterAll(() => {
      if (wanted > 0)
        console.log(`${engine}: ${run} schedules from seed ${begin}, ${deaths} processes killed`);
    });
  });
}
