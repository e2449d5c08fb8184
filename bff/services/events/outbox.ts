/**
 * The outbox. An event is written in the same batch as the change that it reports, with a delivery to every
 * endpoint that takes its type. Where this process has a free place for a delivery, the job is inserted leased to it, and the
 * process sends the event right after the commit, from the text that was stored. Otherwise the job is inserted
 * unleased, for whichever process claims it.
 *
 * Source: docs/lifecycle.md#delivering-events
 */
import type { EventBody, EventType } from "../../contract.ts";
import { toIsoTime } from "../../core/clock.ts";
import { newId } from "../../core/ids.ts";
import type { Decision, RowSets } from "../../storage/engine/change.ts";
import type { Query, Write } from "../../storage/engine/statements.ts";
import { deliveryId } from "../../storage/repositories/deliveries.ts";
import { eventWrites } from "../../storage/repositories/event-writes.ts";
import type { ServiceContext } from "../context.ts";
import { leaseMs } from "../runs/lease-duration.ts";
import { endpointsFor } from "./endpoints.ts";
import { createHeldPlaces, type HeldPlaces } from "./held-places.ts";

export interface OutgoingEvent {
  readonly type: EventType;
  readonly data: EventBody["data"];
  readonly sessionId: string | null;
  readonly paymentId: string | null;
  readonly payoutId: string | null;
  /** Epoch ms. */
  readonly at: number;
}

export interface Outbox {
  /**
   * The writes of an event with its deliveries.
   *
   * @param disabledEndpoints ids of endpoints to which nothing is sent: their deliveries are dead from the
   *   start.
   */
  record(event: OutgoingEvent, disabledEndpoints: ReadonlySet<string>): Write[];
}

interface OpenOutbox extends Outbox {
  /** After the commit: sends the events. */
  send(): void;
  /** Nothing was committed, or that is not known. */
  cancel(): void;
}

export interface DeliveringChange<Queries extends readonly Query<unknown>[], Result> {
  readonly load: Queries;
  /** As `known` of Change in storage/engine/change.ts. */
  readonly known?: RowSets<Queries> | undefined;
  decide(rowSets: RowSets<Queries>, outbox: Outbox): Decision<Result>;
}

/** Commits a change (see {@link Database.change}) and sends its events right after the commit. */
export async function changeAndDeliver<const Queries extends readonly Query<unknown>[], Result>(
  context: ServiceContext,
  change: DeliveringChange<Queries, Result>,
): Promise<Result> {
  let outbox: OpenOutbox | undefined;
  try {
    const result = await context.database.change<Queries, Result>({
      load: change.load,
      known: change.known,
      decide(rowSets) {
        // A repeated decision writes its events and jobs again.
        outbox?.cancel();
        outbox = openOutbox(context);
        return change.decide(rowSets, outbox);
      },
    });
    outbox?.send();
    return result;
  } catch (error) {
    outbox?.cancel();
    throw error;
  }
}

function openOutbox(context: ServiceContext): OpenOutbox {
  const places: HeldPlaces = createHeldPlaces(context);
  const undeliverable: { readonly eventId: string; readonly endpointId: string }[] = [];
  let leavesJobs = false;
  return {
    record({ type, data, sessionId, paymentId, payoutId, at }, disabledEndpoints) {
      const eventId = newId("evt", context.random);
      const body: EventBody = { type, timestamp: toIsoTime(at), data };
      const text = JSON.stringify(body);
      const deliveries = endpointsFor(context, type).map(({ id: endpointId }) => {
        const isDisabled = disabledEndpoints.has(endpointId);
        const isOurs = !isDisabled && places.reserve(endpointId);
        if (isDisabled) undeliverable.push({ eventId, endpointId });
        leavesJobs ||= !isDisabled && !isOurs;
        return { endpointId, isDisabled, lease: isOurs ? { lockedBy: context.instanceId, leaseMs } : {} };
      });
      const written = eventWrites(context.seal, {
        id: eventId,
        type,
        text,
        sessionId,
        paymentId,
        payoutId,
        at,
        deliveries,
      });
      for (const { endpointId, job } of written.leased) {
        places.fill(job, { deliveryId: deliveryId(eventId, endpointId), eventId, endpointId, text });
      }
      return written.writes;
    },
    send() {
      places.send();
      if (leavesJobs) context.wakeJobs("webhooks");
      for (const { eventId, endpointId } of undeliverable) {
        context.metrics.count("webhook_deliveries", { outcome: "disabled" });
        context.logger.error({ eventId, endpointId }, "event not sent: its endpoint is disabled");
      }
    },
    cancel: () => places.cancel(),
  };
}
