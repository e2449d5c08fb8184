/**
 * The data key: 32 random bytes, made at the first start. The database holds it only in wrapped form, once for
 * each API key of the configuration. Any one of these API keys unwraps it. So API keys can be replaced if one
 * of the old ones is still configured at the first start with a new one. A dump of the database alone decrypts
 * nothing.
 *
 * Rows of API keys that have left the configuration stay, because another process may still run with them.
 * Deleting them would protect nothing: whoever had the key and a dump could unwrap the data key already.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { OperatorError } from "../../core/operator-error.ts";
import type { Secret } from "../../core/secret.ts";
import type { Database, Executor } from "../engine/database.ts";
import { dataKeyLength } from "./seal.ts";

/**
 * `wrapped_by` of the row with the data key's fingerprint. The process that wrote this row first made the key.
 */
const fingerprintRow = "fingerprint";
const version = "1";
const saltLength = 16;
const nonceLength = 12;
const tagLength = 16;
const nameLength = 16;

export class KeyRingError extends OperatorError {
  override readonly name = "KeyRingError";
}

/**
 * The data key for {@link createSeal}, made if the database has none. Any number of processes may call this at
 * once and get the same key. Throws {@link KeyRingError} when no secret unwraps the data key.
 *
 * @param options.secrets the secrets of all API keys.
 * @param options.now epoch ms.
 */
export async function openDataKey(
  database: Database,
  options: { readonly secrets: readonly Secret[]; readonly now: number },
): Promise<Uint8Array> {
  const { now } = options;
  const secrets = options.secrets.map((secret) => secret.reveal());
  if (secrets.length === 0)
    throw new KeyRingError("The configuration has no API key, so no data key can be kept.");
  return await database.transaction(async (trx) => {
    const made = randomBytes(dataKeyLength);
    const isFirst = await insertRow(trx, {
      wrapped_by: fingerprintRow,
      wrapped_key: fingerprint(made),
      created_at: now,
    });
    const rows = await trx.selectFrom("data_keys").selectAll().execute();
    const wrapped = new Map(rows.map((row) => [row.wrapped_by, row.wrapped_key]));
    const dataKey = isFirst ? made : unwrapWithAny(wrapped, secrets);
    for (const secret of secrets) {
      if (wrapped.has(nameOf(secret))) continue;
      await insertRow(trx, {
        wrapped_by: nameOf(secret),
        wrapped_key: wrap(dataKey, secret),
        created_at: now,
      });
    }
    return dataKey;
  });
}

async function insertRow(
  executor: Executor,
  row: { readonly wrapped_by: string; readonly wrapped_key: string; readonly created_at: number },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await executor
    .insertInto("data_keys")
    .values(row)
    .onConflict((conflict) => conflict.column("wrapped_by").doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

function unwrapWithAny(wrapped: ReadonlyMap<string, string>, secrets: readonly string[]): Uint8Array {
  for (const secret of secrets) {
    const dataKey = unwrap(wrapped.get(nameOf(secret)), secret);
    if (dataKey !== undefined && fingerprint(dataKey) === wrapped.get(fingerprintRow)) return dataKey;
  }
  throw new KeyRingError(
    "None of the configured API keys opens this database's data key. Put back one that was configured when the " +
      "software last ran on it (beside the new ones: they can open it from then on), or point database.url at " +
      "another database.",
  );
}

/** The name of a secret's row. Without the secret it reveals nothing. */
function nameOf(secret: string): string {
  return derive(secret, "name of a wrapping key").toString("hex").slice(0, nameLength);
}

function fingerprint(dataKey: Uint8Array): string {
  return createHmac("sha256", dataKey).update("pay-checkout data key").digest("hex");
}

function derive(secret: string, purpose: string, salt: Uint8Array = Buffer.alloc(0)): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, salt, `pay-checkout ${purpose}`, 32));
}

function wrap(dataKey: Uint8Array, secret: string): string {
  const salt = randomBytes(saltLength);
  const nonce = randomBytes(nonceLength);
  const key = derive(secret, "wrapping key", salt);
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: tagLength });
  const body = Buffer.concat([cipher.update(dataKey), cipher.final()]);
  return `${version}.${Buffer.concat([salt, nonce, body, cipher.getAuthTag()]).toString("base64url")}`;
}

function unwrap(wrappedKey: string | undefined, secret: string): Uint8Array | undefined {
  const [form, text] = wrappedKey?.split(".") ?? [];
  const bytes = Buffer.from(text ?? "", "base64url");
  if (form !== version || bytes.length !== saltLength + nonceLength + dataKeyLength + tagLength)
    return undefined;
  const key = derive(secret, "wrapping key", bytes.subarray(0, saltLength));
  const nonce = bytes.subarray(saltLength, saltLength + nonceLength);
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: tagLength });
  decipher.setAuthTag(bytes.subarray(-tagLength));
  const body = decipher.update(bytes.subarray(saltLength + nonceLength, -tagLength));
  try {
    return Buffer.concat([body, decipher.final()]);
  } catch {
    // The row was changed or belongs to another key. The caller tries the next one, and throws when none is
    // left.
    return undefined;
  }
}
