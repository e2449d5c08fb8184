/**
 * The payments that were created in a time, such as a day, by account, method and currency: for charts. Both queries read
 * that part of an index by time, and the payments that it leads to; so whoever asks for many days asks for each by itself.
 */
import { type SqlBool, sql } from "kysely";
import type { PaymentStatus } from "../../contract.ts";
import type { Database } from "../engine/database.ts";
import { type PieceSums, pieceNames, sumOf, sumOfPiece } from "./sum-minor.ts";

export interface PaymentDay {
  /** Created at or after, epoch ms. */
  readonly from: number;
  /** Created before, epoch ms. */
  readonly to: number;
  readonly account?: string | undefined;
  readonly method?: string | undefined;
}

export interface PaymentGroup {
  readonly account: string;
  readonly method: string;
  readonly currency: string;
  readonly decimals: number;
}

export interface PaymentCount extends PaymentGroup {
  readonly status: PaymentStatus;
  readonly count: number;
  /** Their amounts added up, in minor units. */
  readonly sumMinor: bigint;
}

type Reader = Pick<Database, "kysely" | "engine">;

const group = ["account_id", "method", "currency", "decimals"] as const;
const named = ["account_id as account", "method", "currency", "decimals"] as const;

function paymentsOf({ kysely }: Reader, { from, to, account, method }: PaymentDay) {
  let query = kysely.selectFrom("payments").where("created_at", ">=", from).where("created_at", "<", to);
  if (account !== undefined) query = query.where("account_id", "=", account);
  if (method !== undefined) query = query.where("method", "=", method);
  return query;
}

export async function countPaymentsOfDay(reader: Reader, day: PaymentDay): Promise<PaymentCount[]> {
  const rows = await paymentsOf(reader, day)
    .select([...named, "status"])
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .select(pieceNames.map((name, index) => sumOfPiece(reader.engine, index).as(name)))
    .groupBy([...group, "status"])
    .execute();
  return rows.map(({ account, method, currency, decimals, status, count, ...sums }) => {
    const pieces: PieceSums = sums;
    return { account, method, currency, decimals, status, count: Number(count), sumMinor: sumOf(pieces) };
  });
}

export interface TimesToPaid extends PaymentGroup {
  readonly medianMs: number;
  readonly p95Ms: number;
  /** How many had a verified callback when they were known to be paid. */
  readonly withCallback: number;
}

/** Of those that have succeeded: exact percentiles (the nearest rank), by numbering them in the order of their times. */
export async function timesToPaidOfDay(reader: Reader, day: PaymentDay): Promise<TimesToPaid[]> {
  const paid = paymentsOf(reader, day)
    .where("status", "=", "succeeded")
    .select([...named, "id", "created_at"])
    .select((eb) =>
      eb
        .selectFrom("payment_timeline")
        .select(({ fn }) => fn.min("at").as("at"))
        .whereRef("payment_id", "=", "payments.id")
        .where("to_status", "=", "succeeded")
        .as("paid_at"),
    );
  const numbered = reader.kysely
    // Else PostgreSQL looks the timeline up anew wherever the time is named.
    .with(
      (cte) => cte("paid").materialized(),
      () => paid,
    )
    .selectFrom("paid")
    .where("paid_at", "is not", null)
    .select(["account", "method", "currency", "decimals"])
    .select([
      sql<number>`paid_at - created_at`.as("ms"),
      sql<number>`case when exists (select 1 from callbacks where callbacks.subject_id = paid.id
        and callbacks.received_at <= paid.paid_at) then 1 else 0 end`.as("has_callback"),
      sql<number>`row_number() over (partition by account, method, currency, decimals
        order by paid_at - created_at)`.as("place"),
      sql<number>`count(*) over (partition by account, method, currency, decimals)`.as("total"),
    ]);
  const at = (percent: number) => sql<SqlBool>`place = (total * ${sql.lit(percent)} + 99) / 100`;
  const rows = await reader.kysely
    .selectFrom(numbered.as("numbered"))
    .select(["account", "method", "currency", "decimals"])
    .select([
      sql<number>`max(case when ${at(50)} then ms end)`.as("medianMs"),
      sql<number>`max(case when ${at(95)} then ms end)`.as("p95Ms"),
      sql<number>`sum(has_callback)`.as("withCallback"),
    ])
    .groupBy(["account", "method", "currency", "decimals"])
    .execute();
  return rows.map(({ medianMs, p95Ms, withCallback, ...row }) => ({
    ...row,
    medianMs: Number(medianMs),
    p95Ms: Number(p95Ms),
    withCallback: Number(withCallback),
  }));
}
