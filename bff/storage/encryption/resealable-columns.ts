/** Every column that is sealed, and how it is sealed anew. */
import { sql, type Transaction } from "kysely";
import type { Schema } from "../schema.ts";
import { count, isStale, type ResealableColumn } from "./resealable-column.ts";
import { paymentNotes, payoutNotes } from "./resealable-notes.ts";

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
  paymentNotes,
  payoutNotes,
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
