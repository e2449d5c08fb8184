/**
 * The data key: 32 random bytes, made at the first start. Tokens and digests derive from it, so it stays the same for
 * the life of the database. What is sealed, is sealed under an encryption key of the configuration (seal.ts).
 *
 * The database holds the data key in wrapped form, once for each encryption key under which something is sealed. So a
 * start sees at once which keys are in use, and whether it has them. A sandbox may have no encryption key: its database
 * holds the data key as it is, and what is sealed is sealed under the data key.
 *
 * Databases from before there were encryption keys hold the data key wrapped under API keys. The first start takes such
 * a database over: an API key unwraps the data key once more, and its wrappings are deleted in the same transaction.
 */
import { createHmac, randomBytes } from "node:crypto";
import type { Transaction } from "kysely";
import { OperatorError } from "../../core/operator-error.ts";
import type { Secret } from "../../core/secret.ts";
import type { Database, Executor } from "../engine/database.ts";
import { forgetOldPages } from "../engine/forget-old-pages.ts";
import type { Schema } from "../schema.ts";
import { bytesOf, type EncryptionKey } from "./key-forms.ts";
import { forgetSilentHolders, type KeyHolder, readKeyHolders, registerKeyHolder } from "./key-holders.ts";
import { dataKeyLength } from "./seal.ts";
import { unwrap, wrap } from "./wrap.ts";

/** The process that inserts this row makes the data key. */
const fingerprintRow = "fingerprint";
const sandboxRow = "sandbox";
const keyPrefix = "key:";

export class KeyRingError extends OperatorError {
  override readonly name = "KeyRingError";
}

export interface KeyRingOptions {
  /** The first seals. None: a sandbox. */
  readonly encryptionKeys: readonly EncryptionKey[];
  /** The secrets of all API keys, for a database from before there were encryption keys. */
  readonly apiKeys: readonly Secret[];
  /** The process that opens it; see key-holders.ts. Default: none is named. */
  readonly instanceId?: string;
  /** Epoch ms. */
  readonly now: number;
}

/**
 * The data key for {@link createSeal}, made if the database has none. Any number of processes may call this at once and
 * get the same key. Throws {@link KeyRingError} when the configuration lacks a key that is in use.
 */
export async function openDataKey(database: Database, options: KeyRingOptions): Promise<Uint8Array> {
  const { dataKey, isTakenOver } = await database.transaction((trx) => openIn(trx, options));
  // The write-ahead log may still hold the page with the old wrappings.
  if (isTakenOver) await forgetOldPages(database);
  return dataKey;
}

async function openIn(trx: Transaction<Schema>, options: KeyRingOptions) {
  const { encryptionKeys, now, instanceId } = options;
  const made = randomBytes(dataKeyLength);
  const isFirst = await insertRow(trx, { id: fingerprintRow, content: fingerprintOf(made), created_at: now });
  await lockKeyRing(trx);
  const rows = await readRows(trx);
  const dataKey = isFirst ? made : findDataKey(rows, options);
  const [first] = encryptionKeys;
  const holder =
    first === undefined
      ? { id: sandboxRow, content: Buffer.from(dataKey).toString("base64url") }
      : { id: keyPrefix + first.id, content: wrap(dataKey, bytesOf(first)) };
  await insertRow(trx, { ...holder, created_at: now });
  const superseded = [...rows.keys()].filter(
    (id) => !isOfToday(id) || (id === sandboxRow && id !== holder.id),
  );
  if (superseded.length > 0) await trx.deleteFrom("data_keys").where("id", "in", superseded).execute();
  await forgetSilentHolders(trx, now);
  if (instanceId !== undefined) await registerKeyHolder(trx, holderOf(instanceId, encryptionKeys), now);
  return { dataKey, isTakenOver: superseded.length > 0 };
}

export function holderOf(instanceId: string, encryptionKeys: readonly EncryptionKey[]): KeyHolder {
  return { instanceId, keyIds: encryptionKeys.map(({ id }) => id) };
}

/** Whoever opens the key ring, or takes a key out of it, waits here for the others. */
async function lockKeyRing(trx: Transaction<Schema>): Promise<void> {
  await trx
    .updateTable("data_keys")
    .set((eb) => ({ created_at: eb.ref("created_at") }))
    .where("id", "=", fingerprintRow)
    .execute();
}

async function readRows(executor: Executor): Promise<ReadonlyMap<string, string>> {
  const rows = await executor.selectFrom("data_keys").select(["id", "content"]).execute();
  return new Map(rows.map(({ id, content }) => [id, content]));
}

