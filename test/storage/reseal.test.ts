import { expect, test } from "vitest";
import { Secret } from "../../bff/core/secret.ts";
import { resealAll } from "../../bff/storage/encryption/reseal.ts";
import { resealableColumns } from "../../bff/storage/encryption/resealable-columns.ts";
import { createSeal, type Seal } from "../../bff/storage/encryption/seal.ts";
import { type SealedColumn, sealedContext } from "../../bff/storage/encryption/sealed-columns.ts";
import type { Database } from "../../bff/storage/engine/database.ts";
import { gate } from "../../bff/storage/engine/statements.ts";
import { heldPayout, movePayout } from "../../bff/storage/repositories/held-payouts.ts";
import { heldSession, moveSession } from "../../bff/storage/repositories/held-sessions.ts";
import { forEachEngine } from "../support/databases.ts";
import { keyRow, paymentRow, payoutRow, refundRow, sessionRow } from "./rows.ts";

const dataKey = new Uint8Array(32).fill(7);
const keyOf = (id: string) => ({ id, secret: new Secret(Buffer.from(id.padEnd(32, "-")).toString("hex")) });
const seals = {
  none: createSeal(dataKey),
  old: createSeal(dataKey, [keyOf("old")]),
  new: createSeal(dataKey, [keyOf("new"), keyOf("old")]),
  newAlone: createSeal(dataKey, [keyOf("new")]),
};

/** More rows than a batch has. */
const many = 120;

async function fill({ kysely }: Database, seal: Seal): Promise<void> {
  const sealed = (column: SealedColumn, id: string) =>
    seal.seal(`${column} of ${id}`, sealedContext(column, id));
  await kysely
    .insertInto("sessions")
    .values(
      sessionRow("cs_1", {
        customer_sealed: sealed("sessions.customer_sealed", "cs_1"),
        private_sealed: sealed("sessions.private_sealed", "cs_1"),
      }),
    )
    .execute();
  await kysely.insertInto("sessions").values(sessionRow("cs_2")).execute();
  const changes = {
    payer_sealed: sealed("payments.payer_sealed", "pay_1"),
    next_action_sealed: sealed("payments.next_action_sealed", "pay_1"),
    details_sealed: sealed("payments.details_sealed", "pay_1"),
  };
  await kysely
    .insertInto("payments")
    .values(paymentRow("pay_1", "cs_1", changes))
    .execute();
  const payout = {
    beneficiary_sealed: sealed("payouts.beneficiary_sealed", "po_1"),
    details_sealed: sealed("payouts.details_sealed", "po_1"),
  };
  await kysely.insertInto("payouts").values(payoutRow("po_1", payout)).execute();
  const line = { seq: 1, at: 1, cause: "operator" };
  await kysely
    .insertInto("payment_timeline")
    .values({
      ...line,
      payment_id: "pay_1",
      to_status: "failed",
      note_sealed: sealed("payment_timeline.note_sealed", "pay_1"),
    })
    .execute();
  await kysely
    .insertInto("payout_timeline")
    .values({
      ...line,
      payout_id: "po_1",
      to_status: "failed",
      note_sealed: sealed("payout_timeline.note_sealed", "po_1"),
    })
    .execute();
  await kysely
    .insertInto("refunds")
    .values(refundRow("re_1", "pay_1", "cs_1"))
    .execute();
  await kysely
    .insertInto("refund_timeline")
    .values({
      ...line,
      refund_id: "re_1",
      to_status: "awaiting_claim",
      note_sealed: sealed("refund_timeline.note_sealed", "re_1"),
    })
    .execute();
  const said_sealed = sealed("exchanges.said_sealed", "pay_1.1");
  const exchange = { id: "pay_1.1", subject_id: "pay_1", at: 1, is_refused: 0, said_sealed };
  await kysely.insertInto("exchanges").values(exchange).execute();
  const keys = Array.from({ length: many }, (_, at) => {
    const id = `key_${String(at).padStart(3, "0")}`;
    const response_sealed = sealed("idempotency_keys.response_sealed", id);
    return keyRow(id, { state: "done", locked_until: null, response_status: 201, response_sealed });
  });
  await kysely.insertInto("idempotency_keys").values(keys).execute();
  const body = {
    type: "payment.pending",
    session_id: null,
    payment_id: null,
    payout_id: null,
    created_at: 1,
  };
  await kysely
    .insertInto("events")
    .values({ ...body, id: "evt_1", body_sealed: sealed("events.body_sealed", "evt_1") })
    .execute();
}

