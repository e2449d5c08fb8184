/** Reads payments. held-sessions.ts and query-locks.ts write them. */
import { sql } from "kysely";
import { type PaymentException, type PaymentStatus, paymentStatuses } from "../../contract.ts";
import type { PaymentRecord } from "../../core/records.ts";
import type { Executor } from "../engine/database.ts";
import { defineQuery } from "../engine/statements.ts";
import { isOnPage, type Stretch } from "./cursors.ts";
import { newestOf } from "./newest.ts";
import { allOf, hasValues, leadOf, type Sought } from "./value-filters.ts";

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

export interface PaymentFilter extends Stretch {
  readonly limit: number;
  readonly session?: string | undefined;
  readonly status?: readonly PaymentStatus[] | undefined;
  readonly account?: string | undefined;
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
  return name === "provider_unknown" ? allOf(hasValues({ status: "unknown" }, [])) : stored;
}

/** The narrowest first. Of one reference, a shop may have many. */
const narrow: readonly Sought[] = [
  ["order_no"],
  ["session_id"],
  ["provider_order_id"],
  ["reference"],
  ["currency", "amount_minor"],
];

/** Newest first. */
export async function listPayments(executor: Executor, filter: PaymentFilter): Promise<PaymentRow[]> {
  const { exception, limit } = filter;
  const values = {
    order_no: filter.orderNo,
    session_id: filter.session,
    provider_order_id: filter.providerOrderId,
    reference: filter.reference,
    currency: filter.currency,
    amount_minor: filter.amountMinor,
    account_id: filter.account,
  };
  const { sought, byException } = leadOf(values, { narrow, exception });
  const excepted = exception === undefined ? [] : [hasException(exception)];
  const search = (status?: PaymentStatus) =>
    executor
      .selectFrom("payments")
      .selectAll()
      .where(
        allOf(
          hasValues({ ...values, status: status ?? filter.status }, sought),
          byException ? [isExceptional] : [],
          excepted,
          isOnPage(filter),
        ),
      )
      .orderBy("created_at", "desc")
      .orderBy("id", "desc")
      .limit(limit);
  // An index has both the filters and the order where the newest are looked for in each status apart.
  const statuses = filter.currency === undefined ? filter.status : (filter.status ?? paymentStatuses);
  return await newestOf(executor, { search, apart: sought === undefined ? statuses : undefined, limit });
}
