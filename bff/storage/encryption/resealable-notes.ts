/**
 * Notes are bound to their payment or payout, and no decision writes a line back. Of more notes than fit into a page, the
 * next pass finds the rest.
 */
import { count, isStale, type ResealableColumn } from "./resealable-column.ts";

export const paymentNotes: ResealableColumn = {
  column: "payment_timeline.note_sealed",
  list: (executor, page) =>
    executor
      .selectFrom("payment_timeline")
      .select(["payment_id as id", "note_sealed as sealed"])
      .where("payment_id", ">", page.after)
      .where(({ ref }) => isStale(ref("note_sealed"), page))
      .orderBy("payment_id")
      .orderBy("seq")
      .limit(page.limit)
      .execute(),
  exchange: (trx, { id, from, to }) =>
    count(
      trx
        .updateTable("payment_timeline")
        .set({ note_sealed: to })
        .where("payment_id", "=", id)
        .where("note_sealed", "=", from),
    ),
};

export const payoutNotes: ResealableColumn = {
  column: "payout_timeline.note_sealed",
  list: (executor, page) =>
    executor
      .selectFrom("payout_timeline")
      .select(["payout_id as id", "note_sealed as sealed"])
      .where("payout_id", ">", page.after)
      .where(({ ref }) => isStale(ref("note_sealed"), page))
      .orderBy("payout_id")
      .orderBy("seq")
      .limit(page.limit)
      .execute(),
  exchange: (trx, { id, from, to }) =>
    count(
      trx
        .updateTable("payout_timeline")
        .set({ note_sealed: to })
        .where("payout_id", "=", id)
        .where("note_sealed", "=", from),
    ),
};
