/** A confirming query that the process which received the callback makes itself: no claim, no lock of its own. */
import { afterEach, expect, test } from "vitest";
import { runJob } from "../../bff/jobs/run-job.ts";
import { queryPayment } from "../../bff/services/payments/query-payment.ts";
import type { Database } from "../../bff/storage/engine/database.ts";
import { scheduleJob } from "../../bff/storage/jobs/jobs.ts";
import { noAnswer } from "../services/support/scripted-provider.ts";
import { answers, type Stage } from "../services/support/stage.ts";
import { forEachStage } from "../services/support/stages.ts";
import { minute, second } from "../services/support/times.ts";
import { findJob } from "../support/find-job.ts";
import { countCalls } from "./support/count-calls.ts";
import { jobsOf, withLoop as startLoop, withDyingPlaces } from "./support/places.ts";

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const action of undo.splice(0).reverse()) await action();
});

const soon = { timeout: 10_000, interval: 20 };
const leaseMs = 10_000;
const paid = { status: "succeeded", amountText: "150.00" } as const;
const payoutPaid = { status: "succeeded", amountText: "10.00" } as const;
const syncJob = (id: string) => `sync_payment:${id}`;

/** From now on the stage has a loop, which runs what it is handed. */
function withLoop(stage: Stage) {
  const { loop, context } = startLoop(stage);
  undo.push(() => loop.stop(50));
  Object.assign(stage.context, context);
  return loop;
}

/** From now on the stage's process dies after each commit. */
function dying(stage: Stage) {
  const { context, ...places } = withDyingPlaces(stage);
  Object.assign(stage.context, context);
  return places;
}

const jobOf = async ({ database }: Stage, id: string) => await findJob(database.kysely, syncJob(id));

