/** A process that writes pairs of rows, a pair a transaction, as fast as it can, and prints each that is committed. */
import { writeSync } from "node:fs";
import { openDatabase } from "../../../bff/storage/engine/database.ts";

const [, , url, round] = process.argv;
if (url === undefined || round === undefined) throw new Error("usage: write-pairs.ts URL ROUND");
const database = await openDatabase({ url });
for (let i = 0; ; i++) {
  const pair = `${round}-${i}`;
  await database.transaction(async (trx) => {
    await trx
      .insertInto("accounts")
      .values({ id: `left ${pair}`, last_success_at: i })
      .execute();
    await trx
      .insertInto("accounts")
      .values({ id: `right ${pair}`, last_success_at: i })
      .execute();
  });
  // Not through a stream, because each line must be out before the next transaction begins.
  writeSync(1, `${pair}\n`);
}
