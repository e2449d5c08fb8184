/** Works through the jobs that are due, in any number of processes. A lease keeps two from running one job. */
import type { ServiceContext } from "../services/context.ts";
import { releaseLeases } from "../storage/job-leases.ts";
import { startLane } from "./lane.ts";

/** Three beats fit into a lease, so that two may be lost. */
const heartbeatMs = 3_000;
/** A delivery waits for a merchant's endpoint, often long, and is worth little of the database's time. */
const defaultPlaces = { asking: 16, telling: 16 } as const;

export interface JobLoop {
  /** Something is due now: do not wait for the next look. */
  wake(): void;
  /** Claims no more. What runs goes on, under leases that are kept. */
  pause(): void;
  /** Claims no more, waits for what runs (at most `graceMs`), hands back the leases. */
  stop(graceMs: number): Promise<void>;
}

export interface JobLoopOptions {
  /** How many jobs run at once in each lane. */
  readonly places?: { readonly asking: number; readonly telling: number };
}

export function startJobs(context: ServiceContext, options: JobLoopOptions = {}): JobLoop {
  const { asking, telling } = options.places ?? defaultPlaces;
  const lanes = [
    startLane(context, { lane: "asking", places: asking }),
    startLane(context, { lane: "telling", places: telling }),
  ];
  const beat = setInterval(() => {
    context.leases
      .keepUp(context.database.kysely, context.clock.now())
      .catch((error: unknown) => context.logger.error({ err: error }, "heartbeat failed"));
  }, heartbeatMs);

  const pause = async () => {
    await Promise.all(lanes.map((lane) => lane.pause()));
  };
  return {
    wake() {
      for (const lane of lanes) lane.wake();
    },
    pause: () => void pause(),
    async stop(graceMs) {
      await pause();
      const grace = new Promise<void>((resolve) => setTimeout(resolve, graceMs).unref());
      await Promise.race([Promise.all(lanes.map((lane) => lane.idle())), grace]);
      clearInterval(beat);
      await releaseLeases(context.database.kysely, context.instanceId);
    },
  };
}
