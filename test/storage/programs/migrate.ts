/** A process that migrates the database of its first argument on a command from its standard input. */
import { once } from "node:events";
import { openDatabase } from "../../../bff/storage/engine/database.ts";
import { migrate } from "../../../bff/storage/migrations/migrator.ts";

const [, , url] = process.argv;
if (url === undefined) throw new Error("usage: migrate.ts URL");
process.stdout.write("ready\n");
await once(process.stdin, "data");
const database = await openDatabase({ url });
await migrate(database);
await database.close();
