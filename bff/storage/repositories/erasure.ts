/** Finds whose personal data is to be erased, and erases it. Both tables of subjects have the same columns for it. */
import { sql } from "kysely";
import type { Erasure } from "../../core/records.ts";
import type { Executor } from "../engine/database.ts";
import { defineQuery, defineStatement } from "../engine/statements.ts";

export type Subject = "sessions" | "payouts";

/** Rows of one page. A page is one batch of reads; each row is changed by a transaction of its own. */
export const rowsPerPage = 50;

export interface RetainedRow {
  readonly id: string;
  readonly retained_from: number;
}

/** In the order in which they are kept; those whose retention began before `before`. */
export async function listRetained(
  executor: Executor,
  of: {
    readonly subject: Subject;
    readonly erasure: Erasure;
    readonly before: number;
    readonly after: RetainedRow;
  },
): Promise<readonly RetainedRow[]> {
  const { subject, erasure, before, after } = of;
  return await executor
    .selectFrom(subject)
    .select(["id", "retained_from"])
    .where("erasure", "=", erasure)
    .where("retained_from", "<", before)
    .where(sql<boolean>`(retained_from, id) > (${after.retained_from}, ${after.id})`)
    .orderBy("retained_from")
    .orderBy("id")
    .limit(sql.lit(rowsPerPage))
    .execute();
}

/** Looks at the row again only when its retention, counted from then, is over. */
export async function setRetainedFrom(
  executor: Executor,
  subject: Subject,
  { id, retained_from }: RetainedRow,
): Promise<void> {
  await executor.updateTable(subject).set({ retained_from }).where("id", "=", id).execute();
}

/** Erased as soon as it ends. */
export async function wantErasure(executor: Executor, subject: Subject, id: string): Promise<void> {
  await executor
    .updateTable(subject)
    .set({ erasure: "wanted" })
    .where("id", "=", id)
    .where("erasure", "=", "kept")
    .execute();
}

export type PersonalColumn = "customer_digest" | "email_digest" | "phone_digest";

/** Sessions whose customer, or a payer of which, has one of the digests; in the order of their ids. */
export async function sessionsOfPerson(
  executor: Executor,
  { column, digests }: { readonly column: PersonalColumn; readonly digests: readonly string[] },
): Promise<readonly string[]> {
  const own = await executor.selectFrom("sessions").select("id").where(column, "in", digests).execute();
  const paid =
    column === "customer_digest"
      ? []
      : await executor
          .selectFrom("payments")
          .select("session_id as id")
          .where(column, "in", digests)
          .execute();
  return [...new Set([...own, ...paid].map(({ id }) => id))].sort();
}

export async function payoutsOfPerson(
  executor: Executor,
  { column, digests }: { readonly column: PersonalColumn; readonly digests: readonly string[] },
): Promise<readonly string[]> {
  if (column === "customer_digest") return [];
  const rows = await executor.selectFrom("payouts").select("id").where(column, "in", digests).execute();
  return rows.map(({ id }) => id).sort();
}

/** A gate: misses when anybody has changed the session or one of its payments. */
export const eraseSession = defineStatement(
  "erase session",
  (db, { id, version, next }: { id: string; version: number; next: number }) =>
    db
      .updateTable("sessions")
      .set({
        private_sealed: null,
        customer_sealed: null,
        customer_digest: null,
        email_digest: null,
        phone_digest: null,
        erasure: "erased",
        version: next,
      })
      .where("id", "=", id)
      .where("version", "=", version),
);

export const erasePayment = defineStatement(
  "erase payment",
  (db, { id, details }: { id: string; details: string | null }) =>
    db
      .updateTable("payments")
      .set({
        payer_sealed: null,
        next_action_sealed: null,
        code_digest: null,
        email_digest: null,
        phone_digest: null,
        details_sealed: details,
      })
      .where("id", "=", id),
);

/** What operators wrote about the payments of a session. */
const eraseNotesOfPayments = defineStatement("erase notes of session", (db, { id }: { id: string }) =>
  db
    .updateTable("payment_timeline")
    .set({ note_sealed: null })
    .where("payment_id", "in", ({ selectFrom }) =>
      selectFrom("payments").select("payments.id").where("session_id", "=", id),
    )
    .where("note_sealed", "is not", null),
);

const eraseNotesOfPayout = defineStatement("erase notes of payout", (db, { id }: { id: string }) =>
  db
    .updateTable("payout_timeline")
    .set({ note_sealed: null })
    .where("payout_id", "=", id)
    .where("note_sealed", "is not", null),
);

export const eraseNotes = { sessions: eraseNotesOfPayments, payouts: eraseNotesOfPayout };

/** A gate, like {@link eraseSession}. */
export const erasePayout = defineStatement(
  "erase payout",
  (db, values: { id: string; version: number; next: number; beneficiary: string; details: string | null }) =>
    db
      .updateTable("payouts")
      .set({
        beneficiary_sealed: values.beneficiary,
        details_sealed: values.details,
        email_digest: null,
        phone_digest: null,
        erasure: "erased",
        version: values.next,
      })
      .where("id", "=", values.id)
      .where("version", "=", values.version),
);

export interface StoredBody {
  readonly id: string;
  readonly type: string;
  readonly sealed: string;
  readonly created_at: number;
}

interface BodiesAfter {
  /** The session's or payout's. */
  readonly id: string;
  readonly at: number;
  readonly after: string;
}

/** Rows of one page of events. */
export const bodiesPerPage = 100;

/** The next events of a session or payout after that time and id, at most a page, oldest first. */
export const bodiesOfSubject = {
  sessions: defineQuery<BodiesAfter, StoredBody>("event bodies of session", (db, { id, at, after }) =>
    db
      .selectFrom("events")
      .select(["id", "type", "body_sealed as sealed", "created_at"])
      .where("session_id", "=", id)
      .where(sql<boolean>`(created_at, id) > (${at}, ${after})`)
      .orderBy("created_at")
      .orderBy("id")
      .limit(sql.lit(bodiesPerPage)),
  ),
  payouts: defineQuery<BodiesAfter, StoredBody>("event bodies of payout", (db, { id, at, after }) =>
    db
      .selectFrom("events")
      .select(["id", "type", "body_sealed as sealed", "created_at"])
      .where("payout_id", "=", id)
      .where(sql<boolean>`(created_at, id) > (${at}, ${after})`)
      .orderBy("created_at")
      .orderBy("id")
      .limit(sql.lit(bodiesPerPage)),
  ),
};

/** A gate: misses when the body was sealed anew since it was read. */
export const rewriteBody = defineStatement(
  "rewrite event body",
  (db, { id, from, to }: { id: string; from: string; to: string }) =>
    db.updateTable("events").set({ body_sealed: to }).where("id", "=", id).where("body_sealed", "=", from),
);

/** The stored answers that show a session or payout. */
export const answersOfSubject = defineQuery<
  { subjectId: string },
  { readonly id: string; readonly sealed: string | null }
>("answers of subject", (db, { subjectId }) =>
  db
    .selectFrom("idempotency_keys")
    .select(["id", "response_sealed as sealed"])
    .where("subject_id", "=", subjectId),
);

export const rewriteAnswer = defineStatement("rewrite answer", (db, { id, to }: { id: string; to: string }) =>
  db.updateTable("idempotency_keys").set({ response_sealed: to }).where("id", "=", id),
);
