/**
 * What the payouts of one day are together, by the time at which each counts. The sum is of the payouts themselves, so it needs no bookkeeping: a payout
 * that fails or is rejected is out of it, and one that succeeds after all is in it again.
 */
import { sql } from "kysely";
import type { Executor } from "../engine/database.ts";
import { defineQuery, defineStatement, gate, type Query, type Write } from "../engine/statements.ts";
import type { PayoutDayTable } from "../schema.ts";
import { type PieceSums, pieceNames, sumOf, sumOfPiece } from "./sum-minor.ts";

export interface PayoutDay {
  readonly currency: string;
  /** Epoch ms: the first millisecond of the day, and the first of the next. */
  readonly from: number;
  readonly to: number;
}

export type PayoutDayRow = Readonly<PayoutDayTable>;

/** The amounts of the day's payouts that have neither failed nor been rejected, added up. */
export const payoutSumsOfDay = defineQuery<PayoutDay, PieceSums>(
  "payout sums of a day",
  (db, { currency, from, to }, engine) =>
    db
      .selectFrom("payouts")
      .select(pieceNames.map((name, index) => sumOfPiece(engine, index).as(name)))
      .where("currency", "=", currency)
      .where("counted_at", ">=", from)
      .where("counted_at", "<", to)
      .where(sql<boolean>`status not in ('failed', 'rejected')`),
);

export const payoutDay = defineQuery<{ currency: string; day: number }, PayoutDayRow>(
  "payout day",
  (db, { currency, day }) =>
    db.selectFrom("payout_days").selectAll().where("currency", "=", currency).where("day", "=", day),
);

export const insertPayoutDay = defineStatement("insert payout day", (db, row: PayoutDayRow) =>
  db.insertInto("payout_days").values({ currency: row.currency, day: row.day, version: row.version }),
);

export const movePayoutDay = defineStatement(
  "move payout day",
  (db, day: PayoutDayRow & { readonly loaded: number }) =>
    db
      .updateTable("payout_days")
      .set({ version: day.version })
      .where("currency", "=", day.currency)
      .where("day", "=", day.day)
      .where("version", "=", day.loaded),
);

export interface LoadedPayoutDay {
  /** Undefined when no payout of the day has taken it yet. */
  readonly gate: PayoutDayRow | undefined;
  /** What the day's payouts are together, in minor units. */
  readonly sumMinor: bigint;
}

export function payoutDayQueries(day: PayoutDay): Query<PayoutDayRow | PieceSums>[] {
  return [payoutDay({ currency: day.currency, day: day.from }), payoutSumsOfDay(day)];
}

/** Of the rows that {@link payoutDayQueries} found. */
export function loadedPayoutDay(rows: readonly object[]): LoadedPayoutDay {
  const sums = rows.find((row): row is PieceSums => "piece0" in row);
  return {
    gate: rows.find((row): row is PayoutDayRow => "day" in row),
    sumMinor: sums === undefined ? 0n : sumOf(sums),
  };
}

/** Makes a payout the only one of its currency and day that is decided on this sum. Any other one is decided again. */
export function takePayoutDay(row: PayoutDayRow | undefined, { currency, from }: PayoutDay): Write {
  if (row === undefined) return insertPayoutDay({ currency, day: from, version: 1 });
  return gate(movePayoutDay({ ...row, version: row.version + 1, loaded: row.version }));
}

/** Deletes the days that began before a time. A decision that comes late all the same inserts its day again. */
export async function purgePayoutDays(
  executor: Executor,
  { before }: { readonly before: number },
): Promise<void> {
  await executor.deleteFrom("payout_days").where("day", "<", before).execute();
}
