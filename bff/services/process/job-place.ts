/** A job that the process that writes it also runs, without claiming it and without reading anything back. */
import type { ClaimedJob } from "../../storage/jobs/jobs.ts";

/** The input of an attempt to deliver an event, as the process that wrote the event has it in memory. */
export interface DeliveryPayload {
  readonly deliveryId: string;
  readonly eventId: string;
  readonly endpointId: string;
  /** The event's body as JSON: the very bytes that were sealed into its row. */
  readonly text: string;
}

/**
 * A place of a queue's worker, held for a job that is about to be committed leased to this process. Call `run`
 * or `cancel` exactly once.
 */
export interface JobPlace {
  /** After the commit: runs the job. The process extends its lease from then on. */
  run(job: ClaimedJob, payload: DeliveryPayload): void;
  /**
   * Nothing was committed, or that is not known. If there is a job, another process claims it when its lease
   * expires.
   */
  cancel(): void;
}
