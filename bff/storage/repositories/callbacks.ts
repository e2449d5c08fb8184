/** Receipts of verified callbacks. An exact repeat is acknowledged again and changes nothing. */
import { sql } from "kysely";
import type { CallbackReceipt, KnownCallback } from "../../core/decision.ts";
import { defineQuery, defineStatement } from "../engine/statements.ts";

/**
 * The receipt, if that callback was applied before. The digest is SHA-256 hex of the callback's body, a newline
 * and its query.
 */
export const knownReceipt = defineQuery<KnownCallback, KnownCallback>(
  "known callback receipt",
  (db, { subjectId, digest }) =>
    db
      .selectFrom("callbacks")
      .select(["subject_id as subjectId", "digest"])
      .where("subject_id", "=", subjectId)
      .where("digest", "=", digest),
);

/** The same by the callback's address. */
export const knownReceiptOfCallback = defineQuery<{ tokenHash: string; digest: string }, KnownCallback>(
  "known receipt of callback",
  (db, { tokenHash, digest }) =>
    db
      .selectFrom("callbacks")
      .select(["subject_id as subjectId", "digest"])
      .where("subject_id", "=", (eb) =>
        eb.selectFrom("payments").select("id").where("callback_token_hash", "=", tokenHash),
      )
      .where("digest", "=", digest),
);

/**
 * For one payment or payout. No provider sends as many; whoever has seen one genuine callback can send it in any number
 * of spellings that its signature does not cover.
 */
export const mostReceipts = 500;

/**
 * Written in the batch that applies the callback's facts. When two batches insert the same receipt, the second
 * one fails and decides again, with the first one's receipt loaded. So a repeat is never acknowledged before
 * the first is durable. Above {@link mostReceipts} none is written: a repeat is then decided again, and says nothing new.
 */
export const insertReceipt = defineStatement(
  "insert callback receipt",
  (_db, { subjectId, digest, receivedAt }: CallbackReceipt) =>
    sql`insert into callbacks (subject_id, digest, received_at)
      select cast(${subjectId} as text), cast(${digest} as text), cast(${receivedAt} as bigint)
      where (select count(*) from callbacks where subject_id = ${subjectId}) < ${sql.lit(mostReceipts)}`,
);
