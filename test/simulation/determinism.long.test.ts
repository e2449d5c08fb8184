import { expect, test } from "vitest";
import { openInMemory } from "./support/databases.ts";
import { type SwitchName, switchNames } from "./world/hostile-switches.ts";
import { runSchedule } from "./world/run-schedule.ts";

/** Everything that happened, in order, but for what is drawn by chance outside the world (keys, lease tokens). */
async function storyOf(seed: number, forced?: readonly SwitchName[]): Promise<unknown> {
  await using opened = await openInMemory();
  const { database } = opened;
  const world = await runSchedule({ seed, database, ...(forced === undefined ? {} : { forced }) });
  const { kysely } = database;
  return {
    seen: world.seen,
    switches: world.switchboard.drawn,
    timeline: await kysely
      .selectFrom("payment_timeline")
      // A sealed note is other bytes each time.
      .select(["payment_id", "seq", "at", "from_status", "to_status", "cause", "actor", "detail"])
      .orderBy("payment_id")
      .orderBy("seq")
      .execute(),
    events: await kysely
      .selectFrom("events")
      .select(["id", "type", "created_at"])
      .orderBy("created_at")
      .orderBy("id")
      .execute(),
    attempts: await kysely
      .selectFrom("delivery_attempts")
      .selectAll()
      .orderBy("delivery_id")
      .orderBy("seq")
      .execute(),
  };
}

test("a seed tells the same story each time, so that one that fails can be looked at", async () => {
  for (const seed of [3, 8]) expect(await storyOf(seed)).toEqual(await storyOf(seed));
});

const together = 5;
const groups = switchNames.flatMap((_, index) =>
  index % together === 0 ? [switchNames.slice(index, index + together)] : [],
);

test.each(groups.map((names) => ({ names })))("so it does with $names", async ({ names }) => {
  expect(await storyOf(5, names)).toEqual(await storyOf(5, names));
});
