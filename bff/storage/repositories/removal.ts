/**
 * Removes what has ended: a session with its payments, or a payout, with all that belongs to them. A transaction removes
 * at most {@link rowsPerRemoval} rows; a subject with more loses the rows that hang on it first.
 */
import { sql } from "kysely";
import type { Executor } from "../engine/database.ts";
import { defineQuery, defineStatement, type Write } from "../engine/statements.ts";
import type { Subject } from "./erasure.ts";

export const rowsPerRemoval = 200;

/** How many rows of each kind belong to a session or payout, besides its own and its payments'. */
export interface SubjectSize {
  readonly attempts: number;
  readonly deliveries: number;
  readonly events: number;
  readonly lines: number;
  readonly callbacks: number;
  readonly answers: number;
  readonly refusals: number;
  readonly exchanges: number;
  readonly refund_lines: number;
  readonly refunds: number;
}

const most = sql.lit(rowsPerRemoval - 1);

type Part = keyof SubjectSize;

/** Constants of ours; `$` stands for the id. */
const eventsOf = { sessions: "events.session_id = ", payouts: "events.payout_id = " } as const;

function idsOf(subject: Subject, id: string) {
  return sql`select events.id from events where ${sql.raw(eventsOf[subject])}${id}`;
}

function deliveriesOf(subject: Subject, id: string) {
  return sql`select deliveries.id from deliveries where deliveries.event_id in (${idsOf(subject, id)})`;
}

function ordersOf(subject: Subject, id: string) {
  return subject === "sessions"
    ? sql`select payments.id from payments where payments.session_id = ${id}`
    : sql`select payouts.id from payouts where payouts.id = ${id}`;
}

const linesOf = {
  sessions: (id: string) => sql`select payment_id, seq from payment_timeline
    where payment_id in (${ordersOf("sessions", id)})`,
  payouts: (id: string) => sql`select payout_id, seq from payout_timeline where payout_id = ${id}`,
};

const removeLines = {
  sessions: (id: string) =>
    sql`delete from payment_timeline where (payment_id, seq) in (${linesOf.sessions(id)} limit ${most})`,
  payouts: (id: string) =>
    sql`delete from payout_timeline where (payout_id, seq) in (${linesOf.payouts(id)} limit ${most})`,
};

/** A payout that carries a refund goes without it: the refund is its session's. */
const refundsOf = {
  sessions: (id: string) => sql`select refunds.id from refunds where refunds.session_id = ${id}`,
  payouts: () => undefined,
};

function countOf(rows: ReturnType<typeof sql> | undefined) {
  return rows === undefined ? sql.lit(0) : sql`(select count(*) from (${rows}) known)`;
}

function refundLinesOf(refunds: ReturnType<typeof sql>) {
  return sql`select refund_id, seq from refund_timeline where refund_id in (${refunds})`;
}

function sizeQuery(subject: Subject) {
  return defineQuery<{ id: string }, SubjectSize>(`size of ${subject}`, (_db, { id }) => {
    const refunds = refundsOf[subject](id);
    return sql<SubjectSize>`select
        (select count(*) from delivery_attempts where delivery_id in (${deliveriesOf(subject, id)})) as attempts,
        (select count(*) from deliveries where event_id in (${idsOf(subject, id)})) as deliveries,
        (select count(*) from events where ${sql.raw(eventsOf[subject])}${id}) as events,
        (select count(*) from (${linesOf[subject](id)}) known) as lines,
        (select count(*) from callbacks where subject_id in (${ordersOf(subject, id)})) as callbacks,
        (select count(*) from idempotency_keys where subject_id = ${id}) as answers,
        (select count(*) from refused_callbacks where subject_id in (${ordersOf(subject, id)})) as refusals,
        (select count(*) from exchanges where subject_id in (${ordersOf(subject, id)})) as exchanges,
        ${countOf(refunds && refundLinesOf(refunds))} as refund_lines,
        ${countOf(refunds)} as refunds`;
  });
}

export const sizeOfSubject = { sessions: sizeQuery("sessions"), payouts: sizeQuery("payouts") };

type RemovalStatement = (values: { readonly id: string }) => Write;

interface PartRemoval {
  readonly part: Part;
  /** At most as many rows as a transaction may. */
  readonly remove: RemovalStatement;
}

const removal = (subject: Subject, name: string, text: (id: string) => ReturnType<typeof sql>) =>
  defineStatement<{ readonly id: string }>(`remove ${name} of ${subject}`, (_db, { id }) => text(id));