async function expectReadable(database: Database, seal: Seal): Promise<void> {
  for (const { column, list } of resealableColumns) {
    const rows = await list(database.kysely, { prefix: "none", after: "", limit: many });
    expect(rows.length).toBeGreaterThan(0);
    for (const { id, sealed } of rows) {
      expect(seal.open(sealed ?? "", sealedContext(column, id))).toBe(`${column} of ${id}`);
    }
  }
}

function total(counts: readonly { readonly resealed: number }[]): number {
  return counts.reduce((sum, { resealed }) => sum + resealed, 0);
}

forEachEngine("sealing anew", (openTestDatabase) => {
  test("knows every sealed column of the database", async () => {
    const database = await openTestDatabase();
    const tables = await database.kysely.introspection.getTables();
    const found = tables.flatMap((table) =>
      table.columns.filter(({ name }) => name.endsWith("_sealed")).map(({ name }) => `${table.name}.${name}`),
    );
    expect(resealableColumns.map(({ column }) => column).toSorted()).toEqual(found.toSorted());
  });

  test.each(["none", "old"] as const)(
    "what was sealed under %s opens with the new key alone",
    async (from) => {
      const database = await openTestDatabase();
      await fill(database, seals[from]);
      await expectReadable(database, seals.new);
      const counts = await resealAll(database, seals.new);
      expect(total(counts)).toBe(many + 12);
      await expectReadable(database, seals.newAlone);
      expect(total(await resealAll(database, seals.new))).toBe(0);
    },
  );

  test("what was broken off is finished by another run", async () => {
    const database = await openTestDatabase();
    await fill(database, seals.old);
    let left = 3;
    const dying: Database = {
      ...database,
      async transaction(work) {
        if (left-- === 0) throw new Error("the process died");
        return await database.transaction(work);
      },
    };
    await expect(resealAll(dying, seals.new)).rejects.toThrow("died");
    const rest = total(await resealAll(database, seals.new));
    expect(rest).toBeGreaterThan(0);
    expect(rest).toBeLessThan(many + 11);
    await expectReadable(database, seals.newAlone);
  });

  test("what no key opens stays as it is, and is counted", async () => {
    const database = await openTestDatabase();
    await fill(database, seals.old);
    const lost = createSeal(dataKey, [keyOf("lost")]).seal("x", sealedContext("events.body_sealed", "evt_1"));
    await database.kysely.updateTable("events").set({ body_sealed: lost }).execute();
    const counts = await resealAll(database, seals.new);
    expect(counts.filter(({ unreadable }) => unreadable > 0)).toEqual([
      { column: "events.body_sealed", resealed: 0, unreadable: 1 },
    ]);
    const row = await database.kysely.selectFrom("events").select("body_sealed").executeTakeFirst();
    expect(row?.body_sealed).toBe(lost);
  });

  test("a decision that holds an old text misses its gate, so it cannot write it back", async () => {
    const database = await openTestDatabase();
    await fill(database, seals.old);
    const [[payout], [session]] = await database.readAll([
      heldPayout({ id: "po_1" }),
      heldSession({ id: "cs_1" }),
    ]);
    if (payout === undefined || session === undefined) throw new Error("the rows are there");
    await resealAll(database, seals.new);
    const moves = [
      movePayout({ ...payout, from: payout.status, loaded_version: payout.version }),
      moveSession({ ...session, loaded_version: session.version }),
    ];
    for (const move of moves) {
      let tries = 0;
      const result = await database.change({
        load: [],
        decide: () => {
          tries++;
          return { writes: tries === 1 ? [gate(move)] : [], result: tries };
        },
      });
      expect(result).toBe(2);
    }
    await expectReadable(database, seals.newAlone);
  });

  test("a text that another process changed in between is left to it", async () => {
    const database = await openTestDatabase();
    await fill(database, seals.old);
    const fresh = seals.old.seal("events.body_sealed of evt_1", sealedContext("events.body_sealed", "evt_1"));
    const column = resealableColumns.find((each) => each.column === "events.body_sealed");
    const exchange = { id: "evt_1", from: "what it was", to: "what it is not" };
    await database.kysely.updateTable("events").set({ body_sealed: fresh }).execute();
    expect(await database.transaction(async (trx) => await column?.exchange(trx, exchange))).toBe(0);
    await resealAll(database, seals.new);
    await expectReadable(database, seals.newAlone);
  });

  test("needs an encryption key to seal under", async () => {
    const database = await openTestDatabase();
    await expect(resealAll(database, seals.none)).rejects.toThrow("without an encryption key");
  });
});
