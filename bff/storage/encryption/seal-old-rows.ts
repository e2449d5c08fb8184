/**
 * Finishes an upgrade for which migrations lack the key: seals what stood in clear, and makes the digests by which rows
 * are found. In the end the file of SQLite is written anew, so that nothing of the old text stays in it.
 *
 * Any number of processes may do it at once, and each may be killed: a step's row of `upkeep` says how far it is.
 */
import { sql, type Transaction } from "kysely";
import { z } from "zod";
import type { Database, Executor, StorageLogger } from "../engine/database.ts";
import { forgetOldPages } from "../engine/forget-old-pages.ts";
import type { Schema } from "../schema.ts";
import { codeDigest } from "./code-digests.ts";
import { beneficiaryDigests, contactDigests, customerDigests } from "./personal-digests.ts";
import { type Seal, SealError } from "./seal.ts";
import { sealedContext } from "./sealed-columns.ts";

const rowsPerBatch = 100;

const text = z.string().nullish();
const storedCustomer = z.looseObject({ id: text, email: text, phone: text });
const storedPayer = z.looseObject({ email: text, phone: text });
const storedAction = z.looseObject({ type: z.string(), code: text });
const storedBeneficiary = z.looseObject({
  accountNumber: z.string(),
  accountType: z.string(),
  email: text,
  phone: text,
});

interface Page {
  readonly seal: Seal;
  readonly after: string;
}

/** Does the rows after `after`. @returns the last one's id, or undefined when there are no more. */
type Step = (trx: Transaction<Schema>, page: Page) => Promise<string | undefined>;

const steps: Readonly<Record<string, Step>> = {
  "1-seal-sessions": sealSessions,
  "2-digest-payments": digestPayments,
  "3-digest-payouts": digestPayouts,
  "5-seal-payment-notes": sealPaymentNotes,
  "6-seal-payout-notes": sealPayoutNotes,
  "7-digest-codes": digestCodes,
};

/** Only where there was clear text. */
const fileStep = "4-vacuum";

export interface SealingLog extends StorageLogger {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
}

/** What an upgrade has left to do, by its steps in order. Empty when there is nothing. */
export async function unfinishedSteps(executor: Executor): Promise<readonly string[]> {
  const rows = await executor
    .selectFrom("upkeep")
    .select("id")
    .where("id", "<>", "retention")
    .orderBy("id")
    .execute();
  return rows.map(({ id }) => id);
}

/** Call it before anything reads a session. */
export async function sealOldRows(database: Database, seal: Seal, log: SealingLog): Promise<void> {
  const left = await unfinishedSteps(database.kysely);
  if (left.length === 0) return;
  log.info({ count: left.length }, "an upgrade goes on: sealing and indexing what older versions stored");
  for (const [id, step] of Object.entries(steps)) {
    while (await runBatch(database, { id, step, seal }));
  }
  if (!left.includes(fileStep)) {
    log.info({}, "the upgrade is finished");
    return;
  }
  try {
    await rewriteFile(database);
  } catch (error) {
    log.warn(
      { err: error },
      "the file could not be written anew, so text of older versions may be left in it; the next start tries again",
    );
    return;
  }
  await database.kysely.deleteFrom("upkeep").where("id", "=", fileStep).execute();
  log.info({}, "the upgrade is finished");
}

/** @returns false when the step is done. */
async function runBatch(
  database: Database,
  { id, step, seal }: { readonly id: string; readonly step: Step; readonly seal: Seal },
): Promise<boolean> {
  return await database.transaction(async (trx) => {
    // Locks the row, so that another process waits for this batch.
    await trx
      .updateTable("upkeep")
      .set(({ ref }) => ({ after_id: ref("after_id") }))
      .where("id", "=", id)
      .execute();
    const row = await trx.selectFrom("upkeep").select("after_id").where("id", "=", id).executeTakeFirst();
    if (row === undefined) return false;
    const last = await step(trx, { seal, after: row.after_id });
    if (last === undefined) await trx.deleteFrom("upkeep").where("id", "=", id).execute();
    else await trx.updateTable("upkeep").set({ after_id: last }).where("id", "=", id).execute();
    return last !== undefined;
  });
}

/** PostgreSQL reuses the place of old rows when it has vacuumed them, which it does by itself. */
async function rewriteFile(database: Database): Promise<void> {
  if (database.engine !== "sqlite") return;
  await sql`vacuum`.execute(database.kysely);
  await forgetOldPages(database);
}

/** @returns null for a text that no key opens: one lost row must not keep the server from starting. */
function read<T>(seal: Seal, sealed: string | null, place: string, schema: z.ZodType<T>): T | null {
  if (sealed === null) return null;
  try {
    return schema.parse(JSON.parse(seal.open(sealed, place)));
  } catch (error) {
    if (error instanceof SealError) return null;
    throw error;
  }
}

