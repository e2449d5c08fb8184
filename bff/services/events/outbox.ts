/**
 * The outbox. An event is written in the same batch as the change that it reports, with a delivery to every endpoint
 * that takes its type. Where this process has a free place for a delivery, the job is inserted leased to it, and the
 * process sends the event right after the commit, from the text that was stored. Otherwise the job is inserted
 * unleased, for whichever process claims it. A query that a change wants at once leaves by the same way.
 *
 * Source: docs/jobs.md#delivering-events
 */
import type { EventBody, EventType } from "../../contract.ts";
import { toIsoTime } from "../../core/clock.ts";
import { newEventId } from "../../core/ids.ts";
import type { Decision, RowSets } from "../../storage/engine/change.ts";
import type { Query, Write } from "../../storage/engine/statements.ts";
import { webhookQueue } from "../../storage/jobs/jobs.ts";
import { deliveryId } from "../../storage/repositories/deliveries.ts";
import { eventWrites } from "../../storage/repositories/event-writes.ts";
import type { JobQueue } from "../../storage/schema/jobs.ts";
import type { ServiceContext } from "../context.ts";
import { leaseMs } from "../runs/lease-duration.ts";
import { endpointsFor } from "./endpoints.ts";
import { createHeldPlaces, type HeldPlace, type HeldPlaces } from "./held-places.ts";

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
  /**
   * Holds a place for a job that the batch writes leased to this process. Undefined when none is free: the job
   * is left to whichever process claims it.
   */
  reserve(queue: JobQueue): HeldPlace | undefined;
  /**
   * True when the decision is made again, because something that it took for granted was not so: the known rows, a job
   * that nobody held, a lease of our own.
   */
  readonly isRepeated: boolean;
}

interface OpenOutbox extends Outbox {
  /** After the commit: sends the events and runs the other jobs that hold a place. */
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
        outbox = openOutbox(context, { isRepeated: outbox !== undefined });
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

function openOutbox(context: ServiceContext, { isRepeated }: { readonly isRepeated: boolean }): OpenOutbox {
  const places: HeldPlaces = createHeldPlaces(context);
  const recorded: Readonly<Record<string, string>>[] = [];
  const undeliverable: { readonly eventId: string; readonly endpointId: string }[] = [];
  let leavesJobs = false;
  return {
    record({ type, data, sessionId, paymentId, payoutId, at }, disabledEndpoints) {
      const eventId = newEventId(data.sequence ?? 0, context.random);
      const ids = { sessionId, paymentId, payoutId };
      const known = Object.entries(ids).flatMap(([name, id]) => (id === null ? [] : [[name, id] as const]));
      const about = { eventId, ...Object.fromEntries(known) };
      recorded.push({ ...about, eventType: type });
      const body: EventBody = { type, timestamp: toIsoTime(at), data };
      const text = JSON.stringify(body);
      const held = new Map<string, HeldPlace>();
      const deliveries = endpointsFor(context, type).map(({ id: endpointId }) => {
        const isDisabled = disabledEndpoints.has(endpointId);
        const place = isDisabled ? undefined : places.reserve(webhookQueue(endpointId));
        if (place !== undefined) held.set(endpointId, place);
        if (isDisabled) undeliverable.push({ eventId, endpointId });
        leavesJobs ||= !isDisabled && place === undefined;
        const lease = place === undefined ? {} : { lockedBy: context.instanceId, leaseMs };
        return { endpointId, isDisabled, lease };
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
        const payload = { deliveryId: deliveryId(eventId, endpointId), eventId, endpointId, text, about };
        held.get(endpointId)?.fill(job, { kind: "delivery", ...payload });
      }
      return written.writes;
    },
    reserve: (queue) => places.reserve(queue),
    isRepeated,
    send() {
      for (const fields of recorded) context.logger.info({ ...fields }, "event recorded");
      places.run();
      if (leavesJobs) context.wakeJobs("webhooks");
      for (const { eventId, endpointId } of undeliverable) {
        context.metrics.count("webhook_deliveries", { outcome: "disabled" });
        context.logger.error({ eventId, endpointId }, "event not sent: its endpoint is disabled");
      }
    },
    cancel: () => places.cancel(),
  };
}
