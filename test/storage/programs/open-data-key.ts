/** A process that unwraps the data key on command and prints it: arguments are the database and the secrets. */
import { once } from "node:events";
import { Secret } from "../../../bff/core/secret.ts";
import { openDataKey } from "../../../bff/storage/encryption/key-ring.ts";
import { openDatabase } from "../../../bff/storage/engine/database.ts";

const [, , url, ...secrets] = process.argv;
if (url === undefined) throw new Error("usage: open-data-key.ts URL SECRET…");
process.stdout.write("ready\n");
await once(process.stdin, "data");
const database = await openDatabase({ url });
const key = await openDataKey(database, {
  secrets: secrets.map((text) => new Secret(text)),
  now: Date.now(),
});
process.stdout.write(`${Buffer.from(key).toString("hex")}\n`);
await database.close();
