/**
 * Callbacks that were refused at a payment's or payout's own address, one row for each reason: whoever knows the address
 * cannot fill the table.
 */
import { defineQuery, defineStatement, everyColumn, pick } from "../engine/statements.ts";
import type { RefusedCallbackTable } from "../schema.ts";

export type RefusedCallbackRow = Readonly<RefusedCallbackTable>;

const columns = everyColumn<RefusedCallbackRow>({
  subject_id: true,
  reason: true,
  status: true,
  first_at: true,
  last_at: true,
});

/** One for each reason. */
export const refusedCallbacksOf = defineQuery<{ subjectId: string }, RefusedCallbackRow>(
  "refused callbacks of subject",
  (db, { subjectId }) =>
    db.selectFrom("refused_callbacks").selectAll().where("subject_id", "=", subjectId).orderBy("reason"),
);

export const noteRefusedCallback = defineStatement("note refused callback", (db, row: RefusedCallbackRow) =>
  db
    .insertInto("refused_callbacks")
    .values(pick(row, columns))
    .onConflict((conflict) =>
      conflict
        .columns(["subject_id", "reason"])
        .doUpdateSet((eb) => ({ last_at: eb.ref("excluded.last_at") })),
    ),
);
