import type { KyselyPlugin } from "kysely";
import { afterEach, expect, test } from "vitest";
import { startJobs } from "../../bff/jobs/loop.ts";
import { claimJobs } from "../../bff/storage/jobs/claim-jobs.ts";
import { listDeadJobs, retryDeadJob } from "../../bff/storage/jobs/dead-jobs.ts";
import { jobId, scheduleJob } from "../../bff/storage/jobs/jobs.ts";
import type { WebhookSender } from "../../bff/webhooks/send.ts";
import { answers, createStage } from "../services/support/stage.ts";
import { forEachEngine } from "../support/databases.ts";
import { findJob } from "../support/find-job.ts";

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const action of undo.splice(0).reverse()) await action();
});

const soon = { timeout: 10_000, interval: 20 };

function start(stage: ReturnType<typeof createStage>) {
  const loop = startJobs(stage.context);
  undo.push(() => loop.stop(100));
  return loop;
}

forEachEngine("the job loop", (open) => {
  test("runs what is due, and a wake makes it look at once", async () => {
    const stage = createStage({ database: await open() });
    const payment = await stage.pay();
    const loop = start(stage);
    stage.script.query = answers({ status: "succeeded", amountText: "150.00" });
    await stage.callBack(payment, { status: "succeeded", amountText: "150.00" });
    loop.wake("providers");
    await expect.poll(async () => (await stage.payment(payment.id)).status, soon).toBe("succeeded");
  });

  test("looks once at a time while nothing is due, and writes nothing, so that it is in nobody's way", async () => {
    const stage = createStage({ database: await open() });
    const kinds: string[] = [];
    const listener: KyselyPlugin = {
      transformQuery({ node }) {
        kinds.push(node.kind);
        return node;
      },
      transformResult: async ({ result }) => result,
    };
    const kysely = stage.database.kysely.withPlugin(listener);
    const loop = startJobs({ ...stage.context, database: { ...stage.database, kysely } });
    undo.push(() => loop.stop(100));
    // Each of its three workers looks at once, and again a second later.
    await expect.poll(() => kinds.length, soon).toBe(3);
    await expect.poll(() => kinds.length, soon).toBeGreaterThanOrEqual(6);
    expect(new Set(kinds)).toEqual(new Set(["SelectQueryNode"]));
  });

  test("lets what is not due wait", async () => {
    const stage = createStage({ database: await open() });
    const payment = await stage.pay();
    const loop = start(stage);
    const now = stage.time.now();
    await scheduleJob(stage.database.kysely, {
      kind: "expire_session",
      subjectId: "cs_none",
      runAt: now,
      now,
    });
    loop.wake("providers");
    const gone = async () =>
      (await findJob(stage.database.kysely, jobId("expire_session", "cs_none"))) === undefined;
    await expect.poll(gone, soon).toBe(true);
    expect((await stage.payment(payment.id)).status).toBe("pending");
    expect(stage.asked).toEqual([]);
  });

  test("rule 23: lets what is due by a wrong clock only wait, while the clock has just been set", async () => {
    const stage = createStage({ database: await open() });
    const earliest = () => stage.time.now();
    const clock = { now: () => earliest() + 400 * 24 * 3_600_000, steadyForMs: () => 8_000, earliest };
    const sent: (string | undefined)[] = [];
    const send: WebhookSender["send"] = async ({ headers }) => {
      sent.push(headers["webhook-id"]);
      return { kind: "answer", status: 500, retryAfterSeconds: null };
    };
    const { webhooks } = stage.context;
    Object.assign(stage, { context: { ...stage.context, webhooks: { ...webhooks, send } } });
    await stage.pay();
    await stage.work(stage.context);
    expect(sent).toHaveLength(1);
    await stage.pay();
    const queries: string[] = [];
    const listener: KyselyPlugin = {
      transformQuery({ node }) {
        queries.push(node.kind);
        return node;
      },
      transformResult: async ({ result }) => result,
    };
    const kysely = stage.database.kysely.withPlugin(listener);
    const context = { ...stage.context, clock, database: { ...stage.database, kysely } };
    const loop = startJobs(context);
    undo.push(() => loop.stop(100));
    // The second payment's event is due, and the first one's next attempt is not, in five seconds.
    await expect.poll(() => new Set(sent).size, soon).toBe(2);
    const looks = queries.length;
    await expect.poll(() => queries.length, soon).toBeGreaterThan(looks + 3);
    expect(sent).toHaveLength(2);
  });

  test("hands its leases back when it stops, so that another process has them at once", async () => {
    const stage = createStage({ database: await open() });
    const payment = await stage.pay();
    stage.script.query = () => new Promise(() => undefined);
    await stage.callBack(payment, { status: "succeeded", amountText: "150.00" });
    const loop = startJobs(stage.context);
    await expect.poll(() => stage.asked.length, soon).toBe(1);
    await loop.stop(50);
    const claim = { instanceId: "another", now: stage.time.now(), limit: 50, leaseMs: 10_000 };
    const claimed = await claimJobs(stage.database, { ...claim, queue: "providers" });
    expect(claimed.map(({ subjectId }) => subjectId)).toEqual([payment.id]);
  });

  test("claims no more once it pauses, and keeps what it runs", async () => {
    const stage = createStage({ database: await open() });
    const payment = await stage.pay();
    const answer = Promise.withResolvers<void>();
    stage.script.query = async (ref) => {
      await answer.promise;
      return answers({ status: "succeeded", amountText: "150.00" })(ref);
    };
    await stage.callBack(payment, { status: "succeeded", amountText: "150.00" });
    const loop = start(stage);
    await expect.poll(() => stage.asked.length, soon).toBe(1);
    await loop.pause();
    const { kysely } = stage.database;
    const now = stage.time.now();
    await scheduleJob(kysely, { kind: "expire_session", subjectId: "cs_none", runAt: now, now });
    loop.wake("providers");
    answer.resolve();
    await expect.poll(async () => (await stage.payment(payment.id)).status, soon).toBe("succeeded");
    await loop.stop(5_000);
    expect(await findJob(kysely, jobId("expire_session", "cs_none"))).toMatchObject({ locked_by: null });
  });

  test("gives a job that keeps failing more and more time, then leaves it to an operator, who can run it again", async () => {
    const stage = createStage({ database: await open() });
    await stage.pay();
    let failing = true;
    let runs = 0;
    Object.assign(stage.context.webhooks, {
      send: async () => {
        runs++;
        if (failing) throw new TypeError("a bug");
        return { kind: "answer", status: 200, retryAfterSeconds: null };
      },
    });
    await stage.pass(60 * 60 * 1_000);
    const { kysely } = stage.database;
    const [dead] = await listDeadJobs(kysely, { limit: 10 });
    expect(dead).toMatchObject({ kind: "deliver_event", last_error: "TypeError" });
    expect(runs).toBeGreaterThanOrEqual(10);
    failing = false;
    await retryDeadJob(kysely, { id: dead?.id ?? "", now: stage.time.now() });
    await stage.pass(1_000);
    expect(await findJob(kysely, dead?.id ?? "")).toBeUndefined();
  });
});