async function sealSessions(trx: Transaction<Schema>, { seal, after }: Page): Promise<string | undefined> {
  const rows = await trx
    .selectFrom("sessions")
    .leftJoin("unsealed_sessions", "unsealed_sessions.session_id", "sessions.id")
    .select(["id", "customer_sealed", "session_id", "description", "metadata", "return_url"])
    .where("id", ">", after)
    .orderBy("id")
    .limit(rowsPerBatch)
    .execute();
  for (const { id, customer_sealed: sealed, ...clear } of rows) {
    const customer = read(seal, sealed, sealedContext("sessions.customer_sealed", id), storedCustomer);
    const { description, metadata, return_url: returnUrl } = clear;
    const values = JSON.stringify({ description, metadata: JSON.parse(metadata ?? "{}"), returnUrl });
    const isUnsealed = clear.session_id !== null;
    const digests = customerDigests(seal, customer);
    await trx
      .updateTable("sessions")
      .set(
        isUnsealed
          ? { ...digests, private_sealed: seal.seal(values, sealedContext("sessions.private_sealed", id)) }
          : digests,
      )
      .where("id", "=", id)
      .execute();
    await trx.deleteFrom("unsealed_sessions").where("session_id", "=", id).execute();
  }
  return rows.at(-1)?.id;
}

async function digestPayments(trx: Transaction<Schema>, { seal, after }: Page): Promise<string | undefined> {
  const rows = await trx
    .selectFrom("payments")
    .select(["id", "payer_sealed as sealed"])
    .where("id", ">", after)
    .orderBy("id")
    .limit(rowsPerBatch)
    .execute();
  for (const { id, sealed } of rows) {
    const payer = read(seal, sealed, sealedContext("payments.payer_sealed", id), storedPayer);
    if (payer === null) continue;
    const { email_digest, phone_digest } = contactDigests(seal, payer);
    await trx.updateTable("payments").set({ email_digest, phone_digest }).where("id", "=", id).execute();
  }
  return rows.at(-1)?.id;
}

async function digestCodes(trx: Transaction<Schema>, { seal, after }: Page): Promise<string | undefined> {
  const rows = await trx
    .selectFrom("payments")
    .select(["id", "next_action_sealed as sealed"])
    .where("id", ">", after)
    .orderBy("id")
    .limit(rowsPerBatch)
    .execute();
  for (const { id, sealed } of rows) {
    const action = read(seal, sealed, sealedContext("payments.next_action_sealed", id), storedAction);
    if (action?.type !== "display_code" || action.code == null) continue;
    const code_digest = codeDigest(seal, action.code);
    await trx.updateTable("payments").set({ code_digest }).where("id", "=", id).execute();
  }
  return rows.at(-1)?.id;
}

async function digestPayouts(trx: Transaction<Schema>, { seal, after }: Page): Promise<string | undefined> {
  const rows = await trx
    .selectFrom("payouts")
    .select(["id", "beneficiary_sealed as sealed"])
    .where("id", ">", after)
    .orderBy("id")
    .limit(rowsPerBatch)
    .execute();
  for (const { id, sealed } of rows) {
    const place = sealedContext("payouts.beneficiary_sealed", id);
    const beneficiary = read(seal, sealed, place, storedBeneficiary);
    if (beneficiary === null) continue;
    const { email_digest, phone_digest } = beneficiaryDigests(seal, beneficiary);
    await trx.updateTable("payouts").set({ email_digest, phone_digest }).where("id", "=", id).execute();
  }
  return rows.at(-1)?.id;
}

/** Begins again with the payment of the last row, which may have more notes. A sealed note is not found again. */
async function sealPaymentNotes(
  trx: Transaction<Schema>,
  { seal, after }: Page,
): Promise<string | undefined> {
  const rows = await trx
    .selectFrom("payment_timeline")
    .select(["payment_id as id", "seq", "detail"])
    .where("payment_id", ">=", after)
    .where("cause", "=", "operator")
    .where("detail", "is not", null)
    .orderBy("payment_id")
    .orderBy("seq")
    .limit(rowsPerBatch)
    .execute();
  for (const { id, seq, detail } of rows) {
    const note_sealed = seal.seal(detail ?? "", sealedContext("payment_timeline.note_sealed", id));
    await trx
      .updateTable("payment_timeline")
      .set({ note_sealed, detail: null })
      .where("payment_id", "=", id)
      .where("seq", "=", seq)
      .execute();
  }
  return rows.at(-1)?.id;
}

async function sealPayoutNotes(trx: Transaction<Schema>, { seal, after }: Page): Promise<string | undefined> {
  const rows = await trx
    .selectFrom("payout_timeline")
    .select(["payout_id as id", "seq", "detail"])
    .where("payout_id", ">=", after)
    .where("cause", "=", "operator")
    .where("detail", "is not", null)
    .orderBy("payout_id")
    .orderBy("seq")
    .limit(rowsPerBatch)
    .execute();
  for (const { id, seq, detail } of rows) {
    const note_sealed = seal.seal(detail ?? "", sealedContext("payout_timeline.note_sealed", id));
    await trx
      .updateTable("payout_timeline")
      .set({ note_sealed, detail: null })
      .where("payout_id", "=", id)
      .where("seq", "=", seq)
      .execute();
  }
  return rows.at(-1)?.id;
}
