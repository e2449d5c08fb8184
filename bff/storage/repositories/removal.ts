/**
 * Removes what has ended: a session with its payments, or a payout, with all that belongs to them. A transaction removes
 * at most {@link rowsPerRemoval} rows; a subject with more loses the rows that hang on it first.
 */
import { sql } from "kysely";
import type { Database, Executor } from "../engine/database.ts";
import { defineQuery, defineStatement, type Write } from "../engine/statements.ts";
import { listOldAuditRows, removeAuditRow } from "./audit.ts";
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

function sizeQuery(subject: Subject) {
  return defineQuery<{ id: string }, SubjectSize>(
    `size of ${subject}`,
    (_db, { id }) =>
      sql<SubjectSize>`select
        (select count(*) from delivery_attempts where delivery_id in (${deliveriesOf(subject, id)})) as attempts,
        (select count(*) from deliveries where event_id in (${idsOf(subject, id)})) as deliveries,
        (select count(*) from events where ${sql.raw(eventsOf[subject])}${id}) as events,
        (select count(*) from (${linesOf[subject](id)}) known) as lines,
        (select count(*) from callbacks where subject_id in (${ordersOf(subject, id)})) as callbacks,
        (select count(*) from idempotency_keys where subject_id = ${id}) as answers,
        (select count(*) from refused_callbacks where subject_id in (${ordersOf(subject, id)})) as refusals`,
  );
}

export const sizeOfSubject = { sessions: sizeQuery("sessions"), payouts: sizeQuery("payouts") };

type RemovalStatement = (values: { readonly id: string }) => Write;

/** Each removes at most as many rows as a transaction may, in an order in which nothing refers to what goes. */
function removals(subject: Subject): Readonly<Record<Part | "jobs", RemovalStatement>> {
  const remove = (name: string, text: (id: string) => ReturnType<typeof sql>) =>
    defineStatement<{ readonly id: string }>(`remove ${name} of ${subject}`, (_db, { id }) => text(id));
  return {
    jobs: remove(
      "jobs",
      (id) => sql`delete from jobs where id in
        (select 'deliver_event:' || gone.id from (${deliveriesOf(subject, id)}) gone)`,
    ),
    attempts: remove(
      "attempts",
      (id) => sql`delete from delivery_attempts where (delivery_id, seq) in
        (select delivery_id, seq from delivery_attempts
          where delivery_id in (${deliveriesOf(subject, id)}) limit ${most})`,
    ),
    deliveries: remove(
      "deliveries",
      (id) => sql`delete from deliveries where id in
        (select id from deliveries where event_id in (${idsOf(subject, id)}) limit ${most})`,
    ),
    events: remove(
      "events",
      (id) => sql`delete from events where id in (${idsOf(subject, id)} limit ${most})`,
    ),
    lines: remove("lines", removeLines[subject]),
    callbacks: remove(
      "callbacks",
      (id) => sql`delete from callbacks where (subject_id, digest) in
        (select subject_id, digest from callbacks
          where subject_id in (${ordersOf(subject, id)}) limit ${most})`,
    ),
    refusals: remove(
      "refusals",
      (id) => sql`delete from refused_callbacks where (subject_id, reason) in
        (select subject_id, reason from refused_callbacks
          where subject_id in (${ordersOf(subject, id)}) limit ${most})`,
    ),
    answers: remove(
      "answers",
      (id) => sql`delete from idempotency_keys where id in
        (select id from idempotency_keys where subject_id = ${id} limit ${most})`,
    ),
  };
}

export const removePart = { sessions: removals("sessions"), payouts: removals("payouts") };

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

/** What belongs to no session or payout, and is removed by its age alone. */
export interface LooseRow {
  readonly object: "event" | "discrepancy" | "reconciliation" | "audit_entry";
  readonly id: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** The oldest events, discrepancies, runs of reconciliation and entries of the audit before a time; at most a batch. */
export async function listLoose(
  { kysely: executor, engine }: Pick<Database, "kysely" | "engine">,
  before: { readonly at: number; readonly day: string },
): Promise<readonly LooseRow[]> {
  const most = Math.floor(rowsPerRemoval / 5);
  const limit = sql.lit(most);
  const discrepancies = await executor
    .selectFrom("discrepancies")
    .selectAll()
    .where("found_at", "<", before.at)
    .orderBy("found_at")
    .orderBy("id")
    .limit(limit)
    .execute();
  const runs = await executor
    .selectFrom("reconciliations")
    .selectAll()
    .where("day", "<", before.day)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("reconciliation_orders")
            .select("subject_id")
            .whereRef("reconciliation_orders.account_id", "=", "reconciliations.account_id")
            .whereRef("reconciliation_orders.day", "=", "reconciliations.day"),
        ),
      ),
    )
    .orderBy("day")
    .orderBy("id")
    .limit(limit)
    .execute();
  const events = await executor
    .selectFrom("events")
    .select(["id", "type", "payment_id", "created_at"])
    .where("session_id", "is", null)
    .where("payout_id", "is", null)
    .where("created_at", "<", before.at)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("deliveries")
            .select("deliveries.id")
            .whereRef("deliveries.event_id", "=", "events.id")
            .where("deliveries.state", "=", "pending"),
        ),
      ),
    )
    .orderBy("created_at")
    .orderBy("id")
    .limit(limit)
    .execute();
  const audit = await listOldAuditRows(executor, { engine, before: before.at, limit: most });
  return [
    ...audit.map((row) => ({ object: "audit_entry" as const, id: row.id, values: row })),
    ...discrepancies.map((row) => ({ object: "discrepancy" as const, id: row.id, values: row })),
    ...runs.map((row) => ({ object: "reconciliation" as const, id: row.id, values: row })),
    ...events.map((row) => ({ object: "event" as const, id: row.id, values: row })),
  ];
}

const removeLooseStatements = {
  audit_entry: [removeAuditRow],
  discrepancy: [
    defineStatement("remove discrepancy", (db, { id }: { id: string }) =>
      db.deleteFrom("discrepancies").where("id", "=", id),
    ),
  ],
  reconciliation: [
    defineStatement("remove reconciliation", (db, { id }: { id: string }) =>
      db.deleteFrom("reconciliations").where("id", "=", id),
    ),
  ],
  event: [
    defineStatement(
      "remove jobs of event",
      (_db, { id }: { id: string }) => sql`delete from jobs where id in
        (select 'deliver_event:' || gone.id from deliveries gone where gone.event_id = ${id})`,
    ),
    defineStatement(
      "remove attempts of event",
      (_db, { id }: { id: string }) =>
        sql`delete from delivery_attempts where delivery_id in (select id from deliveries where event_id = ${id})`,
    ),
    defineStatement("remove deliveries of event", (db, { id }: { id: string }) =>
      db.deleteFrom("deliveries").where("event_id", "=", id),
    ),
    defineStatement("remove event", (db, { id }: { id: string }) =>
      db.deleteFrom("events").where("id", "=", id),
    ),
  ],
} as const;

export function removeLoose({ object, id }: LooseRow): Write[] {
  return removeLooseStatements[object].map((statement) => statement({ id }));
}
