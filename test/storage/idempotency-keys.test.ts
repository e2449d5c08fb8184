import { expect, test } from "vitest";
import { insertKey, purgeIdempotencyKeys } from "../../bff/storage/repositories/idempotency-keys.ts";
import { forEachEngine } from "../support/databases.ts";
import { commit } from "./commit.ts";
import { keyRow } from "./rows.ts";

forEachEngine("idempotency keys", (openTestDatabase) => {
  test("are purged by age, the oldest first, some at a time", async () => {
    const database = await openTestDatabase();
    const keys = { c: 30, a: 10, b: 20, d: 40 };
    const rows = Object.entries(keys).map(([id, created_at]) => keyRow(id, { created_at }));
    await commit(database, rows.map(insertKey));
    const ids = async () => {
      const left = await database.kysely.selectFrom("idempotency_keys").select("id").orderBy("id").execute();
      return left.map((row) => row.id);
    };
    expect(await purgeIdempotencyKeys(database.kysely, { before: 40, limit: 2 })).toBe(2);
    expect(await ids()).toEqual(["c", "d"]);
    expect(await purgeIdempotencyKeys(database.kysely, { before: 40, limit: 2 })).toBe(1);
    expect(await ids()).toEqual(["d"]);
  });
});
