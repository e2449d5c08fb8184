/** Every column that is sealed, with the place that each of its texts is bound to, and how it is sealed anew. */
import { type Expression, type SqlBool, sql, type Transaction } from "kysely";
import type { Executor } from "../engine/database.ts";
import type { Schema } from "../schema.ts";

/** By column: what its texts are bound to, before the row's id. It never changes, or no old text opens any more. */
const places = {
  "sessions.customer_sealed": "sessions.customer",
  "sessions.private_sealed": "sessions.private",
  "payments.next_action_sealed": "payments.next_action",
  "payments.payer_sealed": "payments.payer",
  "payments.details_sealed": "provider_details",
  "payouts.beneficiary_sealed": "payouts.beneficiary",
  "payouts.details_sealed": "provider_details",
  "payment_timeline.note_sealed": "payment_timeline.note",
  "payout_timeline.note_sealed": "payout_timeline.note",
  "events.body_sealed": "events.body",
  "idempotency_keys.response_sealed": "idempotency_keys.response",
} as const;

export type SealedColumn = keyof typeof places;

/** The context for `seal` and `open` (seal.ts) of that column in the row of that id. */
export function sealedContext(column: SealedColumn, id: string): string {
  return `${places[column]}:${id}`;
}

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
  /** Texts that begin otherwise, in the order of their ids. */
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

async function count(update: { executeTakeFirst(): Promise<{ readonly numUpdatedRows: bigint }> }) {
  return Number((await update.executeTakeFirst()).numUpdatedRows);
}

/**
 * Notes are bound to their payment or payout, and a line is never written back. Of more notes than fit into a page, the
 * next pass finds the rest.
 */
function noteColumn(object: "payment" | "payout"): ResealableColumn {
  const lines = sql.table(`${object}_timeline`);
  const subject = sql.ref(`${object}_id`);
  return {
    column: `${object}_timeline.note_sealed`,
    async list(executor, page) {
      const stale = isStale(sql.ref<string | null>("note_sealed"), page);
      const { rows } = await sql<SealedText>`select ${subject} as id, note_sealed as sealed from ${lines}
        where ${subject} > ${page.after} and ${stale} order by ${subject}, seq limit ${sql.lit(page.limit)}`.execute(
        executor,
      );
      return rows;
    },
    async exchange(trx, { id, from, to }) {
      const { numAffectedRows } = await sql`update ${lines} set note_sealed = ${to}
        where ${subject} = ${id} and note_sealed = ${from}`.execute(trx);
      return Number(numAffectedRows ?? 0n);
    },
  };
}

