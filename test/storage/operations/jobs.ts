import fc from "fast-check";
import { listDeadJobs, retryDeadJob } from "../../../bff/storage/jobs/dead-jobs.ts";
import { heartbeat, releaseLeases } from "../../../bff/storage/jobs/job-leases.ts";
import {
  claimJobs,
  finishJob,
  markDead,
  nextRunAt,
  rescheduleJob,
  scheduleJob,
} from "../../../bff/storage/jobs/jobs.ts";
import { instanceId, kind, leaseMs, limit, operation, subjectId, time, withLease } from "./operation.ts";

export const jobOperations = [
  operation(
    "scheduleJob",
    fc.record({
      kind,
      subjectId,
      runAt: time,
      now: time,
      onlyForward: fc.boolean(),
      resetAttempts: fc.boolean(),
    }),
    (input) => (_world, executor) => scheduleJob(executor, input),
  ),
  operation(
    "scheduleJob leased",
    fc.record({ kind, subjectId, runAt: time, now: time, lockedBy: instanceId }),
    (input) => async (world, executor) => {
      const lease = await scheduleJob(executor, { ...input, leaseMs });
      if (lease !== null) world.leases.push(lease);
      return lease?.id;
    },
  ),
  operation(
    "finishJob",
    fc.nat(5),
    (index) => async (world, executor) => withLease(world, index, (lease) => finishJob(executor, lease)),
  ),
  operation(
    "rescheduleJob",
    fc.record({ index: fc.nat(5), runAt: time, error: fc.option(fc.string()) }),
    ({ index, ...input }) =>
      (world, executor) =>
        withLease(world, index, (lease) => rescheduleJob(executor, { lease, ...input })),
  ),
  operation(
    "markDead",
    fc.record({ index: fc.nat(5), now: time, error: fc.constant("on purpose") }),
    ({ index, ...input }) =>
      (world, executor) =>
        withLease(world, index, (lease) => markDead(executor, { lease, ...input })),
  ),
  operation(
    "heartbeat",
    fc.record({ instanceId, now: time, index: fc.nat(5) }),
    ({ index, ...input }) =>
      (world, executor) =>
        withLease(world, index, ({ token }) => heartbeat(executor, { ...input, leaseMs, tokens: [token] })),
  ),
  operation("releaseLeases", instanceId, (input) => (_world, executor) => releaseLeases(executor, input)),
  operation(
    "retryDeadJob",
    fc.record({ kind, subjectId, now: time }),
    (input) => (_world, executor) =>
      retryDeadJob(executor, { id: `${input.kind}:${input.subjectId}`, now: input.now }),
  ),
  operation("nextRunAt", fc.constant(null), () => (_world, executor) => nextRunAt(executor)),
  operation("listDeadJobs", limit, (input) => async (_world, executor) => {
    const jobs = await listDeadJobs(executor, { limit: input });
    return jobs.map((job) => job.id);
  }),
];

/** Of the database itself, so never inside a transaction. */
export const claimOperation = operation(
  "claimJobs",
  fc.record({
    instanceId,
    now: time,
    limit,
    queue: fc.option(
      fc.record({ lane: fc.constantFrom("asking", "telling"), endpointId: fc.constantFrom("", "shop") }),
      { nil: undefined },
    ),
  }),
  ({ queue, ...input }) =>
    async (world) => {
      const jobs = await claimJobs(world.database, {
        ...input,
        leaseMs,
        ...(queue === undefined ? {} : { queue }),
      });
      world.leases.push(...jobs);
      return jobs.map(({ token: _token, ...job }) => job);
    },
);