function jobsRemoval(subject: Subject): RemovalStatement {
  return removal(
    subject,
    "jobs",
    (id) => sql`delete from jobs where id in
      (select 'deliver_event:' || gone.id from (${deliveriesOf(subject, id)}) gone)`,
  );
}

/** The jobs of the deliveries. They go before these. */
export const removeJobs = { sessions: jobsRemoval("sessions"), payouts: jobsRemoval("payouts") };

function removals(subject: Subject): readonly PartRemoval[] {
  const remove = (part: Part, text: (id: string) => ReturnType<typeof sql>): PartRemoval => ({
    part,
    remove: removal(subject, part, text),
  });
  return [
    remove(
      "attempts",
      (id) => sql`delete from delivery_attempts where (delivery_id, seq) in
        (select delivery_id, seq from delivery_attempts
          where delivery_id in (${deliveriesOf(subject, id)}) limit ${most})`,
    ),
    remove(
      "deliveries",
      (id) => sql`delete from deliveries where id in
        (select id from deliveries where event_id in (${idsOf(subject, id)}) limit ${most})`,
    ),
    remove("events", (id) => sql`delete from events where id in (${idsOf(subject, id)} limit ${most})`),
    remove("lines", removeLines[subject]),
    remove(
      "callbacks",
      (id) => sql`delete from callbacks where (subject_id, digest) in
        (select subject_id, digest from callbacks
          where subject_id in (${ordersOf(subject, id)}) limit ${most})`,
    ),
    remove(
      "answers",
      (id) => sql`delete from idempotency_keys where id in
        (select id from idempotency_keys where subject_id = ${id} limit ${most})`,
    ),
    remove(
      "refusals",
      (id) => sql`delete from refused_callbacks where (subject_id, reason) in
        (select subject_id, reason from refused_callbacks
          where subject_id in (${ordersOf(subject, id)}) limit ${most})`,
    ),
    remove(
      "exchanges",
      (id) => sql`delete from exchanges where id in
        (select id from exchanges where subject_id in (${ordersOf(subject, id)}) limit ${most})`,
    ),
  ];
}

const refundRemovals: readonly PartRemoval[] = [
  {
    part: "refund_lines",
    remove: removal(
      "sessions",
      "refund lines",
      (id) => sql`delete from refund_timeline where (refund_id, seq) in
        (${refundLinesOf(refundsOf.sessions(id))} limit ${most})`,
    ),
  },
  {
    part: "refunds",
    remove: removal(
      "sessions",
      "refunds",
      (id) => sql`delete from refunds where id in (${refundsOf.sessions(id)} limit ${most})`,
    ),
  },
];

/** In an order in which nothing refers to what goes. */
export const partRemovals: Readonly<Record<Subject, readonly PartRemoval[]>> = {
  sessions: [...removals("sessions"), ...refundRemovals],
  payouts: removals("payouts"),
};

/** Gates: they miss when anybody has changed the session or payout. */
export const holdForRemoval = {
  sessions: defineStatement(
    "hold session for removal",
    (db, values: { id: string; version: number; next: number }) =>
      db
        .updateTable("sessions")
        .set({ version: values.next })
        .where("id", "=", values.id)
        .where("version", "=", values.version),
  ),
  payouts: defineStatement(
    "hold payout for removal",
    (db, values: { id: string; version: number; next: number }) =>
      db
        .updateTable("payouts")
        .set({ version: values.next })
        .where("id", "=", values.id)
        .where("version", "=", values.version),
  ),
};

/** The events of a session or payout without their bodies, oldest first. */
export async function listEventHeads(executor: Executor, subject: Subject, id: string) {
  return await executor
    .selectFrom("events")
    .select(["id", "type", "created_at"])
    .where(subject === "sessions" ? "session_id" : "payout_id", "=", id)
    .orderBy("created_at")
    .orderBy("id")
    .execute();
}

const removePaymentsOf = defineStatement("remove payments of session", (db, { id }: { id: string }) =>
  db.deleteFrom("payments").where("session_id", "=", id),
);
const removeSession = defineStatement("remove session", (db, { id }: { id: string }) =>
  db.deleteFrom("sessions").where("id", "=", id),
);
const removePayout = defineStatement("remove payout", (db, { id }: { id: string }) =>
  db.deleteFrom("payouts").where("id", "=", id),
);

/** The rows themselves, once nothing refers to them. */
export function removeSubject(subject: Subject, id: string): Write[] {
  return subject === "sessions" ? [removePaymentsOf({ id }), removeSession({ id })] : [removePayout({ id })];
}
