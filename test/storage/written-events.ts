/** Events and deliveries as a test writes them, and what is read of them again. */
import type { EventBody } from "../../bff/contract.ts";
import { createSeal } from "../../bff/storage/encryption/seal.ts";
import type { Database } from "../../bff/storage/engine/database.ts";
import type { Write } from "../../bff/storage/engine/statements.ts";
import { claimJobs } from "../../bff/storage/jobs/claim-jobs.ts";
import { type ClaimedJob, jobId } from "../../bff/storage/jobs/jobs.ts";
import {
  type DeliveryRecord,
  deliveriesOfEvents,
  deliveryId,
} from "../../bff/storage/repositories/deliveries.ts";
import { disabledEndpointList, endpointIdsOf } from "../../bff/storage/repositories/disabled-endpoints.ts";
import { eventWrites, type NewEvent } from "../../bff/storage/repositories/event-writes.ts";
import { type AttemptOutcome, recordAttempt } from "../../bff/storage/repositories/record-attempt.ts";

export const seal = createSeal(new Uint8Array(32).fill(7));
export const body: EventBody = { type: "session.expired", timestamp: "2026-11-19T12:00:00.000Z", data: {} };
export const delivery = deliveryId("evt_1", "shop");
export const job = jobId("deliver_event", delivery);

export type EventChanges = Partial<Omit<NewEvent, "deliveries">> & {
  readonly body?: EventBody;
  readonly endpointIds?: readonly string[];
};

export function writesOf(changes: EventChanges, disabled: ReadonlySet<string> = new Set()): Write[] {
  const { body: said = body, endpointIds = ["shop"], ...others } = changes;
  const text = JSON.stringify(said);
  const deliveries = endpointIds.map((endpointId) => ({
    endpointId,
    isDisabled: disabled.has(endpointId),
    lease: {},
  }));
  const about = { sessionId: null, paymentId: null, payoutId: null };
  return eventWrites(seal, { id: "evt_1", type: said.type, text, ...about, at: 100, deliveries, ...others })
    .writes;
}

/** @returns the endpoints that are disabled. */
export async function insert(database: Database, changes: EventChanges = {}): Promise<readonly string[]> {
  return await database.change({
    load: [disabledEndpointList({})],
    decide([[row]]) {
      const disabled = row === undefined ? new Set<string>() : endpointIdsOf(row);
      return { writes: writesOf(changes, disabled), result: [...disabled] };
    },
  });
}

export async function findDelivery(database: Database, id: string): Promise<DeliveryRecord | undefined> {
  const [eventId = ""] = id.split(":");
  const deliveries = (await deliveriesOfEvents(database.kysely, [eventId])).get(eventId) ?? [];
  return deliveries.find((found) => found.id === id);
}

export async function disabledEndpoints(database: Database): Promise<string[]> {
  const query = database.kysely.selectFrom("endpoints").select("id").where("disabled_at", "is not", null);
  return (await query.execute()).map((row) => row.id);
}

export async function claim(database: Database, now: number): Promise<ClaimedJob> {
  const [first, ...others] = await claimJobs(database, { instanceId: "one", limit: 10, now, leaseMs: 1_000 });
  if (first === undefined || others.length > 0) throw new Error("expected exactly one job");
  return first;
}

export async function attempt(
  database: Database,
  job: ClaimedJob,
  outcome: AttemptOutcome,
  details: { at?: number; status?: number | null; error?: string | null } = {},
): Promise<string | undefined> {
  const { at = 200, status = 500, error = "http_500" } = details;
  const record = { at, status, error, durationMs: 12 };
  const [, endpointId = ""] = job.subjectId.split(":");
  await recordAttempt(database, { job, endpointId, attempt: record, outcome });
  return (await findDelivery(database, job.subjectId))?.state;
}
