import { expect, test } from "vitest";
import type { CallbackReceipt } from "../../bff/core/decision.ts";
import type { Database } from "../../bff/storage/engine/database.ts";
import { defineStatement, type Write } from "../../bff/storage/engine/statements.ts";
import { insertReceipt, knownReceipt, mostReceipts } from "../../bff/storage/repositories/callbacks.ts";
import { insertPayment } from "../../bff/storage/repositories/held-sessions.ts";
import { forEachEngine } from "../support/databases.ts";
import { paymentRow } from "./rows.ts";

const receipt: CallbackReceipt = { subjectId: "pay_1", digest: "d1", receivedAt: 1 };

/** Stands for the facts of a callback, which the batch writes together with the receipt. */
const insertEffect = defineStatement("insert a callback's effect", (db, values: { at: number }) =>
  db.insertInto("accounts").values({ id: "effect", last_success_at: values.at }),
);

/** @returns true when it is new. */
async function apply(
  database: Database,
  callback: CallbackReceipt,
  effects: readonly Write[] = [],
): Promise<boolean> {
  return await database.change({
    load: [knownReceipt(callback)],
    decide: ([[known]]) =>
      known === undefined
        ? { writes: [insertReceipt(callback), ...effects], result: true }
        : { writes: [], result: false },
  });
}

forEachEngine("callbacks", (openTestDatabase) => {
  test("are new once for each payment and each text", async () => {
    const database = await openTestDatabase();
    expect(await apply(database, receipt)).toBe(true);
    expect(await apply(database, { ...receipt, receivedAt: 2 })).toBe(false);
    expect(await apply(database, { ...receipt, subjectId: "pay_2" })).toBe(true);
    expect(await apply(database, { ...receipt, digest: "d2" })).toBe(true);
  });

  test("are applied, but fill no table, when one comes in more spellings than anybody sends", async () => {
    const database = await openTestDatabase();
    const rows = Array.from({ length: mostReceipts }, (_, at) => ({
      subject_id: "pay_1",
      digest: `s${at}`,
      received_at: 1,
    }));
    await database.kysely.insertInto("callbacks").values(rows).execute();
    expect(await apply(database, receipt, [insertEffect({ at: 1 })])).toBe(true);
    expect(await database.kysely.selectFrom("accounts").select("id").execute()).toHaveLength(1);
    expect(await database.read(knownReceipt(receipt))).toEqual([]);
    expect(await apply(database, { ...receipt, subjectId: "pay_2" })).toBe(true);
    expect(await database.read(knownReceipt({ ...receipt, subjectId: "pay_2" }))).toHaveLength(1);
  });

  test("are new again when the batch that took them failed", async () => {
    const database = await openTestDatabase();
    const ofNoSession = insertPayment(paymentRow("pay_1", "cs_none"));
    await expect(apply(database, receipt, [ofNoSession])).rejects.toThrow(/foreign key/i);
    expect(await database.read(knownReceipt(receipt))).toEqual([]);
    expect(await apply(database, receipt)).toBe(true);
  });

  test("that arrive at once, at several processes, are applied by one; the others answer after it is durable", async () => {
    const database = await openTestDatabase();
    const handles = [database, await openTestDatabase({ like: database })];
    const results = await Promise.all(
      Array.from({ length: 10 }, async (_, i) => {
        const handle = handles[i % 2] ?? database;
        const isFirst = await apply(handle, receipt, [insertEffect({ at: i })]);
        if (!isFirst) {
          const effect = await handle.kysely.selectFrom("accounts").select("id").execute();
          expect(effect).toHaveLength(1);
        }
        return isFirst;
      }),
    );
    expect(results.filter(Boolean)).toHaveLength(1);
  });
});
