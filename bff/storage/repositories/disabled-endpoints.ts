/**
 * Endpoints that answered 410. Nothing is sent to them. Every delivery to them is marked as dead, with the
 * reason in its log, until a redelivery enables them and revives those deliveries.
 */
import { type AliasedRawBuilder, type RawBuilder, sql } from "kysely";
import type { Engine, Executor } from "../engine/database.ts";
import { defineQuery } from "../engine/statements.ts";
import { scheduleJob, webhookQueue } from "../jobs/jobs.ts";
import { reviveDelivery } from "./deliveries.ts";

/** The log text of a delivery that was not attempted. For people only: the software reads `dead_reason`. */
export const disabledError = "the endpoint is disabled (it answered 410)";

/** The ids of the disabled endpoints as a column, separated by blanks; null when there is none. */
export function disabledEndpoints(engine: Engine): AliasedRawBuilder<string | null, "disabled_endpoints"> {
  return disabledList(engine).as("disabled_endpoints");
}

function disabledList(engine: Engine): RawBuilder<string | null> {
  const list = engine === "sqlite" ? sql`group_concat(id, ' ')` : sql`string_agg(id, ' ')`;
  return sql<string | null>`(select ${list} from endpoints where disabled_at is not null)`;
}

/** The same column as a query of its own: one row. */
export const disabledEndpointList = defineQuery<object, { disabled_endpoints: string | null }>(
  "disabled endpoints",
  (_db, _values, engine) =>
    sql<{ disabled_endpoints: string | null }>`select ${disabledList(engine)} as disabled_endpoints`,
);

/** When a redelivery last enabled the endpoint: one row, or none for an endpoint that was never disabled. */
export const endpointEnabledAt = defineQuery<{ id: string }, { enabled_at: number | null }>(
  "when an endpoint was enabled",
  (db, { id }) => db.selectFrom("endpoints").select("enabled_at").where("id", "=", id),
);

/** Parses that column. */
export function endpointIdsOf(row: { readonly disabled_endpoints: string | null }): ReadonlySet<string> {
  return new Set(row.disabled_endpoints === null ? [] : row.disabled_endpoints.split(" "));
}

/**
 * Enables those of the endpoints that are disabled. Revives the deliveries that died because of it, in the
 * order of their events. Call it in a transaction. @returns how many deliveries were revived.
 */
export async function enableEndpoints(
  executor: Executor,
  options: { readonly endpointIds: readonly string[]; readonly now: number },
): Promise<number> {
  const { endpointIds, now } = options;
  if (endpointIds.length === 0) return 0;
  const enabled = await executor
    .updateTable("endpoints")
    .set({ disabled_at: null, enabled_at: now })
    .where("id", "in", endpointIds)
    .where("disabled_at", "is not", null)
    .returning("id")
    .execute();
  let revived = 0;
  for (const { id: endpointId } of enabled) {
    for (const id of await deliveriesDeadByDisabling(executor, endpointId)) {
      revived++;
      // Jobs are claimed by time, so each one is due a millisecond after the one before.
      const runAt = now + revived;
      const job = {
        kind: "deliver_event",
        subjectId: id,
        queue: webhookQueue(endpointId),
        runAt,
        now,
      } as const;
      await scheduleJob(executor, { ...job, restart: true });
      await reviveDelivery(executor, { id, at: now });
    }
  }
  return revived;
}

/**
 * The ids of the deliveries that died because the endpoint was disabled, by the age of their events, oldest
 * first.
 */
async function deliveriesDeadByDisabling(executor: Executor, endpointId: string): Promise<string[]> {
  const rows = await executor
    .selectFrom("deliveries")
    .innerJoin("events", "events.id", "deliveries.event_id")
    .select("deliveries.id")
    .where("deliveries.endpoint_id", "=", endpointId)
    // A literal, because the partial index covers only this reason.
    .where("deliveries.dead_reason", "=", sql.lit("endpoint_disabled"))
    .orderBy("events.created_at")
    .orderBy("deliveries.id")
    .execute();
  return rows.map((row) => row.id);
}
