import { expect, test } from "vitest";
import type { Database } from "../../bff/storage/engine/database.ts";
import {
  countPaymentsOfDay,
  type PaymentDay,
  timesToPaidOfDay,
} from "../../bff/storage/repositories/payment-days.ts";
import { forEachEngine } from "../support/databases.ts";
import { planOf, queriesOf } from "./plans.ts";
import { paymentRow, sessionRow } from "./rows.ts";

const day = { from: 1_000, to: 2_000 };
const huge = 10n ** 40n + 123_456_789n;
const ofStore = { account: "paypro-mx", method: "store", currency: "MXN", decimals: 2 };

async function insertPaid(
  { kysely }: Database,
  id: string,
  times: { readonly createdAt: number; readonly paidAt: number; readonly callbackAt?: number },
): Promise<void> {
  const { createdAt, paidAt, callbackAt } = times;
  const row = paymentRow(id, "cs_1", { status: "succeeded", created_at: createdAt });
  await kysely.insertInto("payments").values(row).execute();
  const line = {
    payment_id: id,
    cause: "query",
    actor: null,
    detail: null,
    note_sealed: null,
  } as const;
  await kysely
    .insertInto("payment_timeline")
    .values([
      { ...line, seq: 1, at: createdAt, from_status: null, to_status: "creating" },
      { ...line, seq: 2, at: paidAt, from_status: "pending", to_status: "succeeded" },
      // More was said later; what counts is when it was first known.
      { ...line, seq: 3, at: paidAt + 70_000, from_status: "succeeded", to_status: "succeeded" },
    ])
    .execute();
  if (callbackAt === undefined) return;
  await kysely
    .insertInto("callbacks")
    .values({ subject_id: id, digest: `digest-${id}`, received_at: callbackAt })
    .execute();
}

forEachEngine("the payments of a day", (openTestDatabase, engine) => {
  test("are counted and added up exactly, by account, method, currency and state", async () => {
    const database = await openTestDatabase();
    const { kysely } = database;
    await kysely.insertInto("sessions").values(sessionRow("cs_1")).execute();
    const rows = [
      paymentRow("pay_1", "cs_1", { status: "succeeded", amount_minor: "999999999" }),
      paymentRow("pay_2", "cs_1", { status: "succeeded", amount_minor: huge.toString(), created_at: 1_999 }),
      paymentRow("pay_3", "cs_1", { status: "expired" }),
      paymentRow("pay_4", "cs_1", { status: "succeeded", method: "pix", currency: "BRL" }),
      paymentRow("pay_5", "cs_1", { status: "succeeded", created_at: 999 }),
      paymentRow("pay_6", "cs_1", { status: "succeeded", created_at: 2_000 }),
      paymentRow("pay_7", "cs_1", { status: "pending", account_id: "paypro-2" }),
    ];
    await kysely.insertInto("payments").values(rows).execute();
    const read = async (filter: Partial<PaymentDay> = {}) => {
      const found = await countPaymentsOfDay(database, { ...day, ...filter });
      return found.map(
        ({ account, method, currency, status, count, sumMinor }) =>
          `${account} ${method} ${currency} ${status} ${count} ${sumMinor}`,
      );
    };
    const ofOther = "paypro-2 store MXN pending 1 15000";
    const ofPix = "paypro-mx pix BRL succeeded 1 15000";
    expect((await read()).sort()).toEqual([
      ofOther,
      ofPix,
      "paypro-mx store MXN expired 1 15000",
      `paypro-mx store MXN succeeded 2 ${huge + 999_999_999n}`,
    ]);
    expect(await read({ account: "paypro-2" })).toEqual([ofOther]);
    expect(await read({ method: "pix" })).toEqual([ofPix]);
    expect(await read({ account: "paypro-2", method: "pix" })).toEqual([]);
  });

  test("that were paid have the time that half of them took, and that 95 of 100 took", async () => {
    const database = await openTestDatabase();
    await database.kysely.insertInto("sessions").values(sessionRow("cs_1")).execute();
    for (let place = 20; place >= 1; place--) {
      const createdAt = 1_000 + place;
      await insertPaid(database, `pay_${place}`, { createdAt, paidAt: createdAt + place * 1_000 });
    }
    expect(await timesToPaidOfDay(database, day)).toEqual([
      { ...ofStore, medianMs: 10_000, p95Ms: 19_000, withCallback: 0 },
    ]);
    expect(await timesToPaidOfDay(database, { ...day, method: "pix" })).toEqual([]);
  });

  test("that were paid are told apart by whether a callback had come by then", async () => {
    const database = await openTestDatabase();
    await database.kysely.insertInto("sessions").values(sessionRow("cs_1")).execute();
    await insertPaid(database, "pay_1", { createdAt: 1_000, paidAt: 6_000, callbackAt: 6_000 });
    await insertPaid(database, "pay_2", { createdAt: 1_000, paidAt: 6_000, callbackAt: 6_001 });
    await insertPaid(database, "pay_3", { createdAt: 1_000, paidAt: 6_000 });
    expect(await timesToPaidOfDay(database, day)).toEqual([
      { ...ofStore, medianMs: 5_000, p95Ms: 5_000, withCallback: 1 },
    ]);
  });

  test.each([
    ["all accounts", {}],
    ["one account", { account: "paypro-mx" }],
    ["one method", { method: "store" }],
    ["one account and method", { account: "paypro-mx", method: "store" }],
  ])("are found by their time in an index: of %s", async (_name, filter) => {
    const database = await openTestDatabase();
    const wanted = { ...day, ...filter };
    const reads = [
      (on: Database) => countPaymentsOfDay(on, wanted),
      (on: Database) => timesToPaidOfDay(on, wanted),
    ];
    for (const read of reads) {
      // Its parts are listed before the whole.
      const asked = (await queriesOf(database, read)).at(-1);
      if (asked === undefined) throw new Error("nothing was asked");
      const plan = (await planOf(database, asked)).join("\n");
      expect(plan).not.toMatch(
        engine === "sqlite" ? /SCAN (payments|payment_timeline|callbacks)/ : /Seq Scan on/,
      );
      expect(plan).toMatch(
        engine === "sqlite"
          ? /payments USING INDEX \w+ \([^)]*created_at>\? AND created_at<\?\)/
          : /created_at >= /,
      );
    }
  });
});
