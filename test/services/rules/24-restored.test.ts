/** Rule 24: a database that was restored from a backup has lost orders, and forgets no money. */

import { expect, test } from "vitest";
import { purgeOldKeys } from "../../../bff/housekeeping.ts";
import type { OrderReport } from "../../../bff/providers/contract.ts";
import { receiveCallback } from "../../../bff/services/callbacks/receive-callback.ts";
import { runIdempotent } from "../../../bff/services/idempotency/run-idempotent.ts";
import { createPayout } from "../../../bff/services/payouts/create-payout.ts";
import { readPayout } from "../../../bff/services/payouts/read-payouts.ts";
import { backend } from "../../support/authors.ts";
import { answers, reportOf, type Stage } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { hour, minute } from "../support/times.ts";

const paid = { status: "succeeded", amountText: "150.00", currency: "MXN", providerOrderId: "P-9" } as const;
const utf8 = new TextEncoder();

/** Deletes everything that the database got since, as a restore of an earlier backup does. */
async function restore(stage: Stage): Promise<void> {
  const { kysely } = stage.database;
  for (const table of ["payment_timeline", "payout_timeline", "payments", "payouts", "sessions"] as const) {
    await kysely.deleteFrom(table).execute();
  }
  for (const table of ["delivery_attempts", "deliveries", "events", "jobs", "idempotency_keys"] as const) {
    await kysely.deleteFrom(table).execute();
  }
}

/** To the address that was typed into the provider's dashboard, or to that of an order. */
async function callBack(stage: Stage, report: OrderReport, token: string | null, sign = "good") {
  const raw = { body: utf8.encode(JSON.stringify({ sign, report })), headers: {}, query: "" };
  const answer = await receiveCallback(stage.context, { accountId: "weak", token, raw });
  return answer.ok ? 200 : answer.code;
}

const keptBy = async (stage: Stage) =>
  await stage.database.kysely.selectFrom("stray_money").selectAll().execute();

forEachStage("rule 24, verified money for an order that is not here", (open) => {
  test("rule 24: it is kept, and told once, at its own address and at the account's", async () => {
    const stage = await open();
    const payment = await stage.pay();
    const token = stage.context.seal.callbackToken(payment.id);
    await restore(stage);
    const counted: unknown[] = [];
    const metrics = {
      count: (name: string, labels: object) => void counted.push({ name, ...labels }),
      measure: () => undefined,
    };
    Object.assign(stage, { context: { ...stage.context, metrics } });
    const report = reportOf({ orderNo: payment.order_no }, paid);
    const first = stage.time.now();
    expect(await callBack(stage, report, token)).toBe("not_found");
    await stage.time.runUntil(first + 25 * hour);
    expect(await callBack(stage, report, null)).toBe("not_found");
    expect(await keptBy(stage)).toEqual([
      {
        account_id: "weak",
        order_no: payment.order_no,
        object: "payment",
        provider_order_id: "P-9",
        amount: "150.00",
        currency: "MXN",
        status: "succeeded",
        first_seen_at: first,
        last_seen_at: first + 25 * hour,
        seen: 2,
      },
    ]);
    const told = await stage.told("reconciliation.discrepancy");
    expect(told.map(({ data }) => data.discrepancy)).toEqual([
      {
        kind: "missing_here",
        orderNo: payment.order_no,
        paymentId: null,
        detail: "the provider's callback says paid 150.00 MXN (not confirmed by a query)",
        account: "weak",
        day: "2026-11-20",
      },
    ]);
    expect(counted).toContainEqual({ name: "discrepancies", account: "weak", kind: "missing_here" });
    const found = await stage.database.kysely.selectFrom("discrepancies").select("kind").execute();
    expect(found).toEqual([{ kind: "missing_here" }]);
  });

  test("rule 24: what is not verified, says nothing of money, or is about an order that is here is not kept", async () => {
    const stage = await open();
    const payment = await stage.pay();
    const stray = reportOf({ orderNo: "20261120090000lost" }, paid);
    expect(await callBack(stage, stray, null, "bad")).toBe("callback_refused");
    expect(await callBack(stage, stray, "made-up", "bad")).toBe("not_found");
    expect(await callBack(stage, { ...stray, status: "pending" }, null)).toBe("not_found");
    expect(await callBack(stage, { ...stray, status: "failed" }, "made-up")).toBe("not_found");
    expect(await callBack(stage, reportOf({ orderNo: payment.order_no }, paid), "made-up")).toBe("not_found");
    expect(await keptBy(stage)).toEqual([]);
    expect(await stage.told("reconciliation.discrepancy")).toEqual([]);
  });

  test("rule 24: a text that no database takes is not kept, and many orders fill no database", async () => {
    const stage = await open();
    const odd = {
      ...reportOf({ orderNo: "lost-1" }, paid),
      providerOrderId: "P\u0000",
      amountText: "1e9",
      currency: "\n",
    };
    await callBack(stage, odd, null);
    expect(await keptBy(stage)).toMatchObject([{ provider_order_id: null, amount: null, currency: null }]);
    await callBack(stage, reportOf({ orderNo: "lost\u0000" }, paid), null);
    await callBack(stage, reportOf({ orderNo: "x".repeat(65) }, paid), null);
    expect(await keptBy(stage)).toHaveLength(1);
    const row = {
      account_id: "weak",
      object: "payment",
      status: "succeeded",
      first_seen_at: 1,
      last_seen_at: 1,
      seen: 1,
    } as const;
    const many = Array.from({ length: 999 }, (_, index) => ({ ...row, order_no: `${index}` }));
    await stage.database.kysely.insertInto("stray_money").values(many).execute();
    await callBack(stage, reportOf({ orderNo: "one-too-many" }, paid), null);
    expect(await keptBy(stage)).toHaveLength(1_000);
    expect(await stage.told("reconciliation.discrepancy")).toHaveLength(1);
  });
});

