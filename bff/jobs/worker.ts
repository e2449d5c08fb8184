/** Runs the jobs of one queue, a bounded number at a time, until it is stopped. */
import { earliestNow, isSteady } from "../core/clock.ts";
import type { ServiceContext } from "../services/context.ts";
import type { JobPayload, JobPlace } from "../services/process/job-place.ts";
import { leaseMs } from "../services/runs/lease-duration.ts";
import { claimJobs, nextRunAt } from "../storage/jobs/claim-jobs.ts";
import type { ClaimedJob } from "../storage/jobs/jobs.ts";
import type { JobQueue } from "../storage/schema/jobs.ts";
import { createAlarm } from "./alarm.ts";
import { runJob } from "./run-job.ts";

/** The longest time until a job that another process wrote is noticed. */
const idlePollMs = 1_000;
/** The wait after a claim that got no job although one was due: another process is claiming it. */
const minPauseMs = 20;
/** How long to wait after the database could not be reached. */
const recoverMs = 1_000;
/**
 * The wait for more free places when more jobs are due than places are free, so that one claim fills several.
 */
const gatherMs = 2;

export interface Worker {
  /** Makes the worker look at once, because a job is due now. */
  wake(): void;
  /**
   * Reserves a place for a job that this process is about to write leased to itself; undefined when none is
   * free.
   */
  reserve(): JobPlace | undefined;
  /** Stops claiming. Resolves when no claim is under way. */
  pause(): Promise<void>;
  /** Resolves once no job is running and no place is reserved. */
  idle(): Promise<void>;
}

export interface WorkerOptions {
  readonly queue: JobQueue;
  /** How many run at once. */
  readonly places: number;
}

export function startWorker(context: ServiceContext, { queue, places }: WorkerOptions): Worker {
  const running = new Set<Promise<void>>();
  /** Each resolves when the place is given back, or taken by its job. */
  const reserved = new Set<Promise<void>>();
  const fewPlaces = Math.max(1, Math.floor(places / 4));
  const alarm = createAlarm();
  let stopping = false;
  /** True when more jobs were due than places were free. No job may be run out of turn then. */
  let isBehind = false;
  /** True when a job is known to be due: claim without looking first. */
  let mustClaim = false;

  const free = () => places - running.size - reserved.size;

  const start = (job: ClaimedJob, payload?: JobPayload) => {
    const run = runJob(context, job, { payload, isStopping: () => stopping })
      .then(
        (end) => end !== "finished",
        (error: unknown) => {
          context.logger.error({ jobId: job.id, err: error }, "job could not be ended");
          return true;
        },
      )
      .then((mayBeDueAgain) => {
        const wasFull = free() <= 0;
        running.delete(run);
        if (mayBeDueAgain || wasFull || isBehind) alarm.ring();
      });
    running.add(run);
  };

  const claim = async (): Promise<ClaimedJob[]> => {
    const limit = free();
    mustClaim = false;
    const { instanceId, clock } = context;
    const now = clock.now();
    // What is due by a wrong clock only is left alone (rule 23).
    const earliest = isSteady(clock) ? undefined : earliestNow(clock);
    const jobs = await claimJobs(context.database, { instanceId, now, earliest, limit, leaseMs, queue });
    for (const job of jobs) start(job);
    isBehind = jobs.length === limit;
    // `wake` may have set it meanwhile.
    mustClaim ||= isBehind;
    return jobs;
  };

  /** Looks for the next job, without a lock. @returns how long there is nothing to do, in ms. */
  const look = async (): Promise<number> => {
    if (!isSteady(context.clock)) return 0;
    const now = context.clock.now();
    const next = await nextRunAt(context.database.kysely, { queue, now, leaseMs });
    return next === undefined ? idlePollMs : Math.min(next - now, idlePollMs);
  };

  /** Waits until a place is free, and a moment longer while few places are free. */
  const gather = async (): Promise<void> => {
    while (free() <= 0 && !stopping) await alarm.wait(idlePollMs);
    if (free() < fewPlaces) await new Promise((resolve) => setTimeout(resolve, gatherMs));
  };

  const takeTurn = async (): Promise<void> => {
    if (isBehind || free() <= 0) await gather();
    if (stopping || free() <= 0) return;
    if (!mustClaim) {
      const waitMs = await look();
      if (waitMs > 0) return await alarm.wait(waitMs);
      if (stopping) return;
    }
    const jobs = await claim();
    if (jobs.length === 0) await alarm.wait(isSteady(context.clock) ? minPauseMs : idlePollMs);
  };

  const loop = (async () => {
    while (!stopping) {
      try {
        await takeTurn();
      } catch (error) {
        context.logger.error({ queue, err: error }, "jobs cannot be claimed");
        await alarm.wait(recoverMs);
      }
    }
  })();

  return {
    wake() {
      mustClaim = true;
      alarm.ring();
    },
    reserve() {
      if (stopping || isBehind || free() <= 0) return undefined;
      const { promise: held, resolve } = Promise.withResolvers<void>();
      reserved.add(held);
      const release = () => {
        const wasFull = free() <= 0;
        if (!reserved.delete(held)) throw new Error("a place is given back once");
        resolve();
        if (wasFull) alarm.ring();
      };
      return {
        run(job, payload) {
          release();
          // Also after a stop: the job is leased, and others would have to wait for its lease to end.
          start(job, payload);
        },
        cancel: release,
      };
    },
    async pause() {
      stopping = true;
      alarm.ring();
      await loop;
    },
    async idle() {
      while (running.size + reserved.size > 0) await Promise.allSettled([...running, ...reserved]);
    },
  };
}
