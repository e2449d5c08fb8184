import { expect, test } from "vitest";
import { createSeal } from "../../bff/storage/encryption/seal.ts";
import type { Database } from "../../bff/storage/engine/database.ts";
import {
  bindIdempotencyKey,
  claimIdempotencyKey,
  completeIdempotencyKey,
  forgetIdempotencyKey,
  type IdempotencyRequest,
  lookUpIdempotencyKey,
  purgeIdempotencyKeys,
} from "../../bff/storage/repositories/idempotency-keys.ts";
import { forEachEngine } from "../support/databases.ts";

const seal = createSeal(new Uint8Array(32).fill(7));
const request: IdempotencyRequest = { id: "key-1", bodyHash: "body-1", now: 1_000 };
const leaseMs = 500;
const held = { id: request.id, lockedUntil: request.now + leaseMs };

function lookUp(database: Database, changes: Partial<IdempotencyRequest> = {}) {
  return lookUpIdempotencyKey(database.kysely, seal, { ...request, ...changes });
}

function claim(
  database: Database,
  changes: Partial<IdempotencyRequest & { resourceId: string | null }> = {},
) {
  return database.transaction((trx) =>
    claimIdempotencyKey(trx, seal, { ...request, leaseMs, resourceId: "po_1", ...changes }),
  );
}

const complete = (database: Database, body = '{"id":"po_1"}') =>
  completeIdempotencyKey(database.kysely, seal, { id: request.id, status: 201, body });

