/** Clocks that jump, and processes whose clocks disagree: nothing is lost, and nothing happens twice. */
import { expect, test } from "vitest";
import { keepHouse } from "../../../bff/housekeeping.ts";
import type { QueryResult } from "../../../bff/providers/contract.ts";
import { readBrowserStatus } from "../../../bff/services/browser/read-for-browser.ts";
import { refreshPayment } from "../../../bff/services/payments/refresh-payment.ts";
import { refreshPayout } from "../../../bff/services/payouts/refresh-payout.ts";
import { claimJobs } from "../../../bff/storage/jobs/claim-jobs.ts";
import { insertKey } from "../../../bff/storage/repositories/idempotency-keys.ts";
import type { WebhookSender } from "../../../bff/webhooks/send.ts";
import { commit } from "../../storage/commit.ts";
import { keyRow } from "../../storage/rows.ts";
import { hang, noAnswer, reportOf } from "../support/scripted-provider.ts";
import { answers, type Stage } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { hour, minute, second } from "../support/times.ts";

const paid = { status: "succeeded", amountText: "150.00" } as const;

/** The clock of the stage's process. The time of the world around it goes on as before. */
function setClock(stage: Stage, aheadMs: number): void {
  Object.assign(stage, { context: { ...stage.context, clock: { now: () => stage.time.now() + aheadMs } } });
}

function catchWebhooks(stage: Stage) {
  const sent: { readonly at: number; readonly id: string | undefined; readonly timestamp: number }[] = [];
  const answer = { status: 500 };
  const send: WebhookSender["send"] = async ({ headers }) => {
    const timestamp = Number(headers["webhook-timestamp"]);
    sent.push({ at: stage.context.clock.now(), id: headers["webhook-id"], timestamp });
    return { kind: "answer", status: answer.status, retryAfterSeconds: null };
  };
  Object.assign(stage, { context: { ...stage.context, webhooks: { ...stage.context.webhooks, send } } });
  return { sent, answer };
}

/** A process whose clock is ahead begins a query and dies. */
async function askAndDie(
  stage: Stage,
  input: { readonly paymentId: string; readonly aheadMs: number },
): Promise<void> {
  stage.script.query = hang;
  void refreshPayment(stage.join("ahead", input.aheadMs), { paymentId: input.paymentId });
  await expect.poll(() => stage.asked.length).toBe(1);
}

