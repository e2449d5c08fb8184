import { expect, test } from "vitest";
import type { Database } from "../../bff/storage/engine/database.ts";
import { insertPayout } from "../../bff/storage/repositories/held-payouts.ts";
import { insertPayment, insertSession } from "../../bff/storage/repositories/held-sessions.ts";
import { paymentById } from "../../bff/storage/repositories/payments.ts";
import {
  lockPaymentForQuery,
  lockPayoutForQuery,
  releasePaymentQueryLock,
  releasePayoutQueryLock,
  releaseQueryLock,
} from "../../bff/storage/repositories/query-locks.ts";
import { forEachEngine } from "../support/databases.ts";
import { commit } from "./commit.ts";
import { paymentRow, payoutRow, sessionRow } from "./rows.ts";

const lockMs = 500;
const id = "one";

async function furnish(database: Database): Promise<void> {
  const others = [insertPayment(paymentRow("two", "cs_1")), insertPayout(payoutRow("two"))];
  const ones = [insertPayment(paymentRow(id, "cs_1")), insertPayout(payoutRow(id))];
  await commit(database, [insertSession(sessionRow("cs_1")), ...ones, ...others]);
}

forEachEngine("the lock on queries", (openTestDatabase) => {
  test.each([
    ["payments", lockPaymentForQuery, releasePaymentQueryLock],
    ["payouts", lockPayoutForQuery, releasePayoutQueryLock],
  ] as const)(
    "of %s goes to one of many who want it at once, over several processes",
    async (on, lock, release) => {
      const database = await openTestDatabase();
      const handles = [database, await openTestDatabase({ like: database })];
      await furnish(database);
      const take = (now: number, floorMs = 0) =>
        Promise.all(
          Array.from({ length: 10 }, async (_, i) => {
            const { kind } = await lock(handles[i % 2] ?? database, { id, now, lockMs, floorMs });
            return kind === "locked";
          }),
        );
      expect((await take(1_000)).filter(Boolean)).toHaveLength(1);
      expect((await take(1_499)).filter(Boolean)).toEqual([]);
      // The lock's process has died.
      expect((await take(1_500)).filter(Boolean)).toHaveLength(1);
      // The lock's process lives, and releases it late.
      await releaseQueryLock(database, release({ id, until: 1_500 }));
      await commit(database, [release({ id, until: 1_500 })]);
      expect((await take(1_600)).filter(Boolean)).toEqual([]);
      await commit(database, [release({ id, until: 2_000 })]);
      expect((await take(1_600, 200)).filter(Boolean)).toEqual([]);
      expect((await take(1_700, 200)).filter(Boolean)).toHaveLength(1);
      await releaseQueryLock(database, release({ id, until: 2_200 }));
      expect((await take(1_701)).filter(Boolean)).toHaveLength(1);
      const rows = await database.kysely.selectFrom(on).select(["id", "query_lease_until"]).execute();
      expect(rows.find((row) => row.id === "two")).toMatchObject({ query_lease_until: null });
    },
  );

  test("of a row that was read before is not taken if somebody has taken it since", async () => {
    const database = await openTestDatabase();
    await furnish(database);
    const [known] = await database.read(paymentById({ id }));
    const request = { id, now: 1_000, lockMs, floorMs: 0 };
    expect(await lockPaymentForQuery(database, request, known)).toMatchObject({ kind: "locked" });
    expect(await lockPaymentForQuery(database, request, known)).toEqual({ kind: "busy" });
  });
});
