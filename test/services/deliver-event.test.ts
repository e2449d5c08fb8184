import { expect, test } from "vitest";
import { redeliverEvent } from "../../bff/services/events/redeliver-event.ts";
import { claimJobs } from "../../bff/storage/jobs/claim-jobs.ts";
import { listDeadJobs, retryDeadJob } from "../../bff/storage/jobs/dead-jobs.ts";
import type { WebhookResult } from "../../bff/webhooks/send.ts";
import { backend } from "../support/authors.ts";
import { forEachEngine } from "../support/databases.ts";
import { findJob } from "../support/find-job.ts";
import { createStage } from "./support/stage.ts";

const second = 1_000;
const hour = 3_600 * second;

/** A stage whose merchant's endpoint answers as the test says; `sent` has the time and id of each attempt. */
function merchantStage(database: Parameters<typeof createStage>[0]["database"]) {
  const stage = createStage({ database, strong: true });
  const sent: { at: number; id: string | undefined }[] = [];
  const merchant: { answer: WebhookResult } = { answer: answered(200) };
  const send = async ({ headers }: { headers: Readonly<Record<string, string>> }) => {
    sent.push({ at: stage.time.now(), id: headers["webhook-id"] });
    return merchant.answer;
  };
  Object.assign(stage.context.webhooks, { send });
  return { stage, sent, merchant };
}

const answered = (status: number, retryAfterSeconds: number | null = null): WebhookResult => ({
  kind: "answer",
  status,
  retryAfterSeconds,
});

forEachEngine("the delivery of an event", (open) => {
  test("goes on for days while the endpoint is down, then arrives, always under the same id", async () => {
    const { stage, sent, merchant } = merchantStage(await open());
    merchant.answer = { kind: "no_answer", error: "connection_failed" };
    await stage.pay();
    const attempts = () => sent.filter(({ id }) => id === sent[0]?.id).length;
    await stage.pass(20 * second);
    expect(attempts()).toBe(2);
    await stage.pass(23 * hour);
    expect(attempts()).toBeGreaterThanOrEqual(6);
    const before = attempts();
    merchant.answer = answered(200);
    await stage.pass(12 * hour);
    expect(attempts()).toBe(before + 1);
    const [delivery] = await stage.database.kysely
      .selectFrom("deliveries")
      .select("state")
      .where("event_id", "=", sent[0]?.id ?? "")
      .execute();
    expect(delivery?.state).toBe("delivered");
  });

  test("waits as long as the endpoint's Retry-After says", async () => {
    const { stage, sent, merchant } = merchantStage(await open());
    merchant.answer = answered(429, 600);
    await stage.pay();
    await stage.pass(599 * second);
    expect(sent.length).toBe(1);
    merchant.answer = answered(200);
    await stage.pass(2 * second);
    expect(sent.length).toBe(2);
  });

  test("ends with 410 for every event of that endpoint, and a redelivery opens it again for all of them", async () => {
    const { stage, sent, merchant } = merchantStage(await open());
    merchant.answer = answered(410);
    const payment = await stage.pay();
    await stage.pass(second);
    expect(sent.length).toBe(1);
    await stage.callBack(payment, { status: "succeeded", amountText: "150.00" });
    await stage.pass(hour);
    expect(sent.length).toBe(1);
    merchant.answer = answered(200);
    const events = await stage.database.kysely.selectFrom("events").select("id").execute();
    expect(events.length).toBeGreaterThan(2);
    const event = events.at(-1);
    const result = await redeliverEvent(stage.context, { eventId: event?.id ?? "", author: backend });
    expect(result.ok).toBe(true);
    await stage.pass(second);
    const ids = sent.slice(1).map(({ id }) => id);
    expect(ids[0]).toBe(event?.id);
    expect(ids.sort()).toEqual(events.map(({ id }) => id).sort());
  });

  test("is dead after its tenth attempt, and the log has each of them", async () => {
    const { stage, sent, merchant } = merchantStage(await open());
    merchant.answer = answered(500);
    await stage.session();
    await stage.pay();
    await stage.pass(6 * 24 * hour);
    const [first] = sent;
    const attempts = sent.filter(({ id }) => id === first?.id);
    expect(attempts.length).toBe(10);
    const log = await stage.database.kysely
      .selectFrom("delivery_attempts")
      .select("status")
      .where("delivery_id", "like", `${first?.id}%`)
      .execute();
    expect(log.map(({ status }) => status)).toEqual(Array(10).fill(500));
  });

  test("that always fails on our side shows that it is dead, and why", async () => {
    const { stage, sent } = merchantStage(await open());
    await stage.pay();
    const { kysely } = stage.database;
    await kysely.updateTable("events").set({ body_sealed: "not sealed" }).execute();
    await stage.pass(hour);
    expect(sent).toEqual([]);
    const delivery = await kysely.selectFrom("deliveries").selectAll().executeTakeFirst();
    expect(delivery).toMatchObject({ state: "dead", dead_reason: "internal_error" });
    const log = await kysely.selectFrom("delivery_attempts").select("error").execute();
    expect(log).toEqual([{ error: "given up after a mistake on our side (SealError)" }]);
    const [dead] = await listDeadJobs(kysely, { limit: 10 });
    const now = stage.time.now();
    await stage.database.transaction(async (trx) => await retryDeadJob(trx, { id: dead?.id ?? "", now }));
    const retried = await kysely.selectFrom("deliveries").selectAll().executeTakeFirst();
    expect(retried).toMatchObject({ state: "pending", dead_reason: null });
    expect(await findJob(kysely, dead?.id ?? "")).toMatchObject({ run_at: now, step: 0, failures: 0 });
  });

  test("survives a process that dies with it in hand: another one delivers it", async () => {
    const { stage, sent } = merchantStage(await open());
    await stage.pay();
    const claim = { instanceId: "dead process", now: stage.time.now(), limit: 10, leaseMs: 10_000 };
    const claimed = await claimJobs(stage.database, {
      ...claim,
      queue: "webhooks:shop",
    });
    expect(claimed.length).toBe(1);
    await stage.pass(30 * second);
    expect(sent.length).toBe(1);
  });
});
