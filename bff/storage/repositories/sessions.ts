/** Reads sessions. held-sessions.ts writes them. */
import type { SessionStatus } from "../../contract.ts";
import type { SessionRecord } from "../../core/records.ts";
import type { Executor } from "../engine/database.ts";
import { defineQuery } from "../engine/statements.ts";
import { type Cursor, isAfterCursor } from "./cursors.ts";

export type SessionRow = SessionRecord;

export const sessionById = defineQuery<{ id: string }, SessionRow>("session by id", (db, { id }) =>
  db.selectFrom("sessions").selectAll().where("id", "=", id),
);

export const sessionByTokenHash = defineQuery<{ tokenHash: string }, SessionRow>(
  "session by token hash",
  (db, { tokenHash }) => db.selectFrom("sessions").selectAll().where("token_hash", "=", tokenHash),
);

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
