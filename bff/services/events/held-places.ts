/**
 * Worker places held for jobs that this process writes leased to itself and runs right after the commit: no
 * other process claims them, and nothing is read back. Without a free place a job is written unleased, for
 * whichever process claims it.
 */
import type { ClaimedJob } from "../../storage/jobs/jobs.ts";
import type { JobQueue } from "../../storage/schema/jobs.ts";
import type { ServiceContext } from "../context.ts";
import type { JobPayload, JobPlace } from "../process/job-place.ts";

/** A place that waits for its job. A place that gets none is given back. */
export interface HeldPlace {
  /** Once, when the job is among the writes of the batch. */
  fill(job: ClaimedJob, payload: JobPayload): void;
}

/** The places held for the jobs of one batch. Call `run` or `cancel` exactly once. */
export interface HeldPlaces {
  /** Undefined when that queue's worker has no free place. */
  reserve(queue: JobQueue): HeldPlace | undefined;
  /** After the commit: runs the jobs. */
  run(): void;
  /** Nothing was committed, or that is not known: gives the places back. */
  cancel(): void;
}

interface Held {
  readonly place: JobPlace;
  work: { readonly job: ClaimedJob; readonly payload: JobPayload } | undefined;
}

export function createHeldPlaces(context: ServiceContext): HeldPlaces {
  const places: Held[] = [];
  return {
    reserve(queue) {
      const place = context.reservePlace(queue);
      if (place === undefined) return undefined;
      const held: Held = { place, work: undefined };
      places.push(held);
      return {
        fill(job, payload) {
          held.work = { job, payload };
        },
      };
    },
    run() {
      for (const { place, work } of places.splice(0)) {
        if (work === undefined) place.cancel();
        else place.run(work.job, work.payload);
      }
    },
    cancel() {
      for (const { place } of places.splice(0)) place.cancel();
    },
  };
}
