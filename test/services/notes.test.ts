/** An operator's note is read back, stands nowhere in clear, and goes with the person. */
import { expect, test } from "vitest";
import { Secret } from "../../bff/core/secret.ts";
import { readPayment } from "../../bff/services/payments/read-payments.ts";
import { resolvePayment } from "../../bff/services/payments/resolve-payment.ts";
import { approvePayout } from "../../bff/services/payouts/approve-payout.ts";
import { readPayout } from "../../bff/services/payouts/read-payouts.ts";
import { resolvePayout } from "../../bff/services/payouts/resolve-payout.ts";
import { keepRetention } from "../../bff/services/retention/keep-retention.ts";
import { redactText } from "../../bff/services/retention/redact.ts";
import { resealAll } from "../../bff/storage/encryption/reseal.ts";
import { resealableColumns } from "../../bff/storage/encryption/resealable-columns.ts";
import { createSeal } from "../../bff/storage/encryption/seal.ts";
import { sealedContext } from "../../bff/storage/encryption/sealed-columns.ts";
import { paymentRow, sessionRow } from "../storage/rows.ts";
import { desk } from "../support/authors.ts";
import { forEachEngine } from "../support/databases.ts";
import { day } from "./support/personal-data.ts";
import { answers, createStage, type Stage } from "./support/stage.ts";

const note = "canary note: Ana Diaz, account 002010077777777771";

async function clearRows({ database }: Stage): Promise<string> {
  const lists = await Promise.all([
    database.kysely.selectFrom("payment_timeline").selectAll().execute(),
    database.kysely.selectFrom("payout_timeline").selectAll().execute(),
    database.kysely.selectFrom("audit").selectAll().execute(),
  ]);
  return JSON.stringify(lists);
}

/** A payment that an operator has settled. */
async function settledPayment(stage: Stage): Promise<string> {
  const payment = await stage.pay();
  await stage.callBack(payment, { status: "succeeded", amountText: "10.00", currency: "MXN" });
  expect((await stage.payment(payment.id)).status).toBe("review");
  const input = {
    paymentId: payment.id,
    outcome: "succeeded",
    note,
    author: desk,
    keyBinding: null,
  } as const;
  expect((await resolvePayment(stage.context, input)).ok).toBe(true);
  return payment.id;
}

async function approvedPayout(stage: Stage): Promise<string> {
  const { config } = stage.context;
  const payouts = { ...config.payouts, approveAbove: new Map([["MXN", 0n]]) };
  Object.assign(stage.context, { config: { ...config, payouts } });
  const { id } = await stage.payOut();
  const input = { payoutId: id, note, author: desk, keyBinding: null };
  expect((await approvePayout(stage.context, input)).ok).toBe(true);
  return id;
}

async function notesOf(stage: Stage, payment: string, payout: string) {
  const read = [
    await readPayment(stage.context, { paymentId: payment }),
    await readPayout(stage.context, { payoutId: payout }),
  ];
  return read.map((result) => {
    const lines = result.ok ? (result.value.timeline ?? []) : [];
    return lines.filter(({ cause }) => cause === "operator").map(({ detail }) => detail);
  });
}

forEachEngine("an operator's note", (openTestDatabase) => {
  test("is on the timeline, and in clear nowhere in the database", async () => {
    const stage = createStage({ database: await openTestDatabase(), strong: true });
    const payment = await settledPayment(stage);
    const payout = await approvedPayout(stage);
    expect(await notesOf(stage, payment, payout)).toEqual([[note], [note]]);
    const clear = await clearRows(stage);
    for (const word of ["canary", "Ana Diaz", "7777777"]) expect(clear).not.toContain(word);
  });

  test("is erased with the person it may name; that somebody decided stays", async () => {
    const stage = createStage({ database: await openTestDatabase(), strong: true });
    const payment = await settledPayment(stage);
    const payout = await approvedPayout(stage);
    stage.script.queryPayout = answers({ status: "succeeded", amountText: "10.00" });
    await stage.pass(100 * day);
    expect((await keepRetention(stage.context))?.erased).toBe(2);
    expect(await notesOf(stage, payment, payout)).toEqual([[null], [null]]);
    for (const { column, list } of resealableColumns) {
      if (!column.endsWith("note_sealed")) continue;
      expect(await list(stage.database.kysely, { prefix: "none", after: "", limit: 10 })).toEqual([]);
    }
  });

  test("that is written after the erasure is not kept", async () => {
    const stage = createStage({ database: await openTestDatabase(), strong: true });
    const { context, database } = stage;
    const payment = await settledPayment(stage);
    const payout = await approvedPayout(stage);
    stage.script.queryPayout = answers({ status: "succeeded", amountText: "10.00" });
    await stage.pass(100 * day);
    expect((await keepRetention(context))?.erased).toBe(2);
    // A late report has put both in doubt.
    await database.kysely.updateTable("payments").set({ status: "review" }).execute();
    await database.kysely.updateTable("payouts").set({ status: "review" }).execute();
    const settled = { outcome: "succeeded", note, author: desk, keyBinding: null } as const;
    expect((await resolvePayment(context, { paymentId: payment, ...settled })).ok).toBe(true);
    expect((await resolvePayout(context, { payoutId: payout, ...settled })).ok).toBe(true);
    expect(await notesOf(stage, payment, payout)).toEqual([
      [null, null],
      [null, null],
    ]);
  });

  test("is sealed anew with the rest, also where one payment has more of them than a page", async () => {
    const database = await openTestDatabase();
    const { kysely } = database;
    const dataKey = new Uint8Array(32).fill(7);
    const old = createSeal(dataKey);
    const secret = new Secret(Buffer.from("A made-up key for these notes...").toString("hex"));
    const seal = createSeal(dataKey, [{ id: "new", secret }]);
    await kysely.insertInto("sessions").values(sessionRow("cs_1")).execute();
    await kysely.insertInto("payments").values(paymentRow("pay_1", "cs_1")).execute();
    const place = sealedContext("payment_timeline.note_sealed", "pay_1");
    const lines = Array.from({ length: 120 }, (_, index) => ({
      payment_id: "pay_1",
      seq: index + 1,
      at: 1,
      to_status: "review" as const,
      cause: "operator",
      note_sealed: old.seal(`note ${index}`, place),
    }));
    await kysely.insertInto("payment_timeline").values(lines).execute();
    const counts = await resealAll(database, seal);
    const notes = counts.find(({ column }) => column === "payment_timeline.note_sealed");
    expect(notes).toEqual({ column: "payment_timeline.note_sealed", resealed: 120, unreadable: 0 });
    const rows = await kysely.selectFrom("payment_timeline").select("note_sealed").orderBy("seq").execute();
    expect(rows.map(({ note_sealed }) => seal.open(note_sealed ?? "", place))).toEqual(
      lines.map((_, index) => `note ${index}`),
    );
    for (const { note_sealed } of rows) expect(note_sealed).toMatch(/^2\.new\./);
  });
});

test("an operator's note leaves a stored answer, and our own sentences stay", () => {
  const timeline = [
    { cause: "query", detail: "our sentence" },
    { cause: "operator", detail: note },
  ];
  for (const object of ["payment", "payout"]) {
    const text = redactText(JSON.stringify({ object, id: "x", timeline }));
    expect(JSON.parse(text).timeline).toEqual([timeline[0], { cause: "operator", detail: null }]);
  }
});
