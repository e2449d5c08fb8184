/**
 * The effect of scheduleJob on an existing row: the SQL of the rules at the head of jobs.ts. It uses CASE,
 * because the engines share no function for the lesser of two values.
 *
 * Other queues insert a second row for the rerun. Here the row's key limits a subject to one run at a time, and
 * a schedule to one statement. With two rows, every claim would have to look for a leased twin.
 */
import { type RawBuilder, sql } from "kysely";

interface RerunOptions {
  readonly keepEarlier: boolean;
  readonly restart: boolean;
  /** The token of the run to end, if it still holds the job. */
  readonly completing: string | undefined;
}

const earlierRerun = sql<number>`case when jobs.rerun_at < excluded.run_at then jobs.rerun_at else excluded.run_at end`;
const never = sql<boolean>`1 = 0`;

/**
 * The `on conflict do update set` of scheduleJob. A lease that is held stays. A requested lease is taken if the
 * job is free.
 */
export function changesBySchedule({ keepEarlier, restart, completing }: RerunOptions) {
  const isOurs = completing === undefined ? never : sql<boolean>`jobs.lease_token = ${completing}`;
  const isHeld =
    completing === undefined
      ? sql<boolean>`jobs.locked_by is not null`
      : sql<boolean>`jobs.locked_by is not null and jobs.lease_token <> ${completing}`;
  // A run whose lease was handed back meanwhile must not put off the run that is due in its place.
  const mayKeep = keepEarlier || completing !== undefined;
  const isEarlier = mayKeep ? sql<boolean>`jobs.dead_at is null and jobs.run_at < excluded.run_at` : never;
  const unlessHeld = <T>(held: RawBuilder<T>, requested: RawBuilder<T>) =>
    sql<T>`case when ${isHeld} then ${held} else ${requested} end`;
  return {
    queue: sql<never>`excluded.queue`,
    run_at: sql<number>`case
      when ${isHeld} then jobs.run_at
      when ${isOurs} then ${earlierRerun}
      when ${isEarlier} then jobs.run_at
      else excluded.run_at end`,
    // A rerun request can remain on a free job, when its run was handed back.
    rerun_at: sql<number | null>`case
      when ${isHeld} then ${earlierRerun}
      when ${isOurs} then null
      else ${keepEarlier ? sql<number | null>`jobs.rerun_at` : sql<null>`null`} end`,
    step: stepAfterSchedule(restart, isOurs, completing === undefined ? never : isEarlier),
    failures: restart
      ? sql<number>`0`
      : sql<number>`case when jobs.dead_at is not null or ${isOurs} then 0 else jobs.failures end`,
    last_error: sql<string | null>`case when ${isOurs} then null else jobs.last_error end`,
    dead_at: null,
    locked_by: unlessHeld(sql<string | null>`jobs.locked_by`, sql<string | null>`excluded.locked_by`),
    locked_until: unlessHeld(
      sql<number | null>`jobs.locked_until`,
      sql<number | null>`excluded.locked_until`,
    ),
    locked_at: unlessHeld(sql<number | null>`jobs.locked_at`, sql<number | null>`excluded.locked_at`),
    lease_token: unlessHeld(sql<string | null>`jobs.lease_token`, sql<string | null>`excluded.lease_token`),
  };
}

function stepAfterSchedule(
  restart: boolean,
  isOurs: RawBuilder<boolean>,
  isHandedBack: RawBuilder<boolean>,
): RawBuilder<number> {
  if (!restart) return sql<number>`case when jobs.dead_at is not null then excluded.step else jobs.step end`;
  // If a rerun from an earlier step was requested during our run, the earlier step wins.
  return sql<number>`case
    when ${isOurs} and jobs.rerun_at is not null and jobs.step < excluded.step then jobs.step
    when jobs.locked_by is null and ${isHandedBack} and jobs.step < excluded.step then jobs.step
    else excluded.step end`;
}