forEachStage("rule 3, with clocks that disagree", (open) => {
  test("rule 3: a process whose clock is ahead takes a job from one that still queries, and it is one change", async () => {
    const stage = await open();
    const payment = await stage.pay();
    const first = Promise.withResolvers<QueryResult>();
    stage.script.query = () => first.promise;
    await stage.callBack(payment, paid);
    const slow = stage.work(stage.context);
    await expect.poll(() => stage.asked.length).toBe(1);
    const ahead = stage.join("ahead", hour - minute);
    stage.script.query = answers(paid);
    await stage.work(ahead);
    expect(stage.asked.length).toBe(2);
    first.resolve({ kind: "report", report: reportOf({ orderNo: payment.order_no }, paid) });
    await slow;
    await stage.pass(hour);
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
    expect(await stage.events()).toEqual(["payment.pending", "payment.succeeded", "session.succeeded"]);
  });

  test("rule 3: a query of a process that was a little ahead and died holds the others up by no more than that", async () => {
    const stage = await open();
    const payment = await stage.pay();
    await askAndDie(stage, { paymentId: payment.id, aheadMs: 40 * second });
    stage.script.query = answers(paid);
    await stage.callBack(payment, paid);
    await stage.pass(39 * second);
    expect(stage.asked.length).toBe(1);
    await stage.pass(minute);
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
  });

  test("rule 3: a query of a process whose clock was far off and that died holds nobody up", async () => {
    const stage = await open();
    const payment = await stage.pay();
    await askAndDie(stage, { paymentId: payment.id, aheadMs: 10 * hour });
    stage.script.query = answers(paid);
    await stage.callBack(payment, paid);
    await stage.pass(0);
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
  });

  test("rule 12: nor does a payout's query", async () => {
    const stage = await open();
    const payout = await stage.payOut();
    const ahead = stage.join("ahead", 10 * hour);
    stage.script.queryPayout = hang;
    void refreshPayout(ahead, { payoutId: payout.id });
    await expect.poll(() => stage.payoutsAsked.length).toBe(1);
    stage.script.queryPayout = answers({ status: "succeeded", amountText: "10.00" });
    await stage.pass(2 * minute);
    expect((await stage.payout(payout.id)).status).toBe("succeeded");
  });

  test("rule 3: a query of a process that was a little ahead keeps customers' polls waiting for the difference, and no job", async () => {
    const stage = await open();
    const payment = await stage.pay();
    const poll = async () =>
      await readBrowserStatus(stage.context, { sessionId: payment.session_id, maySync: true });
    await refreshPayment(stage.join("ahead", 50 * second), { paymentId: payment.id });
    expect(stage.asked.length).toBe(1);
    await stage.time.runUntil(stage.time.now() + 30 * second);
    await poll();
    expect(stage.asked.length).toBe(1);
    stage.script.query = answers(paid);
    await stage.callBack(payment, paid);
    await stage.pass(0);
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
  });

  test("polls query no more often after the clock was set back, and again once it has caught up", async () => {
    const stage = await open();
    const payment = await stage.pay();
    const input = { sessionId: payment.session_id, maySync: true };
    await stage.time.runUntil(stage.time.now() + 20 * second);
    await readBrowserStatus(stage.context, input);
    expect(stage.asked.length).toBe(1);
    setClock(stage, -5 * minute);
    for (let polls = 0; polls < 3; polls++) await readBrowserStatus(stage.context, input);
    expect(stage.asked.length).toBe(1);
    await stage.time.runUntil(stage.time.now() + 5 * minute + 25 * second);
    for (let polls = 0; polls < 3; polls++) await readBrowserStatus(stage.context, input);
    expect(stage.asked.length).toBe(2);
  });

  test("a job of a process that died is taken up within its lease also when the clock was set back meanwhile", async () => {
    const stage = await open();
    const payment = await stage.pay();
    stage.script.query = hang;
    await stage.callBack(payment, paid);
    const claimed = await claimJobs(stage.database, {
      instanceId: "dead process",
      now: stage.time.now() + 10 * hour,
      limit: 50,
      leaseMs: 10 * second,
    });
    expect(claimed.map(({ kind }) => kind)).toContain("sync_payment");
    stage.script.query = answers(paid);
    await stage.pass(15 * second);
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
  });

  test("a callback that cannot be believed is followed by a query within the floor, whatever the clock said before", async () => {
    const stage = await open();
    const payment = await stage.pay();
    await refreshPayment(stage.join("ahead", 10 * hour), { paymentId: payment.id });
    stage.script.query = answers(paid);
    expect(await stage.callBack(payment, paid, { sign: "bad" })).toBe(401);
    await stage.pass(10 * second);
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
  });
});

forEachStage("rule 9, with clocks that jump", (open) => {
  test("rule 9: a clock that jumps past the expiry queries before it is final, and late money is found", async () => {
    const stage = await open();
    const payment = await stage.pay();
    await stage.pass(2 * second);
    setClock(stage, 2 * hour);
    const before = stage.asked.length;
    for (let runs = 1; runs > 0; ) runs = await stage.work(stage.context);
    expect(stage.asked.length).toBeGreaterThan(before);
    expect((await stage.payment(payment.id)).status).toBe("expired");
    setClock(stage, 0);
    stage.script.query = answers(paid);
    await stage.pass(3 * hour);
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
    expect(await stage.exceptions(payment.id)).toEqual(["paid_late"]);
  });

  test("rule 9: a clock that was set back lets nothing expire early, and nothing be forgotten", async () => {
    const stage = await open();
    const payment = await stage.pay();
    setClock(stage, -10 * minute);
    await stage.pass(69 * minute);
    expect((await stage.payment(payment.id)).status).toBe("pending");
    await stage.pass(2 * minute);
    expect((await stage.payment(payment.id)).status).toBe("expired");
    setClock(stage, 0);
    stage.script.query = answers(paid);
    await stage.pass(3 * hour);
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
  });

  test("rule 10: a clock that was set back between two answers makes a creation in doubt wait longer, never fail earlier", async () => {
    const stage = await open();
    stage.script.create = noAnswer;
    stage.script.query = () => ({ kind: "not_found" });
    const payment = await stage.pay();
    await stage.pass(minute);
    setClock(stage, -5 * minute);
    await stage.pass(17 * minute);
    expect((await stage.payment(payment.id)).status).toBe("unknown");
    await stage.pass(30 * minute);
    expect((await stage.payment(payment.id)).status).toBe("failed");
    expect(await stage.events()).toEqual(["payment.failed"]);
  });
});