forEachStage("rule 24, a payout with the same Idempotency-Key", (open) => {
  const request = {
    account: "weak",
    amount: { value: "10.00", currency: "MXN" },
    reference: "refund-1",
    beneficiary: { name: "Ana", accountNumber: "1", accountType: "clabe" },
  } as const;
  const payOut = async (
    stage: Stage,
    body: typeof request | (Omit<typeof request, "reference"> & { reference: string }),
    key = "key-1",
  ) =>
    await runIdempotent(
      stage.context,
      {
        callerId: "backend",
        method: "POST",
        path: "/v1/payouts",
        key,
        body,
        holdsKey: false,
        answerFor: async (payoutId) => {
          const read = await readPayout(stage.context, { payoutId });
          return read.ok ? { status: 201, body: read.value } : null;
        },
      },
      async (keyBinding) => {
        const result = await createPayout(stage.context, { request: body, author: backend, keyBinding });
        return result.ok ? { status: 201, body: result.value } : { status: 422, body: { code: result.code } };
      },
    );

  test("rule 24: it has the same order number after a restore, so the provider refuses it as known", async () => {
    const stage = await open();
    await payOut(stage, request);
    await restore(stage);
    stage.script.createPayout = () => ({ kind: "unknown", cause: "duplicate_order" });
    stage.script.queryPayout = answers({ status: "succeeded", amountText: "10.00" });
    await payOut(stage, request);
    await payOut(stage, request, "key-2");
    const [first, again, other] = stage.payoutsSent.map(({ orderNo }) => orderNo);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
    await stage.pass(minute);
    const rows = await stage.database.kysely.selectFrom("payouts").select(["order_no", "status"]).execute();
    expect(rows).toContainEqual({ order_no: first, status: "succeeded" });
  });

  test("rule 12: it is not sent again either when the key was deleted for its age", async () => {
    const stage = await open();
    const made = await payOut(stage, request);
    if (made.kind !== "answer") throw new Error("the first request is answered");
    await stage.time.runUntil(stage.time.now() + 49 * hour);
    expect(await purgeOldKeys(stage.context)).toBe(1);
    expect(await payOut(stage, { ...request, reference: "another" })).toMatchObject({
      answer: { status: 422, body: { code: "idempotency_key_reused" } },
    });
    expect(await payOut(stage, request)).toMatchObject({
      kind: "answer",
      answer: { status: 201, body: { reference: "refund-1" } },
    });
    expect(await payOut(stage, request)).toMatchObject({ kind: "replay", status: 201 });
    expect(stage.payoutsSent).toHaveLength(1);
  });
});
