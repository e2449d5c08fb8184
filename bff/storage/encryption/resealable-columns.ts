/** How each sealed column is sealed anew (`keys rotate`). */
import { type Expression, type RawBuilder, type SqlBool, sql, type Transaction } from "kysely";
import type { Executor } from "../engine/database.ts";
import type { Schema } from "../schema.ts";
import { type SealedColumn, sealedColumns } from "./sealed-columns.ts";

interface SealedText {
  readonly id: string;
  readonly sealed: string | null;
}

interface Exchange {
  readonly id: string;
  /** As it was read. Another text than this stays as it is. */
  readonly from: string;
  readonly to: string;
}

interface Page {
  /** With what the texts begin that need no work. */
  readonly prefix: string;
  /** The id after which it begins. */
  readonly after: string;
  readonly limit: number;
}

export interface ResealableColumn {
  readonly column: SealedColumn;
  /** Texts that begin otherwise, in the order of their ids. Where many have one id, the next pass finds the rest. */
  list(executor: Executor, page: Page): Promise<SealedText[]>;
  /** @returns how many rows were changed: 1, or 0 when another process was first. */
  exchange(trx: Transaction<Schema>, exchange: Exchange): Promise<number>;
}

/** Has a text that does not begin with the prefix. */
function isStale(column: Expression<string | null>, { prefix }: Page) {
  return sql<SqlBool>`${column} is not null and substr(${column}, 1, ${prefix.length}) <> ${prefix}`;
}

/**
 * Makes a decision that holds the old text in memory miss its gate, so that it loads again: it would write the old text
 * back.
 */
async function moveGate(trx: Transaction<Schema>, table: "sessions" | "payouts", id: string): Promise<void> {
  const next = sql<number>`version + 1`;
  if (table === "sessions")
    await trx.updateTable("sessions").set({ version: next }).where("id", "=", id).execute();
  else await trx.updateTable("payouts").set({ version: next }).where("id", "=", id).execute();
}

async function moveGateOfPayment(trx: Transaction<Schema>, id: string): Promise<void> {
  const payment = await trx
    .selectFrom("payments")
    .select("session_id")
    .where("id", "=", id)
    .executeTakeFirst();
  if (payment !== undefined) await moveGate(trx, "sessions", payment.session_id);
}

type MoveGate = (trx: Transaction<Schema>, id: string) => Promise<void>;

const moveGateOfSession: MoveGate = (trx, id) => moveGate(trx, "sessions", id);
const moveGateOfPayout: MoveGate = (trx, id) => moveGate(trx, "payouts", id);

/** By column: moves the gate of the decisions that hold its rows in memory. Null where no decision holds any. */
const gates: Readonly<Record<SealedColumn, MoveGate | null>> = {
  "sessions.customer_sealed": moveGateOfSession,
  "sessions.private_sealed": moveGateOfSession,
  "payments.payer_sealed": moveGateOfPayment,
  "payments.next_action_sealed": moveGateOfPayment,
  "payments.details_sealed": moveGateOfPayment,
  "payouts.beneficiary_sealed": moveGateOfPayout,
  "payouts.details_sealed": moveGateOfPayout,
  // No decision writes a line back.
  "payment_timeline.note_sealed": null,
  "payout_timeline.note_sealed": null,
  "refund_timeline.note_sealed": null,
  "events.body_sealed": null,
  "idempotency_keys.response_sealed": null,
  "exchanges.said_sealed": null,
};

type Update = (
  trx: Transaction<Schema>,
  change: { readonly to: string; readonly isRow: RawBuilder<SqlBool> },
) => Promise<{ readonly numUpdatedRows: bigint }>;

