import { expect, test } from "vitest";
import { runJob } from "../../bff/jobs/run-job.ts";
import { startPayment } from "../../bff/services/payments/start-payment.ts";
import { claimJobs } from "../../bff/storage/jobs/claim-jobs.ts";
import { jobId } from "../../bff/storage/jobs/jobs.ts";
import { createFickleDatabase } from "../services/support/away.ts";
import { accepted, answers, type Stage } from "../services/support/stage.ts";
import { forEachStage } from "../services/support/stages.ts";
import { findJob } from "../support/find-job.ts";

const paid = { status: "succeeded", amountText: "150.00" } as const;
const claim = { now: 0, limit: 10, leaseMs: 10_000, queue: "providers" } as const;

/** The stage's process, whose database goes away when the test says so. */
function withFickleDatabase(stage: Stage) {
  const fickle = createFickleDatabase(stage.database);
  Object.assign(stage, { context: { ...stage.context, database: fickle.database } });
  return fickle;
}

forEachStage("the run of a job", (open) => {
  test("that cannot be written is abandoned when the database is away, and another process runs its job", async () => {
    const stage = await open();
    const payment = await stage.pay();
    const fickle = withFickleDatabase(stage);
    await stage.callBack(payment, paid);
    stage.script.query = (ref) => {
      fickle.isAway = true;
      return answers(paid)(ref);
    };
    const now = stage.time.now();
    const [job] = await claimJobs(stage.database, { ...claim, now, instanceId: stage.context.instanceId });
    if (job === undefined) throw new Error("nothing is due");
    await expect(runJob(stage.context, job)).rejects.toThrow("away");
    expect(stage.context.leases.count()).toBe(1);
    expect((await stage.payment(payment.id)).status).toBe("pending");
    expect(await claimJobs(stage.database, { ...claim, now, instanceId: "other" })).toEqual([]);
    fickle.isAway = false;
    await stage.context.leases.keepUp(stage.context.database.kysely, now);
    expect(stage.context.leases.count()).toBe(0);
    const [again] = await claimJobs(stage.database, { ...claim, now, instanceId: "other" });
    expect(again?.id).toBe(job.id);
  });

  test("that fails by a mistake of ours is written as such, not given up", async () => {
    const stage = await open();
    const payment = await stage.pay();
    await stage.callBack(payment, paid);
    const now = stage.time.now();
    const [job] = await claimJobs(stage.database, { ...claim, now, instanceId: stage.context.instanceId });
    if (job === undefined) throw new Error("nothing is due");
    const circuits = {
      stateOf: () => {
        throw new TypeError("a bug");
      },
    };
    await runJob({ ...stage.context, circuits }, job);
    expect(stage.context.leases.count()).toBe(0);
    expect(await findJob(stage.database.kysely, job.id)).toMatchObject({
      last_error: "TypeError",
      locked_by: null,
    });
  });
});

forEachStage("the creation of a payment", (open) => {
  test("whose answer cannot be written leaves the query to the next process that looks, at once", async () => {
    const stage = await open();
    const fickle = withFickleDatabase(stage);
    const sessionId = await stage.session();
    stage.script.create = () => {
      fickle.isAway = true;
      return accepted;
    };
    await expect(startPayment(stage.context, { sessionId, method: "bank_transfer" })).rejects.toThrow("away");
    const [row] = await stage.database.kysely.selectFrom("payments").select(["id", "status"]).execute();
    expect(row?.status).toBe("creating");
    expect(stage.context.leases.count()).toBe(1);
    fickle.isAway = false;
    const now = stage.time.now();
    await stage.context.leases.keepUp(stage.context.database.kysely, now);
    stage.script.query = answers({ status: "pending", providerOrderId: "P-9" });
    expect(await findJob(stage.database.kysely, jobId("sync_payment", row?.id ?? ""))).toMatchObject({
      locked_by: null,
      run_at: now,
    });
    await stage.pass(0);
    expect(await stage.payment(row?.id ?? "")).toMatchObject({ status: "pending", provider_order_id: "P-9" });
    expect(stage.created.length).toBe(1);
  });
});
