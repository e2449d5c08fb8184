/** What becomes of refunds when their session is erased, archived and removed. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Beneficiary } from "../../../bff/contract.ts";
import { cancelRefund } from "../../../bff/services/refunds/cancel-refund.ts";
import { readClaim } from "../../../bff/services/refunds/read-claim.ts";
import { readRefund } from "../../../bff/services/refunds/read-refunds.ts";
import { eraseCustomer } from "../../../bff/services/retention/erase-customer.ts";
import { keepRetention } from "../../../bff/services/retention/keep-retention.ts";
import { backend } from "../../support/authors.ts";
import { canaries, countRows, day, openedRows, paidSession } from "../support/personal-data.ts";
import {
  claim,
  mxn,
  paidPayment,
  postRefund,
  refund,
  refundRows,
  statuses,
  tryRefund,
} from "../support/refunds.ts";
import { answers, type Stage } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { hour } from "../support/times.ts";

const payee: Beneficiary = {
  name: "canary-payee",
  accountNumber: "1",
  accountType: "clabe",
  email: "canary-payee@example.com",
};
const payeeWords = ["canary-payee", "canary-note"];

/** A session of a customer who has paid, with its payment. */
async function paid(stage: Stage) {
  const sessionId = await paidSession(stage);
  await stage.pass(60_000);
  const [payment] = await stage.database.kysely
    .selectFrom("payments")
    .selectAll()
    .where("session_id", "=", sessionId)
    .execute();
  if (payment === undefined) throw new Error("the payment is there");
  return { sessionId, payment };
}

/** The payout of the newest refund has arrived, and its events are delivered. */
async function arrive(stage: Stage, amountText: string) {
  const row = (await refundRows(stage)).at(-1);
  const payout = await stage.payout(row?.payout_id ?? "");
  stage.script.queryPayout = answers({ status: "succeeded", amountText });
  await stage.callBack(payout, { status: "succeeded", amountText });
  await stage.pass(60_000);
  return payout;
}

const tokenOf = (url: string | null) => url?.split("#")[1] ?? "";
const erase = (stage: Stage, value: string) =>
  eraseCustomer(stage.context, { kind: "session", value }, backend);

function keepFor(
  stage: Stage,
  changes: { personalDataDays?: number; finishedDays?: number; archive?: string },
) {
  const { config } = stage.context;
  Object.assign(stage.context, { config: { ...config, retention: { ...config.retention, ...changes } } });
}

