/** Rule 23: while a clock cannot be believed, only what is due by its earlier time is claimed. */
import { expect, test } from "vitest";
import { claimJobs } from "../../bff/storage/jobs/claim-jobs.ts";
import { scheduleJob } from "../../bff/storage/jobs/jobs.ts";
import { forEachEngine } from "../support/databases.ts";

const hour = 3_600_000;
const farAhead = 400 * 24 * hour;
const leaseMs = 10_000;

forEachEngine("jobs, while the clock has just been set", (open) => {
  test.each([farAhead, -farAhead])(
    "rule 23: are claimed when they are due by the earlier of its times (set by %d ms)",
    async (aheadMs) => {
      const database = await open();
      const right = 2 * farAhead;
      const earliest = right + Math.min(0, aheadMs);
      const times = { due: earliest - 1, later: right + hour, putOff: right + 3 * farAhead };
      for (const [subjectId, runAt] of Object.entries(times)) {
        await scheduleJob(database.kysely, { kind: "deliver_event", subjectId, runAt, now: runAt });
      }
      const claim = { instanceId: "one", now: right + aheadMs, limit: 10, leaseMs };
      const claimed = await claimJobs(database, { ...claim, earliest });
      expect(claimed.map(({ subjectId }) => subjectId)).toEqual(["due"]);
      const { locked_until } = await database.kysely
        .selectFrom("jobs")
        .select("locked_until")
        .where("subject_id", "=", "due")
        .executeTakeFirstOrThrow();
      // The lease is for other processes to see: it goes by the clock itself.
      expect(locked_until).toBe(claim.now + leaseMs);
    },
  );
});
