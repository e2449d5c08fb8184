/** What tells things that were found from each other: how each stands, its amount and when it was made. By ids, a few. */
import { sql } from "kysely";
import type { Executor } from "../engine/database.ts";

export interface FoundDetails {
  readonly id: string;
  readonly status: string;
  readonly amount_minor: string;
  readonly currency: string;
  readonly decimals: number;
  readonly created_at: number;
}

const columns = ["id", "status", "amount_minor", "currency", "decimals", "created_at"] as const;

interface Ids {
  readonly ids: readonly string[];
}

/** `open`: how many of its payments nobody knows the end of, or are in review. */
export async function foundSessions(executor: Executor, { ids }: Ids) {
  const rows = await executor
    .selectFrom("sessions")
    .select([...columns, "reference"])
    .select(
      sql<number>`(select count(*) from payments where payments.session_id = sessions.id
        and payments.status in ('review', 'unknown'))`.as("open"),
    )
    .where("id", "in", ids)
    .execute();
  return rows.map((row) => ({ ...row, open: Number(row.open) }));
}

export async function foundPayments(executor: Executor, { ids }: Ids) {
  return await executor
    .selectFrom("payments")
    .select([...columns, "reference", "session_id", "received_minor"])
    .where("id", "in", ids)
    .execute();
}

export async function foundPayouts(executor: Executor, { ids }: Ids) {
  return await executor
    .selectFrom("payouts")
    .select([...columns, "reference"])
    .where("id", "in", ids)
    .execute();
}

export async function foundRefunds(executor: Executor, { ids }: Ids) {
  return await executor.selectFrom("refunds").select(columns).where("id", "in", ids).execute();
}

export async function foundEvents(executor: Executor, { ids }: Ids) {
  return await executor.selectFrom("events").select(["id", "created_at"]).where("id", "in", ids).execute();
}
