/** Sessions in the database. State changes happen under {@link lockSession}, so that everything about one session is in order. */
import type { Selectable } from "kysely";
import type { SessionStatus } from "../../contract.ts";
import type { Executor } from "../engine/database.ts";
import type { SessionTable } from "../schema.ts";
import { type Cursor, isAfterCursor } from "./cursors.ts";

export type SessionRow = Selectable<SessionTable>;

export async function insertSession(executor: Executor, row: SessionRow): Promise<void> {
  await executor.insertInto("sessions").values(row).execute();
}

export async function findSession(executor: Executor, id: string): Promise<SessionRow | undefined> {
  return await executor.selectFrom("sessions").selectAll().where("id", "=", id).executeTakeFirst();
}

export async function findSessionByTokenHash(
  executor: Executor,
  tokenHash: string,
): Promise<SessionRow | undefined> {
  return await executor
    .selectFrom("sessions")
    .selectAll()
    .where("token_hash", "=", tokenHash)
    .executeTakeFirst();
}

/**
 * Reads the session and holds it until the transaction ends. The write that changes nothing takes the row lock on
 * both engines alike. Always taken before the lock on a payment, so that two transactions never wait for each other.
 */
export async function lockSession(executor: Executor, id: string): Promise<SessionRow | undefined> {
  return await executor
    .updateTable("sessions")
    .set((eb) => ({ updated_at: eb.ref("updated_at") }))
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirst();
}

/** Changes a session that is held by {@link lockSession}. */
export async function updateSession(
  executor: Executor,
  id: string,
  changes: Partial<
    Pick<SessionRow, "status" | "open_payment_id" | "paid_payment_id" | "payment_count" | "updated_at">
  >,
): Promise<void> {
  await executor.updateTable("sessions").set(changes).where("id", "=", id).execute();
}

export interface SessionFilter {
  readonly limit: number;
  readonly after: Cursor | null;
  readonly reference?: string | undefined;
  readonly status?: SessionStatus | undefined;
}

/** Newest first. */
export async function listSessions(executor: Executor, filter: SessionFilter): Promise<SessionRow[]> {
  let query = executor.selectFrom("sessions").selectAll();
  if (filter.reference !== undefined) query = query.where("reference", "=", filter.reference);
  if (filter.status !== undefined) query = query.where("status", "=", filter.status);
  if (filter.after !== null) query = query.where(isAfterCursor(filter.after));
  return await query.orderBy("created_at", "desc").orderBy("id", "desc").limit(filter.limit).execute();
}
