/**
 * Deliveries that the process which writes an event sends itself, as soon as they are committed. Each holds a free place
 * of its endpoint's worker while it is written, and its job is born leased: nobody claims it, and nothing is read back.
 * Where no place is free the job is written free, for whichever process claims it.
 */
import { type ClaimedJob, webhookQueue } from "../../storage/jobs/jobs.ts";
import type { ServiceContext } from "../context.ts";
import type { DeliveryPayload, JobPlace } from "../process/job-place.ts";

interface HeldPlace {
  readonly endpointId: string;
  readonly place: JobPlace;
  /** Undefined until the job is written: a disabled endpoint gets none. */
  delivery: { readonly job: ClaimedJob; readonly payload: DeliveryPayload } | undefined;
}

/** The places that are held for the deliveries of one transaction. End it exactly once. */
export interface HeldPlaces {
  /** Holds a place for a delivery to the endpoint. @returns false when there is none. */
  reserve(endpointId: string): boolean;
  /** The job is written, for the place that was held last for the endpoint. */
  fill(job: ClaimedJob, payload: DeliveryPayload): void;
  /** The transaction is committed. */
  send(): void;
  /** It is not, or nobody knows. */
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