forEachStage("a confirming query", (open) => {
  test("is made by the process that received the callback, in a commit for each of the two", async () => {
    const stage = await open();
    const payment = await stage.pay();
    await stage.pass(second);
    stage.script.query = answers(paid);
    const { run } = dying(stage);
    const calls = countCalls(stage);
    expect(await stage.callBack(payment, paid)).toBe(200);
    const [handedOver] = run.splice(0);
    if (handedOver === undefined) throw new Error("nothing was handed over");
    expect(stage.asked).toEqual([]);
    expect(await runJob(stage.context, handedOver.job, handedOver)).toBe("finished");
    // The rows by the callback's address; then nothing is loaded any more.
    expect(calls).toEqual(["read", "commit", "commit"]);
    expect(await stage.payment(payment.id)).toMatchObject({
      status: "succeeded",
      confirm_pending: 0,
      query_lease_until: null,
      last_query_at: stage.time.now(),
    });
    expect(await jobOf(stage, payment.id)).toBeUndefined();
    // The events are handed over in their turn.
    expect(run.map(({ job }) => job.kind)).toEqual(["deliver_event", "deliver_event"]);
  });

  test("is made at once by a loop with a free place", async () => {
    const stage = await open();
    const payment = await stage.pay();
    withLoop(stage);
    stage.script.query = answers(paid);
    expect(await stage.callBack(payment, paid)).toBe(200);
    await expect.poll(async () => (await stage.payment(payment.id)).status, soon).toBe("succeeded");
    expect(stage.asked).toHaveLength(1);
    await expect.poll(() => jobOf(stage, payment.id), soon).toBeUndefined();
  });

  test("of a payout is made by the process that received the callback, too", async () => {
    const stage = await open();
    const payout = await stage.payOut();
    stage.script.queryPayout = answers(payoutPaid);
    const { run } = dying(stage);
    expect(await stage.callBack(payout, payoutPaid)).toBe(200);
    const [handedOver] = run.splice(0);
    if (handedOver === undefined) throw new Error("nothing was handed over");
    expect(await stage.payout(payout.id)).toMatchObject({
      confirm_pending: 1,
      query_lease_until: expect.any(Number),
    });
    const calls = countCalls(stage);
    expect(await runJob(stage.context, handedOver.job, handedOver)).toBe("finished");
    expect(calls).toEqual(["commit"]);
    expect(await stage.payout(payout.id)).toMatchObject({ status: "succeeded", query_lease_until: null });
    expect(await jobsOf(stage)).toMatchObject([{ kind: "deliver_event" }]);
  });

  test("is claimed by no other process while the lease lasts, and by one when its process has died", async () => {
    const stage = await open();
    const payment = await stage.pay();
    await stage.pass(second);
    const other = stage.join("other");
    const { run } = dying(stage);
    stage.script.query = answers(paid);
    await stage.callBack(payment, paid);
    expect(run).toHaveLength(1);
    await stage.time.runUntil(stage.time.now() + leaseMs - 1);
    expect(await stage.work(other)).toBe(0);
    await stage.time.runUntil(stage.time.now() + 1);
    // The lock on queries outlasts the lease: the other process tries again every few seconds until it is over.
    expect(await stage.work(other)).toBe(1);
    expect(stage.asked).toEqual([]);
    const { query_lease_until: lockedUntil } = await stage.payment(payment.id);
    await stage.time.runUntil((lockedUntil ?? 0) + second);
    expect(await stage.work(other)).toBe(1);
    expect(stage.asked).toHaveLength(1);
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
  });

  test("keeps every other query about the payment out while it is under way", async () => {
    const stage = await open();
    const payment = await stage.pay();
    const answer = Promise.withResolvers<void>();
    stage.script.query = async (order) => {
      await answer.promise;
      return answers(paid)(order);
    };
    withLoop(stage);
    await stage.callBack(payment, paid);
    await expect.poll(() => stage.asked.length, soon).toBe(1);
    const other = stage.join("other");
    expect(await queryPayment(other, { paymentId: payment.id, floorMs: 0 })).toEqual({ kind: "busy" });
    expect(stage.asked).toHaveLength(1);
    answer.resolve();
    await expect.poll(async () => (await stage.payment(payment.id)).status, soon).toBe("succeeded");
  });

  test("is left as a job that is due where every place is taken", async () => {
    const stage = await open();
    const payment = await stage.pay();
    const woken: string[] = [];
    Object.assign(stage.context, { wakeJobs: (queue: string) => woken.push(queue) });
    await stage.callBack(payment, paid);
    expect(woken).toEqual(["providers"]);
    expect(await jobOf(stage, payment.id)).toMatchObject({
      locked_by: null,
      run_at: stage.time.now(),
      step: 0,
    });
    expect(await stage.payment(payment.id)).toMatchObject({ confirm_pending: 1, query_lease_until: null });
  });

  test("is left as a job that is due while another query holds the lock", async () => {
    const stage = await open();
    const payment = await stage.pay();
    const answer = Promise.withResolvers<void>();
    stage.script.query = async (order) => {
      await answer.promise;
      return answers({})(order);
    };
    const { run, canceled } = dying(stage);
    const query = queryPayment(stage.context, { paymentId: payment.id, floorMs: 0 });
    await expect.poll(() => stage.asked.length, soon).toBe(1);
    await stage.callBack(payment, paid);
    expect(run).toEqual([]);
    expect(canceled()).toBe(0);
    expect(await jobOf(stage, payment.id)).toMatchObject({ locked_by: null, run_at: stage.time.now() });
    answer.resolve();
    await query;
  });

  test("is requested as a rerun of a run that holds the job, and the place is given back", async () => {
    const stage = await open();
    const payment = await stage.pay();
    const now = stage.time.now();
    const lease = { lockedBy: "other", leaseMs };
    await scheduleJob(stage.database.kysely, {
      kind: "sync_payment",
      subjectId: payment.id,
      runAt: now,
      now,
      ...lease,
    });
    const { run, canceled } = dying(stage);
    expect(await stage.callBack(payment, paid)).toBe(200);
    expect(run).toEqual([]);
    expect(canceled()).toBe(1);
    expect(await jobOf(stage, payment.id)).toMatchObject({ locked_by: "other", rerun_at: now });
    expect(await stage.payment(payment.id)).toMatchObject({ confirm_pending: 1, query_lease_until: null });
  });

  test("that is rolled back leaves neither a lease nor a lock, and gives its place back", async () => {
    const stage = await open();
    const payment = await stage.pay();
    const before = await jobOf(stage, payment.id);
    const { run, canceled } = dying(stage);
    const { database } = stage.context;
    const change: Database["change"] = (asked) =>
      database.change({
        ...asked,
        decide(rowSets) {
          asked.decide(rowSets);
          throw new Error("on purpose");
        },
      });
    Object.assign(stage.context, { database: { ...database, change } });
    await expect(stage.callBack(payment, paid)).rejects.toThrow("on purpose");
    expect(run).toEqual([]);
    expect(canceled()).toBe(1);
    expect(await jobOf(stage, payment.id)).toEqual(before);
    expect(await stage.payment(payment.id)).toMatchObject({ confirm_pending: 0, query_lease_until: null });
  });

  test("without an answer releases the lock and comes again by the schedule", async () => {
    const stage = await open();
    const payment = await stage.pay();
    stage.script.query = noAnswer;
    withLoop(stage);
    await stage.callBack(payment, paid);
    await expect.poll(async () => (await jobOf(stage, payment.id))?.locked_by, soon).toBeNull();
    const waitMs = ((await jobOf(stage, payment.id))?.run_at ?? 0) - stage.time.now();
    expect(waitMs).toBeGreaterThanOrEqual(4_000);
    expect(waitMs).toBeLessThanOrEqual(6_000);
    expect(await stage.payment(payment.id)).toMatchObject({ confirm_pending: 1, query_lease_until: null });
  });

  test("that another callback overtakes decides on what is true then, and is made once more", async () => {
    const stage = await open();
    const payment = await stage.pay();
    const { run } = dying(stage);
    await stage.callBack(payment, paid);
    const [handedOver] = run.splice(0);
    if (handedOver === undefined) throw new Error("nothing was handed over");
    stage.script.query = async (order) => {
      expect(await stage.callBack(payment, paid, { nonce: 2 })).toBe(200);
      return answers(paid)(order);
    };
    expect(await runJob(stage.context, handedOver.job, handedOver)).toBe("finished");
    expect(await stage.payment(payment.id)).toMatchObject({ status: "succeeded", query_lease_until: null });
    expect(await jobOf(stage, payment.id)).toMatchObject({ locked_by: null, rerun_at: null });
    stage.script.query = answers(paid);
    await stage.pass(minute);
    expect(await stage.events()).toEqual(["payment.pending", "payment.succeeded", "session.succeeded"]);
  });

  test("for which a stopping loop had a place is made before the loop has stopped", async () => {
    const stage = await open();
    // No delivery is under way, whose end would be taken for the callback's change.
    Object.assign(stage.context, { endpoints: [] });
    const payment = await stage.pay();
    stage.script.query = answers(paid);
    const loop = withLoop(stage);
    const { database } = stage.context;
    const change: Database["change"] = (asked) =>
      database.change({
        ...asked,
        decide(rowSets) {
          const decision = asked.decide(rowSets);
          void loop.pause();
          return decision;
        },
      });
    Object.assign(stage.context, { database: { ...database, change } });
    await stage.callBack(payment, paid);
    await loop.stop(10_000);
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
    expect(stage.context.leases.count()).toBe(0);
  });

  test("that arrives after its process began to stop is left to others", async () => {
    const stage = await open();
    const payment = await stage.pay();
    const loop = withLoop(stage);
    await loop.pause();
    await stage.callBack(payment, paid);
    expect(await jobOf(stage, payment.id)).toMatchObject({ locked_by: null, run_at: stage.time.now() });
    expect(stage.asked).toEqual([]);
  });
});
