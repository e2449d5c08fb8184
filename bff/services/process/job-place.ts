/** A job that the process which writes it also runs, without claiming it and without reading anything back. */
import type { ClaimedJob } from "../../storage/jobs/jobs.ts";

/** What an attempt to deliver an event needs, as the process has it in memory that wrote the event. */
export interface DeliveryPayload {
  readonly deliveryId: string;
  readonly eventId: string;
  readonly endpointId: string;
  /** The event's body as JSON: the very bytes that were sealed into its row. */
  readonly text: string;
}

/**
 * A free place of a queue's worker, held for a job that is about to be committed leased to this process. Exactly one of
 * the two has to be called, once.
 */
export interface JobPlace {
  /** After the commit: runs the job. From here on its lease is kept up. */
  run(job: ClaimedJob, payload: DeliveryPayload): void;
  /** Nothing was committed, or nobody knows: others find the job, if there is one, when its lease runs out. */
  cancel(): void;
}
