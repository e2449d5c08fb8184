/** Reads sessions. held-sessions.ts writes them. */
import type { SessionStatus } from "../../contract.ts";
import type { SessionRecord } from "../../core/records.ts";
import type { Executor } from "../engine/database.ts";
import { defineQuery } from "../engine/statements.ts";
import { isOnPage, type Stretch } from "./cursors.ts";
import { allOf, hasValues, narrowestOf } from "./value-filters.ts";

export type SessionRow = SessionRecord;

export const sessionById = defineQuery<{ id: string }, SessionRow>("session by id", (db, { id }) =>
  db.selectFrom("sessions").selectAll().where("id", "=", id),
);

export const sessionByTokenHash = defineQuery<{ tokenHash: string }, SessionRow>(
  "session by token hash",
  (db, { tokenHash }) => db.selectFrom("sessions").selectAll().where("token_hash", "=", tokenHash),
);

export interface SessionFilter extends Pick<Stretch, "after"> {
  readonly limit: number;
  readonly reference?: string | undefined;
  readonly status?: SessionStatus | undefined;
}

/** Newest first. */
export async function listSessions(executor: Executor, filter: SessionFilter): Promise<SessionRow[]> {
  const { reference, status, after } = filter;
  const values = { reference, status };
  return await executor
    .selectFrom("sessions")
    .selectAll()
    .where(allOf(hasValues(values, narrowestOf(values, [["reference"]])), isOnPage({ after })))
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(filter.limit)
    .execute();
}
