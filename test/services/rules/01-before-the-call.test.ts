/**
 * Rule 1: the row is committed before the provider is called. Rule 12: nothing is sent after another process has
 * taken over.
 */

import { expect, test } from "vitest";
import type { ServiceContext } from "../../../bff/services/context.ts";
import { cancelPaymentByCustomer } from "../../../bff/services/payments/cancel-payment.ts";
import { startPayment } from "../../../bff/services/payments/start-payment.ts";
import { createPayout } from "../../../bff/services/payouts/create-payout.ts";
import { backend } from "../../support/authors.ts";
import { hang, noAnswer, notFound } from "../support/scripted-provider.ts";
import { accepted, answers, type Stage } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { minute, second } from "../support/times.ts";

/** The stage's process, which pauses after it has written its next row, while `meanwhile` happens. */
function standingStill(stage: Stage, meanwhile: () => Promise<void>): ServiceContext {
  const { database } = stage.context;
  let stands = false;
  const change: typeof database.change = async (asked) => {
    const result = await database.change(asked);
    if (!stands) {
      stands = true;
      await meanwhile();
    }
    return result;
  };
  return { ...stage.context, database: { ...database, change } };
}

const payoutRequest = {
  account: "weak",
  amount: { value: "10.00", currency: "MXN" },
  reference: "refund-1",
  beneficiary: { name: "Ana", accountNumber: "1", accountType: "clabe" },
} as const;

forEachStage("rule 1", (open) => {
  test("rule 1: the payment is in the database, with its order number, before the provider is called", async () => {
    const stage = await open();
    const seen: string[] = [];
    stage.script.create = async (order) => {
      const row = await stage.database.kysely
        .selectFrom("payments")
        .select("status")
        .where("order_no", "=", order.orderNo)
        .executeTakeFirst();
      seen.push(row?.status ?? "missing");
      return accepted;
    };
    await stage.pay();
    expect(seen).toEqual(["creating"]);
  });

  test("rule 1: a payment whose creation never came back is found and queried, not created again", async () => {
    const stage = await open();
    stage.script.create = hang;
    const sessionId = await stage.session();
    void startPayment(stage.context, { sessionId, method: "bank_transfer" });
    await expect.poll(() => stage.created.length).toBe(1);
    stage.script.query = answers({ status: "pending", providerOrderId: "P-9" });
    await stage.pass(15 * second);
    const [row] = await stage.database.kysely.selectFrom("payments").selectAll().execute();
    expect(row).toMatchObject({ status: "pending", provider_order_id: "P-9" });
    expect(stage.created.length).toBe(1);
  });

  test("rule 1: only while a creation is in doubt and its order still wanted may it be sent again as a query", async () => {
    const stage = await open();
    stage.script.create = noAnswer;
    stage.script.query = noAnswer;
    const lastRef = () => stage.asked.at(-1)?.isCreationInDoubt;
    const given = await stage.pay();
    await stage.pass(10 * second);
    expect(lastRef()).toBe(true);
    await cancelPaymentByCustomer(stage.context, { sessionId: given.session_id, paymentId: given.id });
    const before = stage.asked.length;
    await stage.pass(10 * minute);
    expect(stage.asked.length).toBeGreaterThan(before);
    expect(stage.asked.slice(before).map((ref) => ref.isCreationInDoubt)).not.toContain(true);
  });

  test("rule 1: an order that was accepted after a doubt is not created again as a query", async () => {
    const stage = await open();
    stage.script.create = noAnswer;
    stage.script.query = answers({ status: "pending", providerOrderId: "P-9" });
    await stage.pay();
    await stage.pass(10 * minute);
    expect(stage.asked.map((ref) => ref.isCreationInDoubt)).toEqual([true, false, false]);
    expect(stage.asked.at(-1)?.providerOrderId).toBe("P-9");
  });

  test("rule 1: a process that stood still while another looked into its payment sends no order", async () => {
    const stage = await open();
    stage.script.query = notFound;
    const sessionId = await stage.session();
    const late = standingStill(stage, async () => void (await stage.pass(30 * minute)));
    const result = await startPayment(late, { sessionId, method: "bank_transfer" });
    expect(stage.created).toEqual([]);
    expect(stage.asked.length).toBeGreaterThan(0);
    expect(result).toMatchObject({ ok: true, value: { payment: { status: "failed" } } });
    expect(await stage.events()).toEqual(["payment.failed"]);
  });

  test("rule 1: a process that stood still while nobody looked sends its order", async () => {
    const stage = await open();
    const sessionId = await stage.session();
    const late = standingStill(
      stage,
      async () => void (await stage.time.runUntil(stage.time.now() + minute)),
    );
    const result = await startPayment(late, { sessionId, method: "bank_transfer" });
    expect(stage.created.length).toBe(1);
    expect(result).toMatchObject({ ok: true, value: { payment: { status: "pending" } } });
  });
});

forEachStage("rule 12", (open) => {
  test("rule 12: the payout is in the database before the provider is called", async () => {
    const stage = await open();
    const seen: string[] = [];
    stage.script.createPayout = async ({ orderNo }) => {
      const rows = await stage.database.kysely.selectFrom("payouts").select(["order_no", "status"]).execute();
      seen.push(...rows.map((row) => `${row.status} ${row.order_no === orderNo}`));
      return { kind: "accepted", providerOrderId: "P-1", report: null };
    };
    await stage.payOut();
    expect(seen).toEqual(["creating true"]);
  });

  test("rule 12: a process that stood still while another looked into its payout sends nothing", async () => {
    const stage = await open();
    stage.script.queryPayout = notFound;
    const late = standingStill(stage, async () => void (await stage.pass(40 * minute)));
    const result = await createPayout(late, { request: payoutRequest, author: backend, keyBinding: null });
    expect(stage.payoutsSent).toEqual([]);
    expect(stage.payoutsAsked.length).toBeGreaterThan(0);
    expect(result).toMatchObject({ ok: true, value: { status: "failed" } });
    await stage.pass(40 * minute);
    expect(await stage.events()).toEqual(["payout.failed"]);
  });

  test("rule 12: a process whose clock was set back while it stood still checks its lease all the same", async () => {
    const stage = await open();
    stage.script.queryPayout = notFound;
    let behindMs = 0;
    const late = standingStill(stage, async () => {
      await stage.pass(minute);
      behindMs = 5 * minute;
    });
    const clock = { now: () => stage.time.now() - behindMs };
    await createPayout({ ...late, clock }, { request: payoutRequest, author: backend, keyBinding: null });
    expect(stage.payoutsSent).toEqual([]);
  });
});
