/** Works through the jobs that are due, in any number of processes. A lease keeps two from running one job. */
import type { ServiceContext } from "../services/context.ts";
import { releaseLeases } from "../storage/jobs/job-leases.ts";
import type { JobLane, JobQueue } from "../storage/schema.ts";
import { startWorker } from "./worker.ts";

/** Three beats fit into a lease, so that two may be lost. */
const heartbeatMs = 3_000;
/** A delivery waits for a merchant's endpoint, often long, and is worth little of the database's time. */
const defaultPlaces = { asking: 16, telling: 16 } as const;

export interface JobLoop {
  /** Something in that lane is due now: do not wait for the next look. */
  wake(lane: JobLane): void;
  /** Claims no more. What runs goes on, under leases that are kept. */
  pause(): void;
  /** Claims no more, waits for what runs (at most `graceMs`), hands back the leases. */
  stop(graceMs: number): Promise<void>;
}

export interface JobLoopOptions {
  /** How many jobs run at once in each queue of the lane. */
  readonly places?: Readonly<Record<JobLane, number>>;
}

/** One for all questions, one for each endpoint, so that none waits for another, and one for what is left. */
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
  // Nobody waits for what is left: it is looked at every second.
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
