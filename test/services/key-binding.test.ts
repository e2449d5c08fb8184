import { expect, test } from "vitest";
import {
  type Answer,
  bindHeldKeyOf,
  bindNewKey,
  holdKeyWrites,
  type KeyBinding,
  KeyTaken,
} from "../../bff/services/idempotency/key-binding.ts";
import { createSeal } from "../../bff/storage/encryption/seal.ts";
import type { Database } from "../../bff/storage/engine/database.ts";
import { defineStatement, type Write } from "../../bff/storage/engine/statements.ts";
import { insertPayment } from "../../bff/storage/repositories/held-sessions.ts";
import {
  completeIdempotencyKey,
  forgetIdempotencyKey,
  type IdempotencyRequest,
  type IdempotencyState,
  keyById,
  stateOfKey,
} from "../../bff/storage/repositories/idempotency-keys.ts";
import { paymentRow } from "../storage/rows.ts";
import { forEachEngine } from "../support/databases.ts";

const seal = createSeal(new Uint8Array(32).fill(7));
const request: IdempotencyRequest = { id: "key-1", bodyHash: "body-1", now: 1_000 };
const leaseMs = 500;
const held = { id: request.id, lockedUntil: request.now + leaseMs };

type Outcome = IdempotencyState | { readonly kind: "bound" };

interface Binding extends Partial<IdempotencyRequest> {
  readonly resourceId?: string;
  readonly answer?: Answer;
  /** Writes of the same batch. */
  readonly effects?: readonly Write[];
}

const keyOf = (changes: Partial<IdempotencyRequest>) => {
  const key = { ...request, ...changes };
  return { ...key, lockedUntil: key.now + leaseMs };
};

/** Stands for the resource that a request makes. */
const insertEffect = defineStatement("insert a request's effect", (db, { id }: { id: string }) =>
  db.insertInto("accounts").values({ id, last_success_at: 1 }),
);

async function lookUp(
  database: Database,
  changes: Partial<IdempotencyRequest> = {},
): Promise<IdempotencyState | undefined> {
  const [row] = await database.read(keyById({ id: request.id }));
  return row === undefined ? undefined : stateOfKey(row, seal, { ...request, ...changes });
}

/** When the key is refused, its state says why. */
async function orState(work: Promise<unknown>): Promise<Outcome> {
  try {
    await work;
    return { kind: "bound" };
  } catch (error) {
    if (error instanceof KeyTaken) return error.state;
    throw error;
  }
}

async function bindWith(database: Database, binding: KeyBinding, input: Binding): Promise<Outcome> {
  const { resourceId = "po_1", answer = null, effects = [] } = input;
  return await orState(
    database.change({
      load: [binding.query],
      decide: ([[row]]) => ({
        writes: [...binding.bind(row, resourceId, answer), ...effects],
        result: undefined,
      }),
    }),
  );
}

/** Like a request that makes something. */
async function bind(database: Database, input: Binding = {}): Promise<Outcome> {
  const { resourceId: _resource, answer: _answer, effects: _effects, ...changes } = input;
  return await bindWith(database, bindNewKey(seal, keyOf(changes)), input);
}

/** Like a request that changes something that exists. */
async function hold(database: Database, changes: Partial<IdempotencyRequest> = {}): Promise<Outcome> {
  const key = keyOf(changes);
  return await orState(
    database.change({
      load: [keyById({ id: key.id })],
      decide: ([[row]]) => ({ writes: holdKeyWrites(seal, key, row), result: undefined }),
    }),
  );
}

const complete = (database: Database, body = '{"id":"po_1"}') =>
  completeIdempotencyKey(database.kysely, seal, {
    ...keyOf({}),
    status: 201,
    body,
    subjectId: null,
  });

