/** Rule 23: a clock that is set while something is under way ends nothing, and prolongs nothing. */
import { expect, test } from "vitest";
import { createClock } from "../../../bff/core/clock.ts";
import { runJob } from "../../../bff/jobs/run-job.ts";
import type { QueryResult } from "../../../bff/providers/contract.ts";
import { expirePayment } from "../../../bff/services/payments/expire-payment.ts";
import type { Database } from "../../../bff/storage/engine/database.ts";
import { claimJobs } from "../../../bff/storage/jobs/claim-jobs.ts";
import type { JobKind } from "../../../bff/storage/schema/jobs.ts";
import { findJob } from "../../support/find-job.ts";
import { noAnswer, notFound, reportOf } from "../support/scripted-provider.ts";
import type { Stage } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { day, hour, minute, second } from "../support/times.ts";

const paid = { status: "succeeded", amountText: "150.00" } as const;
const farAhead = 400 * day;
const leaseMs = 10 * second;

/** Gives the stage's process a clock that notices when it is set. @returns what sets it. */
function clockOf(stage: Stage): { aheadMs: number } {
  const set = { aheadMs: 0 };
  const clock = createClock({
    wall: () => stage.time.now() + set.aheadMs,
    elapsed: () => stage.time.now(),
  });
  Object.assign(stage, { context: { ...stage.context, clock } });
  return set;
}

/** Runs the job of that kind that is due, and sets the clock while the provider is being queried. */
async function setWhileQueried(
  stage: Stage,
  input: { readonly kind: JobKind; readonly answer: QueryResult; readonly aheadMs: number },
): Promise<void> {
  const clock = clockOf(stage);
  const { database, context, script } = stage;
  const answer = Promise.withResolvers<QueryResult>();
  const asked = Promise.withResolvers<void>();
  const query = () => {
    asked.resolve();
    return answer.promise;
  };
  Object.assign(script, { query, queryPayout: query });
  const claim = { instanceId: context.instanceId, now: context.clock.now(), limit: 20, leaseMs };
  const job = (await claimJobs(database, claim)).find(({ kind }) => kind === input.kind);
  if (job === undefined) throw new Error("no such job is due");
  const run = runJob(context, job);
  await asked.promise;
  clock.aheadMs = input.aheadMs;
  answer.resolve(input.answer);
  await run;
  clock.aheadMs = 0;
}

const pending = (row: { readonly order_no: string }): QueryResult => ({
  kind: "report",
  report: reportOf({ orderNo: row.order_no }, { status: "pending" }),
});

forEachStage("rule 23, a clock that is set while something is under way", (open) => {
  test("rule 23: ends no watch by the query that is under way, and the next one comes as scheduled", async () => {
    const stage = await open();
    const payment = await stage.pay();
    await stage.time.runUntil(stage.time.now() + 2 * minute);
    await setWhileQueried(stage, { kind: "sync_payment", answer: noAnswer(), aheadMs: farAhead });
    expect((await stage.payment(payment.id)).status).toBe("pending");
    const job = await findJob(stage.database.kysely, `sync_payment:${payment.id}`);
    expect(job?.run_at).toBeLessThan(stage.time.now() + 2 * hour);
  });

  test("rule 23: ends no payment at whose expiry the provider did not answer", async () => {
    const stage = await open();
    const payment = await stage.pay();
    await stage.time.runUntil(payment.expires_at + 2 * second);
    await setWhileQueried(stage, { kind: "expire_payment", answer: noAnswer(), aheadMs: farAhead });
    expect((await stage.payment(payment.id)).status).toBe("pending");
  });

  test("rule 23: ends no payment whose expiry had just begun to be looked at", async () => {
    const stage = await open();
    const clock = clockOf(stage);
    const payment = await stage.pay();
    stage.script.query = () => pending(payment);
    const { database } = stage.context;
    const read: Database["read"] = async (query) => {
      const rows = await database.read(query);
      clock.aheadMs = farAhead;
      return rows;
    };
    const context = { ...stage.context, database: { ...database, read } };
    context.clock.now();
    const outcome = await expirePayment(context, { paymentId: payment.id, step: 0 });
    expect(outcome).toMatchObject({ kind: "again", step: 0 });
    expect((await stage.payment(payment.id)).status).toBe("pending");
  });

  test("rule 23: sends no payout into review, and makes nobody watch it longer", async () => {
    const stage = await open();
    const payout = await stage.payOut();
    await stage.time.runUntil(stage.time.now() + 2 * minute);
    await setWhileQueried(stage, { kind: "sync_payout", answer: pending(payout), aheadMs: farAhead });
    const { status, watch_until } = await stage.payout(payout.id);
    expect({ status, watch_until }).toEqual({ status: "pending", watch_until: payout.watch_until });
  });

  test("rule 10: makes no creation in doubt fail, in whatever direction it is set", async () => {
    for (const aheadMs of [farAhead, -farAhead]) {
      const stage = await open();
      stage.script.create = noAnswer;
      stage.script.query = notFound;
      const payment = await stage.pay();
      await stage.pass(10 * second);
      const { absent_since } = await stage.payment(payment.id);
      await stage.time.runUntil(stage.time.now() + minute);
      await setWhileQueried(stage, { kind: "sync_payment", answer: notFound(), aheadMs });
      expect(await stage.payment(payment.id)).toMatchObject({ status: "unknown", absent_since });
    }
  });

  test("rule 23: a callback that comes meanwhile prolongs the watch by a day, and not by what the clock is ahead", async () => {
    const stage = await open();
    const clock = clockOf(stage);
    const payment = await stage.pay();
    const payout = await stage.payOut();
    stage.context.clock.now();
    clock.aheadMs = farAhead;
    await stage.callBack(payment, paid);
    await stage.callBack(payout, { status: "succeeded", amountText: "10.00" });
    const { watch_until, confirm_pending } = await stage.payment(payment.id);
    expect(confirm_pending).toBe(1);
    expect(watch_until).toBe(Math.max(payment.watch_until, stage.time.now() + day));
    expect((await stage.payout(payout.id)).watch_until).toBe(payout.watch_until);
  });

  test("rule 23: an attempt to deliver counts only if it was due: a wrong clock gives up no shop", async () => {
    const stage = await open();
    const send = async () => ({ kind: "answer", status: 500, retryAfterSeconds: null }) as const;
    Object.assign(stage, { context: { ...stage.context, webhooks: { ...stage.context.webhooks, send } } });
    await stage.pay();
    const { kysely } = stage.database;
    const delivery = async () =>
      await kysely.selectFrom("jobs").selectAll().where("kind", "=", "deliver_event").executeTakeFirst();
    await stage.work(stage.context);
    expect((await delivery())?.step).toBe(1);
    for (let times = 0; times < 12; times++) {
      const run_at = stage.time.now() + farAhead;
      await kysely.updateTable("jobs").set({ run_at }).where("kind", "=", "deliver_event").execute();
      await stage.work(stage.context);
      expect(await delivery()).toMatchObject({ step: 1, dead_at: null });
    }
    expect((await delivery())?.run_at).toBeLessThan(stage.time.now() + hour);
    const attempts = await kysely.selectFrom("delivery_attempts").selectAll().execute();
    expect(attempts).toHaveLength(13);
  });
});
