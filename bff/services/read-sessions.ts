import type { Session } from "../contract.ts";
import { fail, type Result, succeed } from "../core/errors.ts";
import { decodeCursor, encodeCursor } from "../storage/cursors.ts";
import { paymentsOfSession, paymentsOfSessions } from "../storage/payments.ts";
import { findSession, listSessions as listRows, type SessionFilter } from "../storage/sessions.ts";
import type { ServiceContext } from "./context.ts";
import { methodsOffered } from "./session-offers.ts";
import { sessionView } from "./views.ts";

/** A page of a list, newest first. */
export interface Page<T> {
  readonly data: T[];
  readonly nextCursor: string | null;
}

export async function readSession(
  context: ServiceContext,
  input: { readonly sessionId: string },
): Promise<Result<Session>> {
  const session = await findSession(context.database.kysely, input.sessionId);
  if (session === undefined) return fail("not_found", "There is no such session.");
  const payments = await paymentsOfSession(context.database.kysely, session.id);
  return succeed(sessionView(context, { session, payments, methods: methodsOffered(context, session) }));
}

export async function listSessions(
  context: ServiceContext,
  input: Omit<SessionFilter, "after"> & { readonly cursor?: string | undefined },
): Promise<Result<Page<Session>>> {
  const after = input.cursor === undefined ? null : decodeCursor(input.cursor);
  if (after === undefined) return wrongCursor;
  const db = context.database.kysely;
  const rows = await listRows(db, { ...input, after, limit: input.limit + 1 });
  const page = pageOf(rows, input.limit);
  const payments = await paymentsOfSessions(
    db,
    page.data.map((row) => row.id),
  );
  const data = page.data.map((session) =>
    sessionView(context, {
      session,
      payments: payments.filter((row) => row.session_id === session.id),
      methods: methodsOffered(context, session),
    }),
  );
  return succeed({ data, nextCursor: page.nextCursor });
}

export const wrongCursor = fail("validation_failed", "The cursor is not one that this API gave out.", [
  { path: "cursor", message: "is not a cursor of this list" },
]);

/** Cuts `limit` rows out of one more than that: the one more says that there is a next page. */
export function pageOf<Row extends { readonly id: string; readonly created_at: number }>(
  rows: readonly Row[],
  limit: number,
): Page<Row> {
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  const nextCursor =
    rows.length > limit && last !== undefined
      ? encodeCursor({ createdAt: last.created_at, id: last.id })
      : null;
  return { data, nextCursor };
}
