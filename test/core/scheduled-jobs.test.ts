import fc from "fast-check";
import { expect, test } from "vitest";
import type { ScheduledJob } from "../../bff/core/decision.ts";
import { addJob, scheduledJob } from "../../bff/core/scheduled-jobs.ts";

type StoredJob = Pick<ScheduledJob, "runAt"> & { readonly step: number };

/** What the storage makes of a scheduled job, for a job that nobody holds. */
function store(job: StoredJob | null, { runAt, keepEarlier, step }: ScheduledJob): StoredJob {
  return {
    runAt: keepEarlier && job !== null ? Math.min(job.runAt, runAt) : runAt,
    step: step ?? job?.step ?? 0,
  };
}

const time = fc.nat(9);
const scheduled = fc
  .record({ runAt: time, keepEarlier: fc.boolean(), step: fc.constantFrom(null, 0, 1) })
  .map((job) => scheduledJob({ kind: "sync_payment", subjectId: "pay_1", ...job }));
const stored = fc.option(fc.record({ runAt: time, step: fc.constantFrom(0, 3) }));

test("the jobs of one subject in a decision become one, with the effect of all of them in turn", () => {
  fc.assert(
    fc.property(stored, fc.array(scheduled, { minLength: 1, maxLength: 4 }), (before, jobs) => {
      const merged = jobs.reduce(addJob, []);
      expect(merged).toHaveLength(1);
      expect(merged.reduce(store, before)).toEqual(jobs.reduce(store, before));
    }),
    { numRuns: 500 },
  );
});

test("jobs of another kind or for another subject stay beside it, in their order", () => {
  const at = { runAt: 1 } as const;
  const jobs = [
    scheduledJob({ kind: "sync_payment", subjectId: "a", ...at }),
    scheduledJob({ kind: "expire_payment", subjectId: "a", ...at }),
    scheduledJob({ kind: "sync_payment", subjectId: "b", ...at }),
  ];
  expect(jobs.reduce(addJob, [])).toEqual(jobs);
});

test("a job is free, replaces the time and leaves its schedule where it is, unless it says otherwise", () => {
  expect(scheduledJob({ kind: "sync_payout", subjectId: "po_1", runAt: 5 })).toEqual({
    kind: "sync_payout",
    subjectId: "po_1",
    runAt: 5,
    keepEarlier: false,
    step: null,
    bornLeased: false,
  });
});
