import { expect, test } from "vitest";
import { accountSuccesses, recordAccountSuccess } from "../../bff/storage/repositories/accounts.ts";
import { forEachEngine } from "../support/databases.ts";

forEachEngine("an account's last success", (openTestDatabase) => {
  test("is kept for each account, and moves on", async () => {
    const { kysely } = await openTestDatabase();
    await recordAccountSuccess(kysely, { accountId: "a", at: 10_000 });
    await recordAccountSuccess(kysely, { accountId: "b", at: 20_000 });
    await recordAccountSuccess(kysely, { accountId: "a", at: 30_000 });
    expect(await accountSuccesses(kysely)).toEqual(
      new Map([
        ["a", 30_000],
        ["b", 20_000],
      ]),
    );
  });

  test("does not move for less than a second, nor back", async () => {
    const { kysely } = await openTestDatabase();
    for (const at of [10_000, 10_999, 9_000, 1]) await recordAccountSuccess(kysely, { accountId: "a", at });
    expect((await accountSuccesses(kysely)).get("a")).toBe(10_000);
    await recordAccountSuccess(kysely, { accountId: "a", at: 11_000 });
    expect((await accountSuccesses(kysely)).get("a")).toBe(11_000);
  });

  test("is the latest of many that arrive at once", async () => {
    const { kysely } = await openTestDatabase();
    const times = Array.from({ length: 20 }, (_, i) => (i + 1) * 1_000);
    await Promise.all(times.map((at) => recordAccountSuccess(kysely, { accountId: "a", at })));
    expect((await accountSuccesses(kysely)).get("a")).toBe(20_000);
  });
});
