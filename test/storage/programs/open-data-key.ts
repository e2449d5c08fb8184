/** A process that opens the data key on command and prints it: arguments are the database and the encryption keys. */
import { once } from "node:events";
import { Secret } from "../../../bff/core/secret.ts";
import { openDataKey } from "../../../bff/storage/encryption/key-ring.ts";
import { openDatabase } from "../../../bff/storage/engine/database.ts";

const [, , url, apiKey, ...keys] = process.argv;
if (url === undefined || apiKey === undefined) throw new Error("usage: open-data-key.ts URL APIKEY ID=HEX…");
process.stdout.write("ready\n");
await once(process.stdin, "data");
const database = await openDatabase({ url });
const key = await openDataKey(database, {
  encryptionKeys: keys.map((text) => {
    const [id = "", hex = ""] = text.split("=");
    return { id, secret: new Secret(hex) };
  }),
  apiKeys: [new Secret(apiKey)],
  now: Date.now(),
});
process.stdout.write(`${Buffer.from(key).toString("hex")}\n`);
await database.close();
