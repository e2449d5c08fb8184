/** Reads payments. held-sessions.ts and query-locks.ts write them. */
import { sql } from "kysely";
import { type PaymentException, type PaymentStatus, paymentStatuses } from "../../contract.ts";
import type { PaymentRecord } from "../../core/records.ts";
import type { Executor } from "../engine/database.ts";
import { defineQuery } from "../engine/statements.ts";
import { type Cursor, isAfterCursor } from "./cursors.ts";
import { newestOf } from "./newest.ts";

export type PaymentRow = PaymentRecord;

export const paymentById = defineQuery<{ id: string }, PaymentRow>("payment by id", (db, { id }) =>
  db.selectFrom("payments").selectAll().where("id", "=", id),
);

/** By the number that the provider knows, which is unique over all accounts. */
export const paymentByOrderNo = defineQuery<{ orderNo: string }, PaymentRow>(
  "payment by order number",
  (db, { orderNo }) => db.selectFrom("payments").selectAll().where("order_no", "=", orderNo),
);

/** Oldest first. The configured limit of payments per session bounds the rows. */
export const paymentsOfSession = defineQuery<{ sessionId: string }, PaymentRow>(
  "payments of session",
  (db, { sessionId }) =>
    db
      .selectFrom("payments")
      .selectAll()
      .where("session_id", "=", sessionId)
      .orderBy("created_at")
      .orderBy("id"),
);

export async function paymentsOfSessions(
  executor: Executor,
  sessionIds: readonly string[],
): Promise<PaymentRow[]> {
  if (sessionIds.length === 0) return [];
  return await executor
    .selectFrom("payments")
    .selectAll()
    .where("session_id", "in", sessionIds)
    .orderBy("created_at")
    .orderBy("id")
    .execute();
}

export interface PaymentFilter {
  readonly limit: number;
  readonly after: Cursor | null;
  readonly session?: string | undefined;
  readonly status?: readonly PaymentStatus[] | undefined;
  readonly account?: string | undefined;
  /** Created at or after, epoch ms. */
  readonly from?: number | undefined;
  /** Created before, epoch ms. */
  readonly to?: number | undefined;
  readonly reference?: string | undefined;
  readonly orderNo?: string | undefined;
  readonly providerOrderId?: string | undefined;
  readonly exception?: PaymentException | undefined;
  readonly currency?: string | undefined;
  /** Minor units. Only together with a currency, as they mean nothing without its decimals. */
  readonly amountMinor?: string | undefined;
}

/** As the index of the few that are not as expected has it (migration 0018). */
const isExceptional = sql<boolean>`(exceptions <> '[]' or status = 'partially_paid' or status = 'unknown')`;

/** Two exceptions follow from the status alone. */
function hasException(name: PaymentException) {
  const stored = sql<boolean>`exceptions like ${`%"${name}"%`}`;
  if (name === "partially_paid") return sql<boolean>`(${stored} or status = 'partially_paid')`;
  return name === "provider_unknown" ? sql<boolean>`status = 'unknown'` : stored;
}

/**
 * The statuses in each of which the newest are looked for, so that an index has both the filters and the order. Undefined:
 * one search is enough.
 */
function statusesApart(filter: PaymentFilter): readonly PaymentStatus[] | undefined {
  const { session, reference, orderNo, providerOrderId, exception, amountMinor } = filter;
  const isNarrow = [session, reference, orderNo, providerOrderId, exception, amountMinor].some(
    (value) => value !== undefined,
  );
  if (isNarrow) return undefined;
  return filter.currency === undefined ? filter.status : (filter.status ?? paymentStatuses);
}

/** The columns of which the filter names the value. */
function equalities(filter: PaymentFilter) {
  const columns = {
    session_id: filter.session,
    account_id: filter.account,
    reference: filter.reference,
    order_no: filter.orderNo,
    provider_order_id: filter.providerOrderId,
    currency: filter.currency,
    amount_minor: filter.amountMinor,
  } satisfies Partial<Record<keyof PaymentRow, string | undefined>>;
  const names = [
    "session_id",
    "account_id",
    "reference",
    "order_no",
    "provider_order_id",
    "currency",
    "amount_minor",
  ] as const;
  return names.flatMap((name) => {
    const value = columns[name];
    return value === undefined ? [] : [[name, value] as const];
  });
}

/** Newest first. */
export async function listPayments(executor: Executor, filter: PaymentFilter): Promise<PaymentRow[]> {
  const search = (status?: PaymentStatus) => {
    let query = executor.selectFrom("payments").selectAll();
    if (status !== undefined) query = query.where("status", "=", status);
    else if (filter.status !== undefined) query = query.where("status", "in", filter.status);
    for (const [column, value] of equalities(filter)) query = query.where(column, "=", value);
    if (filter.exception !== undefined)
      query = query.where(isExceptional).where(hasException(filter.exception));
    if (filter.from !== undefined) query = query.where("created_at", ">=", filter.from);
    if (filter.to !== undefined) query = query.where("created_at", "<", filter.to);
    if (filter.after !== null) query = query.where(isAfterCursor(filter.after));
    return query.orderBy("created_at", "desc").orderBy("id", "desc").limit(filter.limit);
  };
  return await newestOf(executor, { search, apart: statusesApart(filter), limit: filter.limit });
}
