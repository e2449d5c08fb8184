/** A job that the process that writes it also runs, without claiming it and without reading anything back. */
import type { PaymentRecord } from "../../core/records.ts";
import type { ClaimedJob } from "../../storage/jobs/jobs.ts";
import type { HeldPayoutRow } from "../../storage/repositories/held-payouts.ts";
import type { KnownSession } from "../../storage/repositories/held-sessions.ts";
import type { LogFields } from "./log-fields.ts";

/** The input of an attempt to deliver an event, as the process that wrote the event has it in memory. */
export interface DeliveryPayload {
  readonly kind: "delivery";
  readonly deliveryId: string;
  readonly eventId: string;
  readonly endpointId: string;
  /** The event's body as JSON: the very bytes that were sealed into its row. */
  readonly text: string;
  /** The ids that the event is about, for the log. */
  readonly about: LogFields;
}

/** A query about a payment. The batch that wrote the job has taken the query lock, too. */
export interface PaymentQueryPayload {
  readonly kind: "payment_query";
  /** As it stands under the lock. */
  readonly payment: PaymentRecord;
  /** The end of the lock, epoch ms. */
  readonly lockedUntil: number;
  /** The session's rows as that batch left them. */
  readonly known: KnownSession;
}

/** The same for a payout. */
export interface PayoutQueryPayload {
  readonly kind: "payout_query";
  readonly payout: HeldPayoutRow;
  readonly lockedUntil: number;
}

export type JobPayload = DeliveryPayload | PaymentQueryPayload | PayoutQueryPayload;

/**
 * A place of a queue's worker, held for a job that is about to be committed leased to this process. Call `run`
 * or `cancel` exactly once.
 */
export interface JobPlace {
  /** After the commit: runs the job. The process extends its lease from then on. */
  run(job: ClaimedJob, payload: JobPayload): void;
  /**
   * Nothing was committed, or that is not known. If there is a job, another process claims it when its lease
   * expires.
   */
  cancel(): void;
}