forEachStage("rule 23", (open) => {
  const farAhead = 400 * 24 * hour;

  test("rule 23: what a clock put off that was far ahead for seconds is done within the ordinary waits", async () => {
    const stage = await open();
    const { sent, answer } = catchWebhooks(stage);
    setClock(stage, farAhead);
    const payment = await stage.pay("store");
    const payout = await stage.payOut();
    await stage.work(stage.context);
    await stage.time.runUntil(stage.time.now() + 8 * second);
    await stage.work(stage.context);
    setClock(stage, 0);
    const { asked, payoutsAsked } = stage;
    const before = { asked: asked.length, payoutsAsked: payoutsAsked.length, sent: sent.length };
    answer.status = 200;
    await stage.work(stage.context);
    expect(asked.length).toBeGreaterThan(before.asked);
    expect(payoutsAsked.length).toBeGreaterThan(before.payoutsAsked);
    expect(sent.length).toBeGreaterThan(before.sent);
    stage.script.query = answers(paid);
    stage.script.queryPayout = answers({ status: "succeeded", amountText: "10.00" });
    await stage.pass(2 * hour);
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
    expect((await stage.payout(payout.id)).status).toBe("succeeded");
  });

  test("rule 23: while the clock has just been set, nothing expires and no watch ends, and events go out", async () => {
    const stage = await open();
    const { sent, answer } = catchWebhooks(stage);
    answer.status = 200;
    const payment = await stage.pay("store");
    const sessionOnly = await stage.session();
    const clock = { now: () => stage.time.now() + farAhead, steadyForMs: () => 8 * second };
    Object.assign(stage, { context: { ...stage.context, clock } });
    expect(await stage.work(stage.context)).toBeGreaterThan(3);
    expect(stage.asked).toEqual([]);
    expect(sent).toHaveLength(1);
    expect((await stage.payment(payment.id)).status).toBe("pending");
    expect((await stage.sessionRow(sessionOnly)).status).toBe("requires_payment_method");
    setClock(stage, 0);
    stage.script.query = answers(paid);
    await stage.work(stage.context);
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
  });

  test("rule 23: a clock that was set deletes no idempotency key until it has gone steadily for an hour", async () => {
    const stage = await open();
    const keys = async () =>
      (await stage.database.kysely.selectFrom("idempotency_keys").selectAll().execute()).length;
    await commit(stage.database, [insertKey(keyRow("key", { created_at: stage.time.now() }))]);
    let steadyForMs = hour - 1;
    const clock = { now: () => stage.time.now() + farAhead, steadyForMs: () => steadyForMs };
    const context = { ...stage.context, clock };
    await keepHouse(context);
    expect(await keys()).toBe(1);
    steadyForMs = hour;
    await keepHouse(context);
    expect(await keys()).toBe(0);
  });
});

forEachStage("a webhook, with clocks that jump", (open) => {
  test("carries the time of its own attempt under the same id, whatever became of the clock", async () => {
    const stage = await open();
    const { sent, answer } = catchWebhooks(stage);
    await stage.pay();
    await stage.pass(second);
    setClock(stage, hour);
    await stage.pass(minute);
    setClock(stage, -2 * minute);
    await stage.pass(50 * minute);
    setClock(stage, 0);
    answer.status = 200;
    await stage.pass(12 * hour);
    for (const { at, timestamp } of sent) expect(timestamp).toBe(Math.floor(at / second));
    const ofOne = () => sent.filter(({ id }) => id === sent[0]?.id).length;
    const attempts = ofOne();
    expect(attempts).toBe(3);
    await stage.pass(30 * hour);
    expect(ofOne()).toBe(attempts);
  });
});
