/** Places of workers for a stage: those of a real loop, or those of a process that dies before it uses one. */
import { type JobLoop, startJobs } from "../../../bff/jobs/loop.ts";
import type { ServiceContext } from "../../../bff/services/context.ts";
import type { JobPayload, JobPlace } from "../../../bff/services/process/job-place.ts";
import type { ClaimedJob } from "../../../bff/storage/jobs/jobs.ts";
import type { Stage } from "../../services/support/stage.ts";

export interface WithLoop {
  readonly loop: JobLoop;
  readonly context: ServiceContext;
}

/** The caller stops the loop. */
export function withLoop(stage: Stage): WithLoop {
  const loop = startJobs(stage.context);
  return { loop, context: { ...stage.context, reservePlace: loop.reserve, wakeJobs: loop.wake } };
}

export interface HandedOver {
  readonly job: ClaimedJob;
  readonly payload: JobPayload;
}

/** Takes what a place is given instead of running it: a process that dies right after its commit. */
export function withDyingPlaces(stage: Stage) {
  const run: HandedOver[] = [];
  let canceled = 0;
  const reservePlace = (): JobPlace => ({
    run: (job, payload) => void run.push({ job, payload }),
    cancel: () => {
      canceled++;
    },
  });
  return { run, canceled: () => canceled, context: { ...stage.context, reservePlace } };
}

export const jobsOf = async ({ database }: Stage) =>
  await database.kysely.selectFrom("jobs").selectAll().execute();
