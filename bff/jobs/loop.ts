/**
 * Runs the jobs that are due, in any number of processes. A lease keeps two processes from running the same
 * job.
 */
import type { ServiceContext } from "../services/context.ts";
import { releaseLeases } from "../storage/jobs/job-leases.ts";
import type { JobLane, JobQueue } from "../storage/schema.ts";
import { startWorker } from "./worker.ts";

/** A lease lasts for three heartbeats, so two of them may be lost. */
const heartbeatMs = 3_000;
/**
 * How many jobs run at once in a queue. A delivery mostly waits for the merchant's endpoint and uses little
 * of the database's time.
 */
const defaultPlaces = { asking: 16, telling: 16 } as const;

export interface JobLoop {
  /** Tells the lane's workers that a job is due now, so that they do not wait for their next poll. */
  wake(lane: JobLane): void;
  /** Claims no more jobs. What runs goes on, and its leases are extended. */
  pause(): void;
  /** Claims no more jobs, waits for those that run (at most `graceMs`), and releases their leases. */
  stop(graceMs: number): Promise<void>;
}

export interface JobLoopOptions {
  /** How many jobs run at once in each queue of the lane. */
  readonly places?: Readonly<Record<JobLane, number>>;
}

/**
 * One queue for provider queries, one for each endpoint so that none waits for another, and the default queue
 * for the rest.
 */
function queuesOf(context: ServiceContext): JobQueue[] {
  const endpoints = context.endpoints.map(({ id }) => ({ lane: "telling", endpointId: id }) as const);
  return [{ lane: "asking", endpointId: "" }, ...endpoints, { lane: "telling", endpointId: "" }];
}

export function startJobs(context: ServiceContext, options: JobLoopOptions = {}): JobLoop {
  const places = options.places ?? defaultPlaces;
  const workers = queuesOf(context).map((queue) => ({
    queue,
    ...startWorker(context, { queue, places: places[queue.lane] }),
  }));
  // The default queue is not woken, only polled every second: nothing in it is urgent.
  const hurried = workers.filter(({ queue }) => queue.lane === "asking" || queue.endpointId !== "");
  const beat = setInterval(() => {
    context.leases
      .keepUp(context.database.kysely, context.clock.now())
      .catch((error: unknown) => context.logger.error({ err: error }, "heartbeat failed"));
  }, heartbeatMs);

  const pause = async () => {
    await Promise.all(workers.map((worker) => worker.pause()));
  };
  return {
    wake(lane) {
      for (const worker of hurried) if (worker.queue.lane === lane) worker.wake();
    },
    pause: () => void pause(),
    async stop(graceMs) {
      await pause();
      const grace = new Promise<void>((resolve) => setTimeout(resolve, graceMs).unref());
      await Promise.race([Promise.all(workers.map((worker) => worker.idle())), grace]);
      clearInterval(beat);
      await releaseLeases(context.database.kysely, context.instanceId);
    },
  };
}
