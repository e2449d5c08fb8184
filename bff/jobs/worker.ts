/** Claims the due jobs of one queue and runs them, a bounded number at a time, until it is paused. */
import type { ServiceContext } from "../services/context.ts";
import { leaseMs } from "../services/runs/lease-duration.ts";
import { claimJobs, nextRunAt } from "../storage/jobs/jobs.ts";
import type { JobQueue } from "../storage/schema.ts";
import { runJob } from "./run-job.ts";

/** How long a job that another process wrote may go unnoticed. */
const idlePollMs = 1_000;
const shortestPauseMs = 20;
/** How long to wait after the database could not be reached. */
const recoverMs = 1_000;
/**
 * While jobs are waiting: how long to wait for more free places, so that one statement claims several jobs.
 */
const gatherMs = 2;

export interface Worker {
  /** A job is due now: do not wait for the next poll. */
  wake(): void;
  /** Claims no more jobs. Resolves once no claim is under way. */
  pause(): Promise<void>;
  /** Resolves once no job is running. */
  idle(): Promise<void>;
}

export interface WorkerOptions {
  readonly queue: JobQueue;
  /** How many run at once. */
  readonly places: number;
}

export function startWorker(context: ServiceContext, { queue, places }: WorkerOptions): Worker {
  const running = new Set<Promise<void>>();
  const batch = Math.max(1, Math.floor(places / 4));
  let stopping = false;
  let rouse: () => void = () => undefined;
  let roused = false;

  const sleep = async (ms: number): Promise<void> => {
    if (roused || stopping) {
      roused = false;
      return;
    }
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      rouse = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    roused = false;
  };
  const wake = () => {
    roused = true;
    rouse();
  };

  /** @returns true if more jobs may be due than there were free places. */
  const claim = async (): Promise<boolean> => {
    const limit = places - running.size;
    const { instanceId, clock } = context;
    const jobs = await claimJobs(context.database, { instanceId, now: clock.now(), limit, leaseMs, queue });
    for (const job of jobs) {
      const run = runJob(context, job)
        .catch((error: unknown) =>
          context.logger.error({ jobId: job.id, err: error }, "job could not be ended"),
        )
        .finally(() => {
          running.delete(run);
          wake();
        });
      running.add(run);
    }
    return jobs.length === limit;
  };

  const untilNext = async (): Promise<number> => {
    const next = await nextRunAt(context.database.kysely, queue);
    if (next === undefined) return idlePollMs;
    // Never 0: a job that is due but held by another process must not make this loop spin.
    return Math.min(Math.max(next - context.clock.now(), shortestPauseMs), idlePollMs);
  };

  /** Waits until a place is free, and a moment longer if several are about to be. */
  const gather = async (): Promise<void> => {
    while (running.size >= places && !stopping) await sleep(idlePollMs);
    if (places - running.size < batch) await new Promise((resolve) => setTimeout(resolve, gatherMs));
  };

  const loop = (async () => {
    while (!stopping) {
      try {
        const isMoreDue = await claim();
        if (isMoreDue) await gather();
        else await sleep(await untilNext());
      } catch (error) {
        context.logger.error({ ...queue, err: error }, "jobs cannot be claimed");
        await sleep(recoverMs);
      }
    }
  })();

  return {
    wake,
    async pause() {
      stopping = true;
      rouse();
      await loop;
    },
    idle: async () => void (await Promise.allSettled(running)),
  };
}
