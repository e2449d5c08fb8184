/**
 * Endpoints that answered 410. Nothing is sent to them: every delivery to them dies, with the reason in its log, until
 * a redelivery enables them and revives what died meanwhile.
 */
import { sql } from "kysely";
import type { Executor } from "../engine/database.ts";
import { scheduleJob } from "../jobs/jobs.ts";

/** In the log of each delivery that died of it. */
export const endpointDisabled = "the endpoint is disabled (it answered 410)";
/** HTTP 410 Gone: the answer that disables. */
const gone = 410;

/** Which of the endpoints are disabled. */
export async function disabledEndpoints(
  executor: Executor,
  endpointIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (endpointIds.length === 0) return new Set();
  const rows = await executor
    .selectFrom("endpoints")
    .select("id")
    .where("id", "in", endpointIds)
    .where("disabled_at", "is not", null)
    .execute();
  return new Set(rows.map((row) => row.id));
}

/** The same, and they stay so until the transaction ends: who enables one finds all that had died by then. */
export async function holdDisabledEndpoints(
  executor: Executor,
  endpointIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (endpointIds.length === 0) return new Set();
  const rows = await executor
    .updateTable("endpoints")
    .set((eb) => ({ disabled_at: eb.ref("disabled_at") }))
    .where("id", "in", endpointIds)
    .where("disabled_at", "is not", null)
    .returning("id")
    .execute();
  return new Set(rows.map((row) => row.id));
}

export async function disableEndpoint(
  executor: Executor,
  input: { readonly endpointId: string; readonly at: number },
): Promise<void> {
  const { endpointId: id, at: disabled_at } = input;
  await executor
    .insertInto("endpoints")
    .values({ id, disabled_at })
    .onConflict((conflict) => conflict.column("id").doUpdateSet({ disabled_at }))
    .execute();
}

/**
 * Enables those of the endpoints that are disabled, and sends again what died because they were, in the order in which
 * it happened. Call it in a transaction. @returns how many deliveries live again.
 */
export async function enableEndpoints(
  executor: Executor,
  options: { readonly endpointIds: readonly string[]; readonly now: number },
): Promise<number> {
  const { endpointIds, now } = options;
  if (endpointIds.length === 0) return 0;
  const enabled = await executor
    .updateTable("endpoints")
    .set({ disabled_at: null })
    .where("id", "in", endpointIds)
    .where("disabled_at", "is not", null)
    .returning("id")
    .execute();
  let revived = 0;
  for (const { id: endpointId } of enabled) {
    for (const id of await deliveriesDeadOf(executor, endpointId)) {
      revived++;
      // Claimed by time: each a moment after the one before.
      const runAt = now + revived;
      const job = { kind: "deliver_event", subjectId: id, endpointId, runAt, now } as const;
      await scheduleJob(executor, { ...job, resetAttempts: true });
      await executor
        .updateTable("deliveries")
        .set({ state: "pending", next_attempt_at: runAt, attempts: 0, updated_at: now })
        .where("id", "=", id)
        .execute();
    }
  }
  return revived;
}

/** Those whose last entry in the log says that the endpoint is gone; the oldest event's first. */
async function deliveriesDeadOf(executor: Executor, endpointId: string): Promise<string[]> {
  const rows = await executor
    .selectFrom("deliveries as dead")
    .innerJoin("events", "events.id", "dead.event_id")
    .innerJoin("delivery_attempts as last", (join) =>
      join.onRef("last.delivery_id", "=", "dead.id").on(({ eb, selectFrom }) =>
        eb(
          "last.seq",
          "=",
          selectFrom("delivery_attempts as entry")
            .select(({ fn }) => fn.max("entry.seq").as("seq"))
            .whereRef("entry.delivery_id", "=", "dead.id"),
        ),
      ),
    )
    .select("dead.id")
    .where("dead.endpoint_id", "=", endpointId)
    // Spelled out, as the index is one of dead deliveries alone.
    .where("dead.state", "=", sql.lit("dead"))
    .where((eb) => eb.or([eb("last.error", "=", endpointDisabled), eb("last.status", "=", gone)]))
    .orderBy("events.created_at")
    .orderBy("dead.id")
    .execute();
  return rows.map((row) => row.id);
}
