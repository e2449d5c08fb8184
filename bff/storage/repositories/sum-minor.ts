/** Adds amounts up in SQL, exactly. They are text, and may be longer than 64 bits. */
import { type RawBuilder, sql } from "kysely";
import type { Engine } from "../engine/database.ts";

/** So SQLite adds them in pieces of nine digits, the last piece first. PostgreSQL has whole numbers of any length. */
const pieceDigits = 9;
export const pieceNames = ["piece0", "piece1", "piece2", "piece3", "piece4", "piece5", "piece6"] as const;
const mostDigits = pieceDigits * pieceNames.length;

export type PieceSums = Readonly<Record<(typeof pieceNames)[number], string>>;

/** The piece of that index of all `amount_minor`, added up. On PostgreSQL the first one has the whole sum. */
export function sumOfPiece(engine: Engine, index: number): RawBuilder<string> {
  if (engine === "postgres") {
    return index === 0
      ? sql<string>`cast(coalesce(sum(cast(amount_minor as numeric)), 0) as text)`
      : sql<string>`cast('0' as text)`;
  }
  const last = sql`substr(${sql.lit("0".repeat(mostDigits))} || amount_minor, ${sql.lit(-mostDigits)})`;
  const start = sql.lit(mostDigits - (index + 1) * pieceDigits + 1);
  const piece = sql`cast(substr(${last}, ${start}, ${sql.lit(pieceDigits)}) as integer)`;
  return sql<string>`cast(coalesce(sum(${piece}), 0) as text)`;
}

/** The sum in minor units. */
export function sumOf(sums: PieceSums): bigint {
  const factor = 10n ** BigInt(pieceDigits);
  return pieceNames.toReversed().reduce((sum, name) => sum * factor + BigInt(sums[name]), 0n);
}
