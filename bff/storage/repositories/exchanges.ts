/** What was said between us and a provider about one payment or payout. Few of them are kept: the newest. */
import { sql } from "kysely";
import type { Executor } from "../engine/database.ts";
import { defineQuery, defineStatement, everyColumn, pick } from "../engine/statements.ts";
import type { ExchangeTable } from "../schema/exchanges.ts";

export type ExchangeRow = Readonly<ExchangeTable>;

/** Of one payment or payout, besides refused callbacks. */
export const mostExchanges = 200;
/** Refused callbacks of one payment or payout. */
export const mostRefused = 20;
/** The most that one trim deletes. */
const removedAtOnce = 20;

const columns = everyColumn<ExchangeRow>({
  id: true,
  subject_id: true,
  at: true,
  is_refused: true,
  said_sealed: true,
});

/** Does nothing for one that is there: a batch may be repeated whose commit was not heard of. */
export const insertExchange = defineStatement("insert exchange", (db, row: ExchangeRow) =>
  db
    .insertInto("exchanges")
    .values(pick(row, columns))
    .onConflict((conflict) => conflict.column("id").doNothing()),
);

function trimTo(name: string, isRefused: 0 | 1, most: number) {
  return defineStatement(name, (db, { subjectId }: { subjectId: string }) =>
    db
      .deleteFrom("exchanges")
      .where("id", "in", ({ selectFrom }) =>
        selectFrom("exchanges")
          .select("exchanges.id")
          .where("subject_id", "=", subjectId)
          .where("is_refused", "=", sql.lit(isRefused))
          .orderBy("at", "desc")
          .orderBy("id", "desc")
          .limit(sql.lit(removedAtOnce))
          .offset(sql.lit(most)),
      ),
  );
}

/** Remove what is older than the newest. */
export const trimExchanges = {
  heard: trimTo("trim exchanges", 0, mostExchanges),
  refused: trimTo("trim refused exchanges", 1, mostRefused),
};

/** Oldest first. */
export const exchangesOf = defineQuery<{ subjectId: string }, ExchangeRow>(
  "exchanges of subject",
  (db, { subjectId }) =>
    db.selectFrom("exchanges").selectAll().where("subject_id", "=", subjectId).orderBy("at").orderBy("id"),
);

const removeOfPayments = defineStatement("erase exchanges of session", (db, { id }: { id: string }) =>
  db
    .deleteFrom("exchanges")
    .where("subject_id", "in", ({ selectFrom }) =>
      selectFrom("payments").select("payments.id").where("session_id", "=", id),
    ),
);
const removeOfPayout = defineStatement("erase exchanges of payout", (db, { id }: { id: string }) =>
  db.deleteFrom("exchanges").where("subject_id", "=", id),
);

/** All of a session's payments, or of a payout. */
export const eraseExchanges = { sessions: removeOfPayments, payouts: removeOfPayout };

/** At most that many of those before a time. @returns how many. */
export async function removeOldExchanges(
  executor: Executor,
  { before, limit }: { readonly before: number; readonly limit: number },
): Promise<number> {
  const { numDeletedRows } = await executor
    .deleteFrom("exchanges")
    .where("id", "in", ({ selectFrom }) =>
      selectFrom("exchanges")
        .select("exchanges.id")
        .where("at", "<", before)
        .orderBy("at")
        .orderBy("id")
        .limit(sql.lit(limit)),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}
