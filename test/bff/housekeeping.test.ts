/** When a process cleans, and what it cleans beside the personal data. */
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { keepHouse, startHousekeeping } from "../../bff/housekeeping.ts";
import { createStage, type Stage } from "../services/support/stage.ts";
import { day, hour, minute } from "../services/support/times.ts";
import { startTestApp } from "../support/app.ts";
import { forEachEngine } from "../support/databases.ts";

afterEach(() => void vi.useRealTimers());

/** The start of a stage's day. */
const today = Date.UTC(2026, 10, 20);

async function daysOf({ database }: Stage): Promise<number[]> {
  const rows = await database.kysely.selectFrom("payout_days").select("day").orderBy("day").execute();
  return rows.map((row) => row.day);
}

async function addDays({ database }: Stage, ...days: readonly number[]): Promise<void> {
  const rows = days.map((at) => ({ currency: "MXN", day: at, version: 1 }));
  await database.kysely.insertInto("payout_days").values(rows).execute();
}

forEachEngine("housekeeping", (openTestDatabase) => {
  test("removes the days on which no payout can be decided any more", async () => {
    const stage = createStage({ database: await openTestDatabase() });
    await addDays(stage, today - 400 * day, today - 9 * day, today - 2 * day, today - day, today);
    await keepHouse(stage.context);
    expect(await daysOf(stage)).toEqual([today - 2 * day, today - day, today]);
  });

  test("comes some minutes after a start, then hourly, and never after the stop", async () => {
    const stage = createStage({ database: await openTestDatabase() });
    const old = today - 400 * day;
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const stop = startHousekeeping(stage.context);
    await addDays(stage, old);
    vi.advanceTimersByTime(3 * minute);
    expect(await daysOf(stage)).toEqual([old]);
    vi.advanceTimersByTime(4 * minute);
    await expect.poll(() => daysOf(stage)).toEqual([]);
    await addDays(stage, old);
    vi.advanceTimersByTime(hour);
    await expect.poll(() => daysOf(stage)).toEqual([]);
    const timers = vi.getTimerCount();
    stop();
    expect(vi.getTimerCount()).toBe(timers - 1);
  });

  test("goes on with what is next when a step fails", async () => {
    const stage = createStage({ database: await openTestDatabase() });
    await addDays(stage, today - 400 * day);
    const keepStatistics = async () => {
      throw new Error("the statistics cannot be kept");
    };
    await keepHouse({ ...stage.context, database: { ...stage.context.database, keepStatistics } });
    expect(await daysOf(stage)).toEqual([]);
  });

  test("does not come while the clock may be wrong", async () => {
    const stage = createStage({ database: await openTestDatabase() });
    await addDays(stage, today - 400 * day);
    const clock = { now: stage.context.clock.now, steadyForMs: () => 10 * minute };
    await keepHouse({ ...stage.context, clock });
    expect(await daysOf(stage)).toEqual([today - 400 * day]);
  });
});

test("a server keeps house by itself", async () => {
  // Real time goes on meanwhile, for whatever else waits.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"], shouldAdvanceTime: true });
  const app = await startTestApp();
  onTestFinished(app.stop);
  const row = { currency: "MXN", day: today - 400 * day, version: 1 };
  await app.database.kysely.insertInto("payout_days").values(row).execute();
  vi.advanceTimersByTime(7 * minute);
  vi.useRealTimers();
  await expect.poll(() => app.database.kysely.selectFrom("payout_days").selectAll().execute()).toEqual([]);
});
