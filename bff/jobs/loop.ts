/** Takes jobs that are due and runs them, in any number of processes. A lease keeps two from running one job. */

import type { ServiceContext } from "../services/context.ts";
import { leaseMs } from "../services/new-payment.ts";
import { claimJobs, heartbeat, nextRunAt, releaseLeases } from "../storage/jobs.ts";
import { runJob } from "./run-job.ts";

/** Three beats fit into a lease, so that two may be lost. */
const heartbeatMs = 3_000;
/** How soon a job that another process wrote is seen. */
const idlePollMs = 1_000;
const shortestPauseMs = 20;
/** After the database went away. */
const recoverMs = 1_000;
const defaultConcurrency = 16;

export interface JobLoop {
  /** Something is due now: do not wait for the next look. */
  wake(): void;
  /** Claims no more. What runs goes on, under leases that are kept. */
  pause(): void;
  /** Claims no more, waits for what runs (at most `graceMs`), hands back the leases. */
  stop(graceMs: number): Promise<void>;
}

export interface JobLoopOptions {
  readonly concurrency?: number;
}

export function startJobs(context: ServiceContext, options: JobLoopOptions = {}): JobLoop {
  const concurrency = options.concurrency ?? defaultConcurrency;
  const running = new Set<Promise<void>>();
  let stopping = false;
  let rouse: () => void = () => undefined;
  let roused = false;

  const pause = async (ms: number): Promise<void> => {
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

  const claim = async (): Promise<number> => {
    const jobs = await claimJobs(context.database, {
      instanceId: context.instanceId,
      now: context.clock.now(),
      limit: concurrency - running.size,
      leaseMs,
    });
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
    return jobs.length;
  };

  const untilNext = async (): Promise<number> => {
    if (running.size >= concurrency) return idlePollMs;
    const next = await nextRunAt(context.database.kysely);
    if (next === undefined) return idlePollMs;
    // Never 0: a job that is due and cannot be had (another process is at it) must not spin.
    return Math.min(Math.max(next - context.clock.now(), shortestPauseMs), idlePollMs);
  };

  const loop = (async () => {
    while (!stopping) {
      try {
        const claimed = running.size < concurrency ? await claim() : 0;
        if (claimed === 0) await pause(await untilNext());
      } catch (error) {
        context.logger.error({ err: error }, "jobs cannot be claimed");
        await pause(recoverMs);
      }
    }
  })();

  const beat = setInterval(() => {
    heartbeat(context.database.kysely, {
      instanceId: context.instanceId,
      now: context.clock.now(),
      leaseMs,
    }).catch((error: unknown) => context.logger.error({ err: error }, "heartbeat failed"));
  }, heartbeatMs);

  return {
    wake,
    pause() {
      stopping = true;
      rouse();
    },
    async stop(graceMs) {
      stopping = true;
      rouse();
      await loop;
      const grace = new Promise<void>((resolve) => setTimeout(resolve, graceMs).unref());
      await Promise.race([Promise.allSettled(running), grace]);
      clearInterval(beat);
      await releaseLeases(context.database.kysely, context.instanceId);
    },
  };
}
