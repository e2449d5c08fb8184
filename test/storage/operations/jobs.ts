import fc from "fast-check";
import { claimJobs, nextRunAt } from "../../../bff/storage/jobs/claim-jobs.ts";
import { listDeadJobs, retryDeadJob } from "../../../bff/storage/jobs/dead-jobs.ts";
import {
  failJob,
  finishJob,
  handBackJob,
  markDead,
  rescheduleJob,
} from "../../../bff/storage/jobs/end-jobs.ts";
import { heartbeat, releaseLeases } from "../../../bff/storage/jobs/job-leases.ts";
import { scheduleJob } from "../../../bff/storage/jobs/jobs.ts";
import type { JobKind } from "../../../bff/storage/schema/jobs.ts";
import {
  instanceId,
  kind,
  leaseMs,
  limit,
  oneOf,
  operation,
  subjectId,
  time,
  withLease,
} from "./operation.ts";

const step = fc.nat(3);
const queue = oneOf("providers", "webhooks", "webhooks:shop");

export const jobOperations = [
  operation(
    "scheduleJob",
    fc.record({
      kind,
      subjectId,
      runAt: time,
      now: time,
      step,
      keepEarlier: fc.boolean(),
      restart: fc.boolean(),
    }),
    (input) => (_world, executor) => scheduleJob(executor, input),
  ),
  operation(
    "scheduleJob completing",
    fc.record({
      index: fc.nat(5),
      runAt: time,
      now: time,
      step,
      keepEarlier: fc.boolean(),
      restart: fc.boolean(),
    }),
    ({ index, ...input }) =>
      (world, executor) =>
        withLease(world, index, (lease) => {
          const colon = lease.id.indexOf(":");
          const job = { kind: lease.id.slice(0, colon) as JobKind, subjectId: lease.id.slice(colon + 1) };
          return scheduleJob(executor, { ...job, ...input, completing: lease.token });
        }),
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
    fc.record({ index: fc.nat(5), runAt: time, step, error: fc.option(fc.string()) }),
    ({ index, ...input }) =>
      (world, executor) =>
        withLease(world, index, (lease) => rescheduleJob(executor, { lease, ...input })),
  ),
  operation(
    "failJob",
    fc.record({ index: fc.nat(5), runAt: time, error: fc.constant("on purpose") }),
    ({ index, ...input }) =>
      (world, executor) =>
        withLease(world, index, (lease) => failJob(executor, { lease, ...input })),
  ),
  operation(
    "handBackJob",
    fc.record({ index: fc.nat(5), runAt: time }),
    ({ index, ...input }) =>
      (world, executor) =>
        withLease(world, index, (lease) => handBackJob(executor, { lease, ...input })),
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
  operation(
    "nextRunAt",
    fc.record({ now: time, queue: fc.option(queue, { nil: undefined }) }),
    ({ now, queue: of }) =>
      (_world, executor) =>
        nextRunAt(executor, { now, leaseMs, ...(of === undefined ? {} : { queue: of }) }),
  ),
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
    of: fc.option(queue, { nil: undefined }),
  }),
  ({ of, ...input }) =>
    async (world) => {
      const jobs = await claimJobs(world.database, {
        ...input,
        leaseMs,
        ...(of === undefined ? {} : { queue: of }),
      });
      world.leases.push(...jobs);
      return jobs.map(({ token: _token, ...job }) => job);
    },
);
