/**
 * Worker places held for deliveries that this process sends itself, right after the commit that writes the
 * event. Each delivery holds a place of its endpoint's worker, and its job is inserted leased to this process:
 * no other process claims it, and nothing is read back. Without a free place the job is inserted unleased, for
 * whichever process claims it.
 */
import { type ClaimedJob, webhookQueue } from "../../storage/jobs/jobs.ts";
import type { ServiceContext } from "../context.ts";
import type { DeliveryPayload, JobPlace } from "../process/job-place.ts";

interface HeldPlace {
  readonly endpointId: string;
  readonly place: JobPlace;
  /** Undefined until the job is written. A disabled endpoint gets no job. */
  delivery: { readonly job: ClaimedJob; readonly payload: DeliveryPayload } | undefined;
}

/** The places held for the deliveries of one batch. Call `send` or `cancel` exactly once. */
export interface HeldPlaces {
  /** Holds a place for a delivery to the endpoint. @returns false when none is free. */
  reserve(endpointId: string): boolean;
  /** Assigns the job to the place that was held last for the endpoint. */
  fill(job: ClaimedJob, payload: DeliveryPayload): void;
  /** After the commit: runs the jobs. */
  send(): void;
  /** Nothing was committed, or that is not known: gives the places back. */
  cancel(): void;
}

export function createHeldPlaces(context: ServiceContext): HeldPlaces {
  const held: HeldPlace[] = [];
  return {
    reserve(endpointId) {
      const place = context.reservePlace(webhookQueue(endpointId));
      if (place !== undefined) held.push({ endpointId, place, delivery: undefined });
      return place !== undefined;
    },
    fill(job, payload) {
      const own = held.findLast(({ endpointId }) => endpointId === payload.endpointId);
      if (own === undefined) throw new Error("no place is held for the delivery");
      own.delivery = { job, payload };
    },
    send() {
      for (const { place, delivery } of held.splice(0)) {
        if (delivery === undefined) place.cancel();
        else place.run(delivery.job, delivery.payload);
      }
    },
    cancel() {
      for (const { place } of held.splice(0)) place.cancel();
    },
  };
}
