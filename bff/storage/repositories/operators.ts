/** The sign-ins and sessions of the console's operators. */
import { defineQuery, defineStatement } from "../engine/statements.ts";
import type { OperatorSessionTable, OperatorTable } from "../schema/operators.ts";

export type OperatorRow = OperatorTable;
export type OperatorSessionRow = OperatorSessionTable;

export const operatorById = defineQuery<{ id: string }, OperatorRow>("operator by id", (db, { id }) =>
  db.selectFrom("operators").selectAll().where("id", "=", id),
);

export const insertOperator = defineStatement("insert operator", (db, row: OperatorRow) =>
  db.insertInto("operators").values({
    id: row.id,
    version: row.version,
    last_step: row.last_step,
    wrong_codes: row.wrong_codes,
    blocked_until: row.blocked_until,
  }),
);

/** A gate: of two sign-ins with one code, one decides after the other. */
export const moveOperator = defineStatement(
  "move operator",
  (db, row: OperatorRow & { readonly from: number }) =>
    db
      .updateTable("operators")
      .set({
        version: row.version,
        last_step: row.last_step,
        wrong_codes: row.wrong_codes,
        blocked_until: row.blocked_until,
      })
      .where("id", "=", row.id)
      .where("version", "=", row.from),
);

export const operatorSessionById = defineQuery<{ id: string }, OperatorSessionRow>(
  "operator session by id",
  (db, { id }) => db.selectFrom("operator_sessions").selectAll().where("id", "=", id),
);

export const insertOperatorSession = defineStatement(
  "insert operator session",
  (db, row: OperatorSessionRow) =>
    db.insertInto("operator_sessions").values({
      id: row.id,
      operator_id: row.operator_id,
      operator_print: row.operator_print,
      created_at: row.created_at,
      seen_at: row.seen_at,
      ends_at: row.ends_at,
    }),
);

/** @param before a session that was seen then or later stays as it is. */
export const noteOperatorSeen = defineStatement(
  "note operator seen",
  (db, { id, at, before }: { id: string; at: number; before: number }) =>
    db
      .updateTable("operator_sessions")
      .set({ seen_at: at })
      .where("id", "=", id)
      .where("seen_at", "<", before),
);

export const removeOperatorSession = defineStatement(
  "remove operator session",
  (db, { id }: { id: string }) => db.deleteFrom("operator_sessions").where("id", "=", id),
);

export const removeEndedOperatorSessions = defineStatement(
  "remove ended operator sessions",
  (db, { before }: { before: number }) => db.deleteFrom("operator_sessions").where("ends_at", "<", before),
);
