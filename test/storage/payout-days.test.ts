import { expect, test } from "vitest";
import { payoutSumsOfDay } from "../../bff/storage/repositories/payout-days.ts";
import { sumOf } from "../../bff/storage/repositories/sum-minor.ts";
import { forEachEngine } from "../support/databases.ts";
import { payoutRow } from "./rows.ts";

const day = { currency: "INR", from: 1_000, to: 2_000 };
const huge = 10n ** 40n + 123_456_789n;

forEachEngine("the sum of a day's payouts", (openTestDatabase) => {
  test("is of that day and currency, without those that failed or were rejected, and exact", async () => {
    const database = await openTestDatabase();
    const sum = async () => {
      const [sums] = await database.read(payoutSumsOfDay(day));
      return sums === undefined ? undefined : sumOf(sums);
    };
    expect(await sum()).toBe(0n);
    const rows = [
      payoutRow("po_1", { counted_at: 1_000, amount_minor: "999999999" }),
      payoutRow("po_2", { counted_at: 1_999, amount_minor: "1" }),
      payoutRow("po_3", { status: "awaiting_approval", amount_minor: huge.toString() }),
      payoutRow("po_4", { status: "succeeded", amount_minor: huge.toString() }),
      payoutRow("po_5", { status: "failed", amount_minor: "7" }),
      payoutRow("po_6", { status: "rejected", amount_minor: "7" }),
      payoutRow("po_7", { currency: "MXN", amount_minor: "7" }),
      payoutRow("po_8", { counted_at: 999, amount_minor: "7" }),
      payoutRow("po_9", { counted_at: 2_000, amount_minor: "7" }),
    ];
    await database.kysely.insertInto("payouts").values(rows).execute();
    expect(await sum()).toBe(1_000_000_000n + 2n * huge);
  });
});
