/**
 * What scheduleJob makes of the row there is: the SQL of the rules at the head of jobs.ts. Spelled with CASE, as the
 * engines have no common word for "the lesser of two".
 */
import { type RawBuilder, sql } from "kysely";

const runAtReplaced = sql<number>`case when jobs.locked_by is not null then jobs.run_at else excluded.run_at end`;
const runAtBroughtForward = sql<number>`case
  when jobs.locked_by is not null then jobs.run_at
  when jobs.dead_at is null and jobs.run_at < excluded.run_at then jobs.run_at
  else excluded.run_at end`;
const earlierWish = sql<number>`case when jobs.wished_at < excluded.run_at then jobs.wished_at else excluded.run_at end`;
/** A wish can be left over on a job nobody holds, by a run that was handed back. */
const wishAddedUp = sql<
  number | null
>`case when jobs.locked_by is null then jobs.wished_at else ${earlierWish} end`;
const wishReplaced = sql<number | null>`case when jobs.locked_by is null then null else ${earlierWish} end`;

function attemptsAfterSchedule(reset: boolean): RawBuilder<number> {
  if (reset) return sql<number>`0`;
  return sql<number>`case when jobs.dead_at is not null then 0 else jobs.attempts end`;
}

/** The `on conflict do update set` of scheduleJob. A lease that is held stays; one that is asked for takes a free job. */
export function changesBySchedule(options: {
  readonly onlyForward: boolean;
  readonly resetAttempts: boolean;
}) {
  return {
    run_at: options.onlyForward ? runAtBroughtForward : runAtReplaced,
    wished_at: options.onlyForward ? wishAddedUp : wishReplaced,
    attempts: attemptsAfterSchedule(options.resetAttempts),
    endpoint_id: sql<string>`excluded.endpoint_id`,
    dead_at: null,
    locked_by: sql<string | null>`coalesce(jobs.locked_by, excluded.locked_by)`,
    locked_until: sql<number | null>`coalesce(jobs.locked_until, excluded.locked_until)`,
    locked_at: sql<number | null>`coalesce(jobs.locked_at, excluded.locked_at)`,
    lease_token: sql<string | null>`coalesce(jobs.lease_token, excluded.lease_token)`,
  };
}