forEachEngine("idempotency keys", (openTestDatabase) => {
  test("nobody has used are unknown, and can be claimed once", async () => {
    const database = await openTestDatabase();
    expect(await lookUp(database)).toBeUndefined();
    expect(await claim(database)).toEqual({ kind: "claimed" });
    expect(await claim(database, { now: 1_499 })).toEqual({ kind: "in_use" });
    expect(await lookUp(database, { now: 1_499 })).toEqual({ kind: "in_use" });
  });

  test("are answered with the first answer, byte for byte, for ever after", async () => {
    const database = await openTestDatabase();
    await claim(database);
    expect(await complete(database, '{ "id": "po_1" }')).toBe(true);
    expect(await complete(database, "another")).toBe(false);
    const done = { kind: "done", status: 201, body: '{ "id": "po_1" }' };
    expect(await lookUp(database, { now: 1e12 })).toEqual(done);
    expect(await claim(database, { now: 1e12 })).toEqual(done);
  });

  test("with another body are told apart, running or done", async () => {
    const database = await openTestDatabase();
    await claim(database);
    expect(await lookUp(database, { bodyHash: "body-2" })).toEqual({ kind: "reused" });
    await complete(database);
    expect(await claim(database, { bodyHash: "body-2" })).toEqual({ kind: "reused" });
  });

  test("do not keep the answer in clear", async () => {
    const database = await openTestDatabase();
    await claim(database);
    await complete(database, '{"clientToken":"ct_x"}');
    const row = await database.kysely.selectFrom("idempotency_keys").selectAll().executeTakeFirst();
    expect(JSON.stringify(row)).not.toContain("clientToken");
  });

  test("go with the transaction that makes the thing: no thing, no key", async () => {
    const database = await openTestDatabase();
    const failing = database.transaction(async (trx) => {
      await claimIdempotencyKey(trx, seal, { ...request, leaseMs, resourceId: "po_1" });
      throw new Error("on purpose");
    });
    await expect(failing).rejects.toThrow("on purpose");
    expect(await lookUp(database)).toBeUndefined();
  });

  test("of a process that died name what it made, and go to one of those who ask again", async () => {
    const database = await openTestDatabase();
    await claim(database);
    const later = { now: 1_500, resourceId: "po_2" };
    expect(await lookUp(database, later)).toEqual({ kind: "abandoned", resourceId: "po_1" });
    const claims = await Promise.all([
      claim(database, later),
      claim(database, later),
      claim(database, later),
    ]);
    expect(claims.map((state) => state.kind).sort()).toEqual(["abandoned", "in_use", "in_use"]);
    expect(await lookUp(database, { now: 2_000 })).toEqual({ kind: "abandoned", resourceId: "po_1" });
  });

  test("of a process that died before it made anything are free again, and then hold to what is made", async () => {
    const database = await openTestDatabase();
    await claim(database, { resourceId: null });
    expect(await lookUp(database, { now: 1_500 })).toEqual({ kind: "abandoned", resourceId: null });
    expect(await claim(database, { now: 1_500, resourceId: "po_2" })).toEqual({ kind: "claimed" });
    expect(await lookUp(database, { now: 2_000 })).toEqual({ kind: "abandoned", resourceId: "po_2" });
  });

  test("are forgotten when there was no effect, but not once something was made or answered", async () => {
    const database = await openTestDatabase();
    await claim(database, { resourceId: null });
    await forgetIdempotencyKey(database.kysely, held);
    expect(await lookUp(database)).toBeUndefined();
    await claim(database);
    await forgetIdempotencyKey(database.kysely, held);
    expect(await lookUp(database)).toEqual({ kind: "in_use" });
    await complete(database);
    await forgetIdempotencyKey(database.kysely, held);
    expect(await lookUp(database)).toMatchObject({ kind: "done" });
  });

  test("that somebody else has taken over are neither forgotten nor bound by whoever had them first", async () => {
    const database = await openTestDatabase();
    await claim(database, { resourceId: null });
    await claim(database, { resourceId: null, now: 2_000 });
    await forgetIdempotencyKey(database.kysely, held);
    expect(await bindIdempotencyKey(database.kysely, { ...held, resourceId: "pay_1" })).toBe(false);
    expect(await lookUp(database, { now: 2_600 })).toEqual({ kind: "abandoned", resourceId: null });
    const second = { ...held, lockedUntil: 2_500, resourceId: "pay_1" };
    expect(await bindIdempotencyKey(database.kysely, second)).toBe(true);
    expect(await lookUp(database, { now: 2_600 })).toEqual({ kind: "abandoned", resourceId: "pay_1" });
  });

  test("make one thing out of many requests at once, over several processes", async () => {
    const database = await openTestDatabase();
    const handles = [database, await openTestDatabase({ like: database })];
    const states = await Promise.all(
      Array.from({ length: 20 }, async (_, i) => {
        const handle = handles[i % 2] ?? database;
        return await handle.transaction(async (trx) => {
          const state = await claimIdempotencyKey(trx, seal, { ...request, leaseMs, resourceId: `a${i}` });
          if (state.kind === "claimed") {
            await trx
              .insertInto("accounts")
              .values({ id: `a${i}`, last_success_at: i })
              .execute();
          }
          return state.kind;
        });
      }),
    );
    expect(states.filter((kind) => kind === "claimed")).toHaveLength(1);
    expect(states.filter((kind) => kind === "in_use")).toHaveLength(19);
    expect(await database.kysely.selectFrom("accounts").select("id").execute()).toHaveLength(1);
  });

  test("are purged by age, the oldest first, some at a time", async () => {
    const database = await openTestDatabase();
    for (const [id, now] of [
      ["c", 30],
      ["a", 10],
      ["b", 20],
      ["d", 40],
    ] as const) {
      await claim(database, { id, now });
    }
    const ids = async () => {
      const rows = await database.kysely.selectFrom("idempotency_keys").select("id").orderBy("id").execute();
      return rows.map((row) => row.id);
    };
    expect(await purgeIdempotencyKeys(database.kysely, { before: 40, limit: 2 })).toBe(2);
    expect(await ids()).toEqual(["c", "d"]);
    expect(await purgeIdempotencyKeys(database.kysely, { before: 40, limit: 2 })).toBe(1);
    expect(await ids()).toEqual(["d"]);
  });
});