forEachStage("the retention of a refund", (open) => {
  test("one that waits for its claim keeps its session, and once it has ended it does not", async () => {
    const stage = await open({ strong: true });
    keepFor(stage, { personalDataDays: 1, finishedDays: 1 });
    const { sessionId, payment } = await paid(stage);
    await refund(stage, payment, { note: "canary-note" });
    await stage.pass(20 * day);
    expect(await keepRetention(stage.context)).toEqual({ erased: 0, removed: 0 });
    expect(await erase(stage, sessionId)).toMatchObject({ kept: [{ session: sessionId, why: "open" }] });
    expect((await stage.sessionRow(sessionId)).private_sealed).not.toBeNull();
    // Nobody claims it.
    await stage.pass(11 * day);
    expect(await statuses(stage)).toEqual(["expired"]);
    await stage.pass(2 * day);
    expect(await keepRetention(stage.context)).toEqual({ erased: 1, removed: 1 });
    for (const [table, count] of Object.entries(await countRows(stage))) {
      expect([table, count]).toEqual([table, 0]);
    }
  });

  test("a session whose canceled refund has still a job stays, as with any job of it", async () => {
    const stage = await open({ strong: true });
    keepFor(stage, { personalDataDays: 1, finishedDays: 1 });
    const { payment } = await paid(stage);
    const { id: refundId } = await refund(stage, payment);
    await cancelRefund(stage.context, { refundId, author: backend, keyBinding: null });
    await stage.pass(day + hour);
    expect(await keepRetention(stage.context)).toMatchObject({ erased: 1, removed: 0 });
    // Its job looks again within 30 hours, and finds nothing to do. The session is looked at a day later.
    await stage.pass(2 * day);
    expect(await keepRetention(stage.context)).toMatchObject({ removed: 1 });
    expect((await countRows(stage)).refunds).toBe(0);
  });

  test("an erasure takes the note, the claim's digest and secret, and the beneficiary of its payout", async () => {
    const stage = await open({ strong: true });
    const { sessionId, payment } = await paid(stage);
    const wanted = { amount: mxn("50"), note: "canary-note" };
    const posted = await postRefund(stage.context, payment, { key: "k1", ...wanted });
    expect(posted).toMatchObject({ kind: "answer", answer: { status: 201 } });
    const [made] = await refundRows(stage);
    const read = await readRefund(stage.context, { refundId: made?.id ?? "" });
    const claimUrl = read.ok ? read.value.claimUrl : null;
    expect(await claim(stage.context, claimUrl, payee)).toMatchObject({ ok: true });
    const waiting = await stage.database.kysely.selectFrom("payouts").selectAll().executeTakeFirstOrThrow();
    // Another name than the payer's.
    expect(waiting.status).toBe("awaiting_approval");
    await stage.database.kysely.updateTable("payouts").set({ status: "pending" }).execute();
    await stage.database.kysely.updateTable("refunds").set({ status: "pending" }).execute();
    await arrive(stage, "50.00");
    expect(await statuses(stage)).toEqual(["succeeded"]);
    await stage.pass(8 * day);
    const before = await openedRows(stage);
    for (const word of [...payeeWords, tokenOf(claimUrl)]) expect(before).toContain(word);
    expect(await erase(stage, sessionId)).toMatchObject({ sessions: 1, payouts: 1, kept: [] });
    const after = await openedRows(stage);
    for (const word of [...canaries, ...payeeWords, tokenOf(claimUrl)]) expect(after).not.toContain(word);
    expect(await refundRows(stage)).toEqual([
      expect.objectContaining({
        status: "succeeded",
        amount_minor: "5000",
        token_hash: null,
        claim_digest: null,
      }),
    ]);
    // The page of the claim says that its link is not valid, and takes nothing.
    const rows = await countRows(stage);
    expect(await readClaim(stage.context, tokenOf(claimUrl))).toMatchObject({ code: "unauthorized" });
    expect(await claim(stage.context, claimUrl, payee)).toMatchObject({ code: "unauthorized" });
    expect(await countRows(stage)).toEqual(rows);
    // A repeat of the request makes no second refund, and its answer names nobody.
    const again = await postRefund(stage.context, payment, { key: "k1", ...wanted });
    expect(again).toMatchObject({ kind: "replay", status: 201 });
    expect(await statuses(stage)).toEqual(["succeeded"]);
  });

  test("whoever is erased while a refund waits is erased as its beneficiary, too, once it has ended", async () => {
    const stage = await open({ strong: true });
    const { sessionId, payment } = await paid(stage);
    const { claimUrl } = await refund(stage, payment, { amount: mxn("50") });
    expect(await erase(stage, sessionId)).toMatchObject({ sessions: 0, kept: [{ why: "open" }] });
    await claim(stage.context, claimUrl, { ...payee, name: "canary-name" });
    const payout = await arrive(stage, "50.00");
    expect(await statuses(stage)).toEqual(["succeeded"]);
    await stage.pass(60_000);
    expect(await keepRetention(stage.context)).toEqual({ erased: 1, removed: 0 });
    expect((await stage.payout(payout.id)).erasure).toBe("wanted");
    await stage.pass(8 * day);
    expect(await keepRetention(stage.context)).toEqual({ erased: 1, removed: 0 });
    expect((await stage.payout(payout.id)).erasure).toBe("erased");
    const after = await openedRows(stage);
    for (const word of [...canaries, ...payeeWords]) expect(after).not.toContain(word);
  });

  test("a refund that is made after the erasure can be claimed, and is erased with its payout", async () => {
    const stage = await open({ strong: true });
    const { sessionId, payment } = await paid(stage);
    expect(await erase(stage, sessionId)).toMatchObject({ sessions: 1 });
    const { claimUrl } = await refund(stage, payment, { amount: mxn("50"), note: "canary-note" });
    expect(await readClaim(stage.context, tokenOf(claimUrl))).toMatchObject({
      ok: true,
      value: { closed: null, payerNameKnown: false },
    });
    expect(await openedRows(stage)).not.toContain("canary-note");
    expect(await claim(stage.context, claimUrl, payee)).toMatchObject({ ok: true });
    const payout = await arrive(stage, "50.00");
    expect(await statuses(stage)).toEqual(["succeeded"]);
    await stage.pass(100 * day);
    expect(await keepRetention(stage.context)).toEqual({ erased: 1, removed: 0 });
    expect((await stage.payout(payout.id)).erasure).toBe("erased");
    expect(await refundRows(stage)).toEqual([expect.objectContaining({ claim_digest: null })]);
    const after = await openedRows(stage);
    for (const word of payeeWords) expect(after).not.toContain(word);
  });

  test("the archive has each refund with its timeline, and nothing of a person; then it is gone", async () => {
    const stage = await open({ strong: true });
    const folder = mkdtempSync(join(tmpdir(), "pay-checkout-archive-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    keepFor(stage, { archive: join(folder, "archive") });
    const { sessionId, payment } = await paid(stage);
    await refund(stage, payment, { amount: mxn("50"), beneficiary: payee, note: "canary-note" });
    const payout = await arrive(stage, "50.00");
    const { id: claimed, claimUrl } = await refund(stage, payment, { reason: "duplicate" });
    await stage.pass(125 * day);
    expect(await keepRetention(stage.context)).toMatchObject({ erased: 2 });
    await stage.pass(400 * day);
    expect(await keepRetention(stage.context)).toMatchObject({ removed: 2 });
    for (const [table, count] of Object.entries(await countRows(stage))) {
      expect([table, count]).toEqual([table, 0]);
    }
    const text = readdirSync(join(folder, "archive"))
      .map((name) => readFileSync(join(folder, "archive", name), "utf8"))
      .join("");
    const lines = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.find(({ id }) => id === sessionId)).toMatchObject({
      refunds: [
        {
          status: "succeeded",
          amount: mxn("50.00"),
          method: "payout",
          payout: payout.id,
          timeline: expect.arrayContaining([expect.objectContaining({ to: "succeeded" })]),
        },
        { id: claimed, status: "expired", reason: "duplicate", claimUrl: null, payout: null },
      ],
      payments: [{ refunds: [{ status: "succeeded" }, { status: "expired" }] }],
    });
    for (const word of [...canaries, ...payeeWords, tokenOf(claimUrl)]) expect(text).not.toContain(word);
    expect(await readClaim(stage.context, tokenOf(claimUrl))).toMatchObject({ code: "unauthorized" });
    expect(await claim(stage.context, claimUrl, payee)).toMatchObject({ code: "unauthorized" });
    expect(await tryRefund(stage, payment)).toMatchObject({ code: "not_found" });
    expect(stage.violations).toEqual([]);
  });

  test("a session with more refunds than a transaction takes leaves in several", async () => {
    const stage = await open({ strong: true });
    keepFor(stage, { personalDataDays: 1, finishedDays: 1 });
    const payment = await paidPayment(stage);
    await refund(stage, payment);
    await stage.pass(32 * day);
    const [template] = await refundRows(stage);
    if (template === undefined) throw new Error("the refund is there");
    const { kysely } = stage.database;
    const others = Array.from({ length: 130 }, (_, at) => ({
      ...template,
      id: `re_${at}`,
      token_hash: `t${at}`,
    }));
    await kysely.insertInto("refunds").values(others).execute();
    const line = { at: 1, from_status: null, to_status: "expired", cause: "expiry", actor: null } as const;
    const lines = others.flatMap(({ id: refund_id }) =>
      [1, 2].map((seq) => ({ ...line, refund_id, seq, detail: null, note_sealed: null })),
    );
    await kysely.insertInto("refund_timeline").values(lines).execute();
    const { database } = stage.context;
    const removed: number[] = [];
    const total = async () => Object.values(await countRows(stage)).reduce((sum, count) => sum + count, 0);
    const counting = {
      ...stage.context,
      database: {
        ...database,
        change: (async (change) => {
          const before = await total();
          const result = await database.change(change);
          removed.push(before - (await total()));
          return result;
        }) as typeof database.change,
      },
    };
    expect(await keepRetention(counting)).toMatchObject({ removed: 1 });
    expect(Math.max(...removed)).toBeLessThanOrEqual(200);
    for (const [table, count] of Object.entries(await countRows(stage))) {
      expect([table, count]).toEqual([table, 0]);
    }
  });
});
