/** The wrappings of a data key as the software wrote them before there were encryption keys. */
import { createCipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import type { Database } from "../../bff/storage/engine/database.ts";

function derive(secret: string, purpose: string, salt: Uint8Array = Buffer.alloc(0)): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, salt, `pay-checkout ${purpose}`, 32));
}

function wrapAsThen(dataKey: Uint8Array, secret: string): string {
  const salt = randomBytes(16);
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", derive(secret, "wrapping key", salt), nonce);
  const body = Buffer.concat([cipher.update(dataKey), cipher.final()]);
  return `1.${Buffer.concat([salt, nonce, body, cipher.getAuthTag()]).toString("base64url")}`;
}

/** @returns the data key, in hex. */
export async function wrapWithApiKeys(database: Database, apiKeys: readonly string[]): Promise<string> {
  const dataKey = randomBytes(32);
  const fingerprint = createHmac("sha256", dataKey).update("pay-checkout data key").digest("hex");
  const rows = apiKeys.map((apiKey) => ({
    id: derive(apiKey, "name of a wrapping key").toString("hex").slice(0, 16),
    content: wrapAsThen(dataKey, apiKey),
    created_at: 1,
  }));
  await database.kysely
    .insertInto("data_keys")
    .values([{ id: "fingerprint", content: fingerprint, created_at: 1 }, ...rows])
    .execute();
  return dataKey.toString("hex");
}
