/** Rule 5: a callback that arrives while something about its payment is under way is confirmed by a query of its own. */
import { expect, test } from "vitest";
import { expirePayment } from "../../../bff/services/payments/expire-payment.ts";
import { queryPayment } from "../../../bff/services/payments/query-payment.ts";
import { queryPayout } from "../../../bff/services/payouts/query-payout.ts";
import type { Database } from "../../../bff/storage/engine/database.ts";
import { answers, type Stage } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { second } from "../support/times.ts";

const paid = { status: "succeeded", amountText: "150.00" } as const;

const dueJobs = async ({ database, time }: Stage, kind: "sync_payment" | "sync_payout") =>
  await database.kysely
    .selectFrom("jobs")
    .select("id")
    .where("kind", "=", kind)
    .where("run_at", "<=", time.now())
    .execute();

forEachStage("rule 5, overtaken", (open) => {
  test("rule 5: an older query that says canceled does not end a payment that a callback says was paid", async () => {
    const stage = await open();
    const payment = await stage.pay();
    const answer = Promise.withResolvers<void>();
    stage.script.query = async (order) => {
      await answer.promise;
      return await answers({ status: "canceled" })(order);
    };
    const query = queryPayment(stage.context, { paymentId: payment.id, floorMs: 0 });
    await expect.poll(() => stage.asked.length).toBe(1);
    expect(await stage.callBack(payment, paid)).toBe(200);
    answer.resolve();
    await query;
    expect(await stage.payment(payment.id)).toMatchObject({ status: "pending", confirm_pending: 1 });
    expect(await dueJobs(stage, "sync_payment")).toHaveLength(1);
    stage.script.query = answers(paid);
    await stage.pass(second);
    expect(await stage.payment(payment.id)).toMatchObject({ status: "succeeded", confirm_pending: 0 });
    const events = await stage.events();
    expect(events).toContain("payment.succeeded");
    expect(events).not.toContain("payment.canceled");
  });

  test("rule 12: an older query that says failed does not end a payout that a callback says was paid", async () => {
    const stage = await open();
    const payout = await stage.payOut();
    const answer = Promise.withResolvers<void>();
    stage.script.queryPayout = async (order) => {
      await answer.promise;
      return await answers({ status: "failed" })(order);
    };
    const query = queryPayout(stage.context, { payoutId: payout.id });
    await expect.poll(() => stage.payoutsAsked.length).toBe(1);
    expect(await stage.callBack(payout, { status: "succeeded", amountText: "10.00" })).toBe(200);
    answer.resolve();
    await query;
    expect(await stage.payout(payout.id)).toMatchObject({ status: "pending", confirm_pending: 1 });
    expect(await dueJobs(stage, "sync_payout")).toHaveLength(1);
    expect(await stage.events()).toEqual([]);
  });

  test("rule 9: a callback between the expiry's last look and its decision keeps the payment open", async () => {
    const stage = await open();
    const payment = await stage.pay();
    await stage.time.runUntil(payment.expires_at);
    const { database } = stage.context;
    let reads = 0;
    const read: Database["read"] = async (query) => {
      const rows = await database.read(query);
      reads += 1;
      if (reads === 2) expect(await stage.callBack(payment, paid)).toBe(200);
      return rows;
    };
    const context = { ...stage.context, database: { ...database, read } };
    const outcome = await expirePayment(context, { paymentId: payment.id, step: 0 });
    expect(reads).toBe(2);
    expect(outcome.kind).toBe("again");
    expect(await stage.payment(payment.id)).toMatchObject({ status: "pending", confirm_pending: 1 });
    expect(await stage.events()).toEqual(["payment.pending"]);
    expect(await dueJobs(stage, "sync_payment")).toHaveLength(1);
  });
});
