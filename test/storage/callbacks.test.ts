import { expect, test } from "vitest";
import { recordCallback } from "../../bff/storage/repositories/callbacks.ts";
import { forEachEngine } from "../support/databases.ts";

const receipt = { subjectId: "pay_1", digest: "d1", now: 1 };

forEachEngine("callbacks", (openTestDatabase) => {
  test("are new once for each payment and each text", async () => {
    const { kysely } = await openTestDatabase();
    expect(await recordCallback(kysely, receipt)).toBe(true);
    expect(await recordCallback(kysely, { ...receipt, now: 2 })).toBe(false);
    expect(await recordCallback(kysely, { ...receipt, subjectId: "pay_2" })).toBe(true);
    expect(await recordCallback(kysely, { ...receipt, digest: "d2" })).toBe(true);
  });

  test("are new again when the transaction that took them failed", async () => {
    const database = await openTestDatabase();
    const failing = database.transaction(async (trx) => {
      await recordCallback(trx, receipt);
      throw new Error("on purpose");
    });
    await expect(failing).rejects.toThrow("on purpose");
    expect(await recordCallback(database.kysely, receipt)).toBe(true);
  });

  test("that arrive at once, at several processes, are applied by one; the others answer after it is durable", async () => {
    const database = await openTestDatabase();
    const handles = [database, await openTestDatabase({ like: database })];
    const results = await Promise.all(
      Array.from({ length: 10 }, async (_, i) => {
        const handle = handles[i % 2] ?? database;
        const first = await handle.transaction(async (trx) => {
          const isNew = await recordCallback(trx, receipt);
          if (isNew) await trx.insertInto("accounts").values({ id: "effect", last_success_at: i }).execute();
          return isNew;
        });
        if (!first) {
          const effect = await handle.kysely.selectFrom("accounts").select("id").execute();
          expect(effect).toHaveLength(1);
        }
        return first;
      }),
    );
    expect(results.filter(Boolean)).toHaveLength(1);
  });
});