forEachEngine("idempotency keys", (openTestDatabase) => {
  test("nobody has used are unknown, and can be bound once", async () => {
    const database = await openTestDatabase();
    expect(await lookUp(database)).toBeUndefined();
    expect(await bind(database)).toEqual({ kind: "bound" });
    expect(await bind(database, { now: 1_499 })).toEqual({ kind: "in_use" });
    expect(await lookUp(database, { now: 1_499 })).toEqual({ kind: "in_use" });
  });

  test("that a clock has locked for longer than any request lasts are those of a dead process", async () => {
    const database = await openTestDatabase();
    const days = 24 * 60 * 60_000;
    await hold(database, { now: 400 * days });
    expect(await lookUp(database, { now: 1_000 })).toMatchObject({ kind: "abandoned", resourceId: null });
    expect(await bind(database, { now: 1_000 })).toEqual({ kind: "bound" });
  });

  test("nobody has used can be held once", async () => {
    const database = await openTestDatabase();
    expect(await hold(database)).toEqual({ kind: "bound" });
    expect(await hold(database, { now: 1_499 })).toEqual({ kind: "in_use" });
    expect(await bind(database, { now: 1_499 })).toEqual({ kind: "in_use" });
  });

  test("are answered with the first answer, byte for byte, for ever after", async () => {
    const database = await openTestDatabase();
    await bind(database);
    await complete(database, '{ "id": "po_1" }');
    await complete(database, "another");
    const done = { kind: "done", status: 201, body: '{ "id": "po_1" }' };
    expect(await lookUp(database, { now: 1e12 })).toEqual(done);
    expect(await bind(database, { now: 1e12 })).toEqual(done);
    expect(await hold(database, { now: 1e12 })).toEqual(done);
  });

  test("are done at once where the answer is known when the thing is made", async () => {
    const database = await openTestDatabase();
    await bind(database, { answer: { status: 201, body: { id: "po_1" } } });
    const done = { kind: "done", status: 201, body: '{"id":"po_1"}' };
    expect(await lookUp(database)).toEqual(done);
    await complete(database, "another");
    expect(await lookUp(database)).toEqual(done);
  });

  test("with another body are recognised, running or done", async () => {
    const database = await openTestDatabase();
    await bind(database);
    expect(await lookUp(database, { bodyHash: "body-2" })).toEqual({ kind: "reused" });
    await complete(database);
    expect(await bind(database, { bodyHash: "body-2" })).toEqual({ kind: "reused" });
    expect(await hold(database, { bodyHash: "body-2" })).toEqual({ kind: "reused" });
  });

  test("do not keep the answer in clear", async () => {
    const database = await openTestDatabase();
    const rows = async () =>
      JSON.stringify(await database.kysely.selectFrom("idempotency_keys").selectAll().execute());
    await bind(database);
    await complete(database, '{"clientToken":"ct_x"}');
    expect(await rows()).not.toContain("clientToken");
    await bind(database, { id: "key-2", answer: { status: 201, body: { clientToken: "ct_x" } } });
    expect(await rows()).toContain("key-2");
    expect(await rows()).not.toContain("clientToken");
  });

  test("go with the batch that makes the thing: no thing, no key", async () => {
    const database = await openTestDatabase();
    const effects = [insertPayment(paymentRow("pay_1", "cs_none"))];
    await expect(bind(database, { effects })).rejects.toThrow(/foreign key/i);
    expect(await lookUp(database)).toBeUndefined();
  });

  test("of a process that died name what it made to every repeat, which makes nothing", async () => {
    const database = await openTestDatabase();
    await bind(database);
    const abandoned = { kind: "abandoned", resourceId: "po_1", lockedUntil: 1_500 };
    expect(await lookUp(database, { now: 1_500 })).toEqual(abandoned);
    const effects = [insertEffect({ id: "po_2" })];
    const later = { now: 1_500, resourceId: "po_2", effects };
    const outcomes = await Promise.all([bind(database, later), bind(database, later), hold(database, later)]);
    expect(outcomes).toEqual([abandoned, abandoned, abandoned]);
    expect(await lookUp(database, { now: 2_000 })).toEqual(abandoned);
    expect(await database.kysely.selectFrom("accounts").select("id").execute()).toEqual([]);
  });

  test("of a process that died before it made anything are free again, and then hold to what is made", async () => {
    const database = await openTestDatabase();
    await hold(database);
    const abandoned = { kind: "abandoned", resourceId: null, lockedUntil: 1_500 };
    expect(await lookUp(database, { now: 1_500 })).toEqual(abandoned);
    expect(await bind(database, { now: 1_500, resourceId: "po_2" })).toEqual({ kind: "bound" });
    expect(await lookUp(database, { now: 2_000 })).toMatchObject({ kind: "abandoned", resourceId: "po_2" });
  });

  test("of a process that died before it made anything go to one of the repeats", async () => {
    const database = await openTestDatabase();
    const handles = [database, await openTestDatabase({ like: database })];
    await hold(database);
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, (_, i) => hold(handles[i % 2] ?? database, { now: 1_500 })),
    );
    expect(outcomes.filter(({ kind }) => kind === "bound")).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === "in_use")).toHaveLength(5);
  });

  test("of a process that died are not taken over by whoever looked before another one did", async () => {
    const database = await openTestDatabase();
    await hold(database);
    const [old] = await database.read(keyById({ id: request.id }));
    await hold(database, { now: 1_500 });
    let rounds = 0;
    const late = database.change({
      load: [keyById({ id: request.id })],
      decide([[row]]) {
        rounds++;
        const seen = rounds === 1 ? old : row;
        return { writes: holdKeyWrites(seal, keyOf({ now: 1_501 }), seen), result: undefined };
      },
    });
    expect(await orState(late)).toEqual({ kind: "in_use" });
    expect(rounds).toBe(2);
    expect(await lookUp(database, { now: 2_000 })).toMatchObject({ kind: "abandoned", lockedUntil: 2_000 });
  });

  test("are forgotten when there was no effect, but not once something was made or answered", async () => {
    const database = await openTestDatabase();
    await hold(database);
    await forgetIdempotencyKey(database.kysely, held);
    expect(await lookUp(database)).toBeUndefined();
    await bind(database);
    await forgetIdempotencyKey(database.kysely, held);
    expect(await lookUp(database)).toEqual({ kind: "in_use" });
    await complete(database);
    await forgetIdempotencyKey(database.kysely, held);
    expect(await lookUp(database)).toMatchObject({ kind: "done" });
  });

  test("that somebody else has taken over are neither forgotten nor bound by whoever had them first", async () => {
    const database = await openTestDatabase();
    await hold(database);
    await hold(database, { now: 2_000 });
    await forgetIdempotencyKey(database.kysely, held);
    const change = { resourceId: "pay_1", effects: [insertEffect({ id: "pay_1" })] };
    expect(await bindWith(database, bindHeldKeyOf(held), change)).toEqual({ kind: "in_use" });
    expect(await lookUp(database, { now: 2_600 })).toMatchObject({ kind: "abandoned", resourceId: null });
    expect(await database.kysely.selectFrom("accounts").select("id").execute()).toEqual([]);
    const second = bindHeldKeyOf({ ...held, lockedUntil: 2_500 });
    expect(await bindWith(database, second, change)).toEqual({ kind: "bound" });
    expect(await lookUp(database, { now: 2_600 })).toMatchObject({ kind: "abandoned", resourceId: "pay_1" });
    expect(await database.kysely.selectFrom("accounts").select("id").execute()).toHaveLength(1);
  });

  test("make one thing out of many requests at once, over several processes", async () => {
    const database = await openTestDatabase();
    const handles = [database, await openTestDatabase({ like: database })];
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, i) => {
        const resourceId = `a${i}`;
        const effects = [insertEffect({ id: resourceId })];
        return bind(handles[i % 2] ?? database, { resourceId, effects });
      }),
    );
    expect(outcomes.filter(({ kind }) => kind === "bound")).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === "in_use")).toHaveLength(19);
    expect(await database.kysely.selectFrom("accounts").select("id").execute()).toHaveLength(1);
  });
});
