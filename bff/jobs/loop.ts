/**
 * Runs the jobs that are due, in any number of processes. A lease keeps two processes from running the same
 * job.
 */
import { isSteady } from "../core/clock.ts";
import type { ServiceContext } from "../services/context.ts";
import type { JobPlace } from "../services/process/job-place.ts";
import { releaseLeases } from "../storage/jobs/job-leases.ts";
import { webhookQueue } from "../storage/jobs/jobs.ts";
import type { JobQueue, JobQueueKind } from "../storage/schema/jobs.ts";
import { startWorker, type Worker } from "./worker.ts";

/** A lease lasts for three heartbeats, so two of them may be lost. */
const heartbeatMs = 3_000;
const defaultPlaces: Readonly<Record<JobQueueKind, number>> = {
  providers: 16,
  // A delivery mostly waits for a merchant's endpoint and uses little of the database's time.
  webhooks: 16,
  maintenance: 16,
};

export interface JobLoop {
  /**
   * Makes the queue's worker look at once, because a job is due now. `webhooks` wakes the queues of all
   * endpoints.
   */
  wake(queue: JobQueue): void;
  /**
   * Reserves a place for a job that is about to be written leased to this process; undefined when none is free.
   */
  reserve(queue: JobQueue): JobPlace | undefined;
  /**
   * After the configuration was read again: begins to work on the queues of new endpoints, and stops claiming from those
   * of endpoints that are gone. What runs goes on.
   */
  followEndpoints(): void;
  /** Stops claiming. Running jobs continue, and their leases are extended. */
  pause(): Promise<void>;
  /** Stops claiming, waits for running jobs (at most `graceMs`), and releases their leases. */
  stop(graceMs: number): Promise<void>;
}

export interface JobLoopOptions {
  /** How many jobs run at once in each queue of the kind. */
  readonly places?: Readonly<Record<JobQueueKind, number>>;
}

function kindOf(queue: JobQueue): JobQueueKind {
  return queue === "providers" || queue === "maintenance" ? queue : "webhooks";
}

/** Deliveries to an endpoint that is not configured here wait in its queue, for a process that has it (rule 22). */
function queuesOf(context: ServiceContext): JobQueue[] {
  const endpoints = context.endpoints.map(({ id }) => webhookQueue(id));
  return ["providers", ...endpoints, "maintenance"];
}

/** Says once that the clock was set, and once that it can be believed again. */
function watchClock({ clock, logger }: ServiceContext): () => void {
  let wasSteady = true;
  return () => {
    const steady = isSteady(clock);
    if (!steady && wasSteady) logger.error("the clock was set: nothing expires until it has gone steadily");
    if (steady && !wasSteady) logger.info("the clock has gone steadily for a minute");
    wasSteady = steady;
  };
}

/** Extends the leases, and stores the times of the accounts' last successes and their drift. */
async function beatOnce(context: ServiceContext): Promise<void> {
  await context.leases.keepUp(context.database.kysely, context.clock.now());
  await context.successes.flush();
  await context.drift.flush();
}

export function startJobs(context: ServiceContext, options: JobLoopOptions = {}): JobLoop {
  const places = options.places ?? defaultPlaces;
  const workers = new Map<JobQueue, Worker>();
  /** Those of queues that are gone, until their last job has ended. */
  const leaving = new Set<Worker>();
  let isPaused = false;
  const all = () => [...workers.values(), ...leaving];

  const leave = (queue: JobQueue, worker: Worker) => {
    workers.delete(queue);
    leaving.add(worker);
    const end = async () => {
      await worker.pause();
      await worker.idle();
      leaving.delete(worker);
    };
    end().catch((error: unknown) =>
      context.logger.error({ queue, err: error }, "a worker did not end cleanly"),
    );
  };

  const followEndpoints = () => {
    if (isPaused) return;
    const queues = new Set(queuesOf(context));
    for (const queue of queues) {
      if (!workers.has(queue))
        workers.set(queue, startWorker(context, { queue, places: places[kindOf(queue)] }));
    }
    for (const [queue, worker] of [...workers]) if (!queues.has(queue)) leave(queue, worker);
  };
  followEndpoints();

  const lookAtClock = watchClock(context);
  const beat = setInterval(() => {
    lookAtClock();
    beatOnce(context).catch((error: unknown) => context.logger.error({ err: error }, "heartbeat failed"));
  }, heartbeatMs);

  const pause = async () => {
    isPaused = true;
    await Promise.all(all().map((worker) => worker.pause()));
  };
  return {
    wake(queue) {
      if (queue !== "webhooks") workers.get(queue)?.wake();
      else for (const { id } of context.endpoints) workers.get(webhookQueue(id))?.wake();
    },
    reserve: (queue) => workers.get(queue)?.reserve(),
    followEndpoints,
    pause,
    async stop(graceMs) {
      await pause();
      const grace = new Promise<void>((resolve) => setTimeout(resolve, graceMs).unref());
      await Promise.race([Promise.all(all().map((worker) => worker.idle())), grace]);
      clearInterval(beat);
      await context.successes.flush();
      await context.drift.flush();
      await releaseLeases(context.database.kysely, context.instanceId);
    },
  };
}