export const resealableColumns: readonly ResealableColumn[] = [
  {
    column: "sessions.customer_sealed",
    list: (executor, page) =>
      executor
        .selectFrom("sessions")
        .select(["id", "customer_sealed as sealed"])
        .where("id", ">", page.after)
        .where(({ ref }) => isStale(ref("customer_sealed"), page))
        .orderBy("id")
        .limit(page.limit)
        .execute(),
    async exchange(trx, { id, from, to }) {
      await moveGate(trx, "sessions", id);
      return await count(
        trx
          .updateTable("sessions")
          .set({ customer_sealed: to })
          .where("id", "=", id)
          .where("customer_sealed", "=", from),
      );
    },
  },
  {
    column: "sessions.private_sealed",
    list: (executor, page) =>
      executor
        .selectFrom("sessions")
        .select(["id", "private_sealed as sealed"])
        .where("id", ">", page.after)
        .where(({ ref }) => isStale(ref("private_sealed"), page))
        .orderBy("id")
        .limit(page.limit)
        .execute(),
    async exchange(trx, { id, from, to }) {
      await moveGate(trx, "sessions", id);
      return await count(
        trx
          .updateTable("sessions")
          .set({ private_sealed: to })
          .where("id", "=", id)
          .where("private_sealed", "=", from),
      );
    },
  },
  {
    column: "payments.payer_sealed",
    list: (executor, page) =>
      executor
        .selectFrom("payments")
        .select(["id", "payer_sealed as sealed"])
        .where("id", ">", page.after)
        .where(({ ref }) => isStale(ref("payer_sealed"), page))
        .orderBy("id")
        .limit(page.limit)
        .execute(),
    async exchange(trx, { id, from, to }) {
      await moveGateOfPayment(trx, id);
      return await count(
        trx
          .updateTable("payments")
          .set({ payer_sealed: to })
          .where("id", "=", id)
          .where("payer_sealed", "=", from),
      );
    },
  },
  {
    column: "payments.next_action_sealed",
    list: (executor, page) =>
      executor
        .selectFrom("payments")
        .select(["id", "next_action_sealed as sealed"])
        .where("id", ">", page.after)
        .where(({ ref }) => isStale(ref("next_action_sealed"), page))
        .orderBy("id")
        .limit(page.limit)
        .execute(),
    async exchange(trx, { id, from, to }) {
      await moveGateOfPayment(trx, id);
      return await count(
        trx
          .updateTable("payments")
          .set({ next_action_sealed: to })
          .where("id", "=", id)
          .where("next_action_sealed", "=", from),
      );
    },
  },
  {
    column: "payments.details_sealed",
    list: (executor, page) =>
      executor
        .selectFrom("payments")
        .select(["id", "details_sealed as sealed"])
        .where("id", ">", page.after)
        .where(({ ref }) => isStale(ref("details_sealed"), page))
        .orderBy("id")
        .limit(page.limit)
        .execute(),
    async exchange(trx, { id, from, to }) {
      await moveGateOfPayment(trx, id);
      return await count(
        trx
          .updateTable("payments")
          .set({ details_sealed: to })
          .where("id", "=", id)
          .where("details_sealed", "=", from),
      );
    },
  },
  {
    column: "payouts.beneficiary_sealed",
    list: (executor, page) =>
      executor
        .selectFrom("payouts")
        .select(["id", "beneficiary_sealed as sealed"])
        .where("id", ">", page.after)
        .where(({ ref }) => isStale(ref("beneficiary_sealed"), page))
        .orderBy("id")
        .limit(page.limit)
        .execute(),
    async exchange(trx, { id, from, to }) {
      await moveGate(trx, "payouts", id);
      return await count(
        trx
          .updateTable("payouts")
          .set({ beneficiary_sealed: to })
          .where("id", "=", id)
          .where("beneficiary_sealed", "=", from),
      );
    },
  },
  {
    column: "payouts.details_sealed",
    list: (executor, page) =>
      executor
        .selectFrom("payouts")
        .select(["id", "details_sealed as sealed"])
        .where("id", ">", page.after)
        .where(({ ref }) => isStale(ref("details_sealed"), page))
        .orderBy("id")
        .limit(page.limit)
        .execute(),
    async exchange(trx, { id, from, to }) {
      await moveGate(trx, "payouts", id);
      return await count(
        trx
          .updateTable("payouts")
          .set({ details_sealed: to })
          .where("id", "=", id)
          .where("details_sealed", "=", from),
      );
    },
  },
  noteColumn("payment"),
  noteColumn("payout"),
  {
    column: "events.body_sealed",
    list: (executor, page) =>
      executor
        .selectFrom("events")
        .select(["id", "body_sealed as sealed"])
        .where("id", ">", page.after)
        .where(({ ref }) => isStale(ref("body_sealed"), page))
        .orderBy("id")
        .limit(page.limit)
        .execute(),
    async exchange(trx, { id, from, to }) {
      return await count(
        trx
          .updateTable("events")
          .set({ body_sealed: to })
          .where("id", "=", id)
          .where("body_sealed", "=", from),
      );
    },
  },
  {
    column: "idempotency_keys.response_sealed",
    list: (executor, page) =>
      executor
        .selectFrom("idempotency_keys")
        .select(["id", "response_sealed as sealed"])
        .where("id", ">", page.after)
        .where(({ ref }) => isStale(ref("response_sealed"), page))
        .orderBy("id")
        .limit(page.limit)
        .execute(),
    async exchange(trx, { id, from, to }) {
      return await count(
        trx
          .updateTable("idempotency_keys")
          .set({ response_sealed: to })
          .where("id", "=", id)
          .where("response_sealed", "=", from),
      );
    },
  },
];