/** Each names its table and its column in place, so that the statements that write a state are found by reading. */
const updates: Readonly<Record<SealedColumn, Update>> = {
  "sessions.customer_sealed": (trx, { to, isRow }) =>
    trx.updateTable("sessions").set({ customer_sealed: to }).where(isRow).executeTakeFirst(),
  "sessions.private_sealed": (trx, { to, isRow }) =>
    trx.updateTable("sessions").set({ private_sealed: to }).where(isRow).executeTakeFirst(),
  "payments.payer_sealed": (trx, { to, isRow }) =>
    trx.updateTable("payments").set({ payer_sealed: to }).where(isRow).executeTakeFirst(),
  "payments.next_action_sealed": (trx, { to, isRow }) =>
    trx.updateTable("payments").set({ next_action_sealed: to }).where(isRow).executeTakeFirst(),
  "payments.details_sealed": (trx, { to, isRow }) =>
    trx.updateTable("payments").set({ details_sealed: to }).where(isRow).executeTakeFirst(),
  "payouts.beneficiary_sealed": (trx, { to, isRow }) =>
    trx.updateTable("payouts").set({ beneficiary_sealed: to }).where(isRow).executeTakeFirst(),
  "payouts.details_sealed": (trx, { to, isRow }) =>
    trx.updateTable("payouts").set({ details_sealed: to }).where(isRow).executeTakeFirst(),
  "payment_timeline.note_sealed": (trx, { to, isRow }) =>
    trx.updateTable("payment_timeline").set({ note_sealed: to }).where(isRow).executeTakeFirst(),
  "payout_timeline.note_sealed": (trx, { to, isRow }) =>
    trx.updateTable("payout_timeline").set({ note_sealed: to }).where(isRow).executeTakeFirst(),
  "refund_timeline.note_sealed": (trx, { to, isRow }) =>
    trx.updateTable("refund_timeline").set({ note_sealed: to }).where(isRow).executeTakeFirst(),
  "events.body_sealed": (trx, { to, isRow }) =>
    trx.updateTable("events").set({ body_sealed: to }).where(isRow).executeTakeFirst(),
  "idempotency_keys.response_sealed": (trx, { to, isRow }) =>
    trx.updateTable("idempotency_keys").set({ response_sealed: to }).where(isRow).executeTakeFirst(),
  "exchanges.said_sealed": (trx, { to, isRow }) =>
    trx.updateTable("exchanges").set({ said_sealed: to }).where(isRow).executeTakeFirst(),
};

/** What a text is bound to: the row's id, but for a timeline its subject's. */
const ids = {
  sessions: "id",
  payments: "id",
  payouts: "id",
  payment_timeline: "payment_id",
  payout_timeline: "payout_id",
  refund_timeline: "refund_id",
  events: "id",
  idempotency_keys: "id",
  exchanges: "id",
} as const;
type Table = keyof typeof ids;

const tables: Readonly<Record<SealedColumn, Table>> = {
  "sessions.customer_sealed": "sessions",
  "sessions.private_sealed": "sessions",
  "payments.payer_sealed": "payments",
  "payments.next_action_sealed": "payments",
  "payments.details_sealed": "payments",
  "payouts.beneficiary_sealed": "payouts",
  "payouts.details_sealed": "payouts",
  "payment_timeline.note_sealed": "payment_timeline",
  "payout_timeline.note_sealed": "payout_timeline",
  "refund_timeline.note_sealed": "refund_timeline",
  "events.body_sealed": "events",
  "idempotency_keys.response_sealed": "idempotency_keys",
  "exchanges.said_sealed": "exchanges",
};

function resealable(column: SealedColumn): ResealableColumn {
  const table = tables[column];
  const rowId = sql.ref<string>(ids[table]);
  const sealed = sql.ref<string | null>(column.slice(table.length + 1));
  return {
    column,
    list: (executor, page) =>
      executor
        .selectFrom(table)
        .select([rowId.as("id"), sealed.as("sealed")])
        .where(sql<SqlBool>`${rowId} > ${page.after}`)
        .where(isStale(sealed, page))
        .orderBy(rowId)
        .limit(page.limit)
        .execute(),
    async exchange(trx, { id, from, to }) {
      await gates[column]?.(trx, id);
      const isRow = sql<SqlBool>`${rowId} = ${id} and ${sealed} = ${from}`;
      return Number((await updates[column](trx, { to, isRow })).numUpdatedRows);
    },
  };
}

export const resealableColumns: readonly ResealableColumn[] = sealedColumns.map(resealable);