async function insertRow(
  executor: Executor,
  row: { readonly id: string; readonly content: string; readonly created_at: number },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await executor
    .insertInto("data_keys")
    .values(row)
    .onConflict((conflict) => conflict.column("id").doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** The ids of the encryption keys under which something is sealed. */
function idsInUse(rows: ReadonlyMap<string, string>): string[] {
  return [...rows.keys()].filter((id) => id.startsWith(keyPrefix)).map((id) => id.slice(keyPrefix.length));
}

function findDataKey(
  rows: ReadonlyMap<string, string>,
  options: Pick<KeyRingOptions, "encryptionKeys" | "apiKeys">,
): Uint8Array {
  const { encryptionKeys } = options;
  const inUse = idsInUse(rows);
  const missing = inUse.filter((id) => !encryptionKeys.some((key) => key.id === id));
  if (missing.length > 0) throw new KeyRingError(explainMissing(missing));
  const isRight = (dataKey: Uint8Array | undefined): dataKey is Uint8Array =>
    dataKey !== undefined && fingerprintOf(dataKey) === rows.get(fingerprintRow);
  const opened = encryptionKeys
    .filter(({ id }) => inUse.includes(id))
    .map((key) => ({ id: key.id, dataKey: unwrap(rows.get(keyPrefix + key.id) ?? "", bytesOf(key)) }));
  const wrong = opened.find(({ dataKey }) => !isRight(dataKey));
  if (wrong !== undefined) {
    throw new KeyRingError(
      `The encryption key "${wrong.id}" is not the one of that id that the database was sealed under. Put the right ` +
        "secret back; a new key gets an id of its own.",
    );
  }
  const kept = Buffer.from(rows.get(sandboxRow) ?? "", "base64url");
  const found = opened[0]?.dataKey ?? (isRight(kept) ? kept : unwrapWithApiKeys(rows, options));
  if (isRight(found)) return found;
  throw new KeyRingError(
    "The database is from before there were encryption keys, and none of the configured API keys opens it. Put back " +
      "into merchant.apiKeys one that was configured when the software last ran on it; after one start it may go " +
      "for good.",
  );
}

function explainMissing(ids: readonly string[]): string {
  const names = ids.map((id) => `"${id}"`).join(", ");
  return (
    `The database is sealed under the encryption key ${names}, which is not configured. Put it back into ` +
    "encryption.keys, behind the first; pay-checkout keys rotate seals everything anew, and then it may go."
  );
}

/** Before there were encryption keys there was a row for each API key that was ever configured. */
function unwrapWithApiKeys(
  rows: ReadonlyMap<string, string>,
  { apiKeys }: Pick<KeyRingOptions, "apiKeys">,
): Uint8Array | undefined {
  const wrappings = [...rows].filter(([id]) => !isOfToday(id)).map(([, content]) => content);
  for (const apiKey of apiKeys) {
    for (const wrapping of wrappings) {
      const dataKey = unwrap(wrapping, apiKey.reveal());
      if (dataKey !== undefined) return dataKey;
    }
  }
  return undefined;
}

function isOfToday(id: string): boolean {
  return id === fingerprintRow || id === sandboxRow || id.startsWith(keyPrefix);
}

function fingerprintOf(dataKey: Uint8Array): string {
  return createHmac("sha256", dataKey).update("pay-checkout data key").digest("hex");
}

/** Why a start with these keys would fail, or null. Changes nothing. */
export async function objectToKeys(
  executor: Executor,
  keys: Pick<KeyRingOptions, "encryptionKeys" | "apiKeys">,
): Promise<string | null> {
  const rows = await readRows(executor);
  if (rows.size === 0) return null;
  try {
    findDataKey(rows, keys);
    return null;
  } catch (error) {
    if (error instanceof KeyRingError) return error.message;
    throw error;
  }
}

/**
 * Takes all encryption keys but this one out of use, unless a process still seals under another.
 *
 * @returns the ids of the keys that such processes seal under.
 */
export async function retireOtherKeys(database: Database, id: string): Promise<readonly string[]> {
  return await database.transaction(async (trx) => {
    await lockKeyRing(trx);
    const holders = await readKeyHolders(trx);
    const others = holders.map(({ keyIds: [first] }) => first ?? sandboxRow).filter((first) => first !== id);
    if (others.length > 0) return [...new Set(others)];
    await trx
      .deleteFrom("data_keys")
      .where("id", "not in", [fingerprintRow, keyPrefix + id])
      .execute();
    return [];
  });
}

/** A running process's key is in use, also after somebody took it for a dead one's. @returns true if it had not been. */
export async function keepInUse(
  trx: Transaction<Schema>,
  options: { readonly key: EncryptionKey; readonly dataKey: Uint8Array; readonly now: number },
): Promise<boolean> {
  const { key, dataKey, now } = options;
  await lockKeyRing(trx);
  return await insertRow(trx, {
    id: keyPrefix + key.id,
    content: wrap(dataKey, bytesOf(key)),
    created_at: now,
  });
}
