import type { Session } from "../../contract.ts";
import { fail, type Result, succeed } from "../../core/errors.ts";
import { toPage } from "../../storage/repositories/cursors.ts";
import {
  type PaymentRow,
  paymentsOfSession,
  paymentsOfSessions,
} from "../../storage/repositories/payments.ts";
import {
  listSessions as listRows,
  type SessionFilter,
  type SessionRow,
  sessionById,
} from "../../storage/repositories/sessions.ts";
import type { ServiceContext } from "../context.ts";
import { methodsOffered } from "../routing/session-methods.ts";
import { type Page, readPageStart } from "../rows/page.ts";
import { sessionView } from "../views/session.ts";

export async function readSession(
  context: ServiceContext,
  input: { readonly sessionId: string },
): Promise<Result<Session>> {
  const { sessionId } = input;
  const [[session], payments] = await context.database.readAll([
    sessionById({ id: sessionId }),
    paymentsOfSession({ sessionId }),
  ]);
  if (session === undefined) return fail("not_found", "There is no such session.");
  return succeed(shownSession(context, session, payments));
}

export async function listSessions(
  context: ServiceContext,
  input: Omit<SessionFilter, "after"> & { readonly cursor?: string | undefined },
): Promise<Result<Page<Session>>> {
  const start = readPageStart("sessions", input);
  if (!start.ok) return start;
  const { after, list } = start.value;
  const db = context.database.kysely;
  const rows = await listRows(db, { ...input, after, limit: input.limit + 1 });
  const page = toPage(rows, input.limit, list);
  const payments = await paymentsOfSessions(
    db,
    page.rows.map((row) => row.id),
  );
  const data = page.rows.map((session) =>
    shownSession(
      context,
      session,
      payments.filter((row) => row.session_id === session.id),
    ),
  );
  return succeed({ data, nextCursor: page.nextCursor });
}

function shownSession(
  context: ServiceContext,
  session: SessionRow,
  payments: readonly PaymentRow[],
): Session {
  const methods = () => methodsOffered(context, session);
  return sessionView(context, { session, payments, methods, reading: "readable" });
}
