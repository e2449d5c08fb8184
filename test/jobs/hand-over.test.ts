/**
 * A delivery that is sent by the process that wrote it: without a claim, without reading anything back, and without
 * loss.
 */
import { afterEach, expect, test } from "vitest";
import { runJob } from "../../bff/jobs/run-job.ts";
import type { ServiceContext } from "../../bff/services/context.ts";
import { changeAndDeliver } from "../../bff/services/events/outbox.ts";
import { disabledEndpointList, endpointIdsOf } from "../../bff/storage/repositories/disabled-endpoints.ts";
import type { WebhookResult } from "../../bff/webhooks/send.ts";
import { hang } from "../services/support/scripted-provider.ts";
import type { Stage } from "../services/support/stage.ts";
import { forEachStage } from "../services/support/stages.ts";
import {
  type HandedOver,
  jobsOf,
  withLoop as startLoop,
  type WithLoop,
  withDyingPlaces,
} from "./support/places.ts";

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const action of undo.splice(0).reverse()) await action();
});

const soon = { timeout: 10_000, interval: 20 };
const arrived: WebhookResult = { kind: "answer", status: 200, retryAfterSeconds: null };
const leaseMs = 10_000;

/** What was sent, in order; each message is answered as `merchant.answer` says. */
function listen(stage: Stage) {
  const sent: { readonly id: string | undefined; readonly body: string }[] = [];
  const merchant: { answer: () => Promise<WebhookResult> } = { answer: async () => arrived };
  Object.assign(stage.context.webhooks, {
    send(message: { readonly headers: Readonly<Record<string, string>>; readonly body: string }) {
      sent.push({ id: message.headers["webhook-id"], body: message.body });
      return merchant.answer();
    },
  });
  return { sent, merchant };
}

function withLoop(stage: Stage): WithLoop {
  const started = startLoop(stage);
  undo.push(() => started.loop.stop(50));
  return started;
}

/** @param andThen runs once the event is decided, before anything is written. */
async function emit(
  stage: Stage,
  context: ServiceContext,
  andThen: () => void = () => undefined,
): Promise<void> {
  const event = {
    type: "payout.succeeded",
    data: {},
    sessionId: null,
    paymentId: null,
    payoutId: null,
  } as const;
  await changeAndDeliver(context, {
    load: [disabledEndpointList({})],
    decide([[disabled]], outbox) {
      const ids = disabled === undefined ? new Set<string>() : endpointIdsOf(disabled);
      const writes = outbox.record({ ...event, at: stage.time.now() }, ids);
      andThen();
      return { writes, result: undefined };
    },
  });
}

const textOf = ({ payload }: HandedOver) => (payload.kind === "delivery" ? payload.text : undefined);

forEachStage("an event's delivery", (open) => {
  test("is sent by the process that wrote it, with the bytes that it wrote, and recorded", async () => {
    const stage = await open();
    const { sent } = listen(stage);
    const { context } = withLoop(stage);
    await emit(stage, context);
    await expect.poll(() => jobsOf(stage), soon).toEqual([]);
    const [event] = await stage.told("payout.succeeded");
    const body = JSON.stringify({ type: event?.type, timestamp: event?.timestamp, data: event?.data });
    expect(sent).toEqual([{ id: event?.id, body }]);
    expect(event?.deliveries).toMatchObject([
      { state: "delivered", nextAttemptAt: null, attempts: [{ status: 200 }] },
    ]);
  });

  test("is not claimed and not read on its way", async () => {
    const stage = await open();
    const { sent } = listen(stage);
    const { run, context } = withDyingPlaces(stage);
    await emit(stage, context);
    const [handedOver] = run;
    if (handedOver === undefined) throw new Error("nothing was handed over");
    const [job] = await jobsOf(stage);
    expect(job).toMatchObject({ locked_by: context.instanceId, lease_token: handedOver.job.token, step: 0 });
    // The sealed text is gone, so a delivery that read it again would fail.
    await stage.database.kysely.updateTable("events").set({ body_sealed: "not sealed" }).execute();
    expect(await runJob(stage.context, handedOver.job, handedOver.payload)).toBe("finished");
    expect(sent.map(({ body }) => body)).toEqual([textOf(handedOver)]);
  });

  test("that fails is tried again at its time, as one that was claimed", async () => {
    const stage = await open();
    const { sent, merchant } = listen(stage);
    merchant.answer = async () => ({ kind: "answer", status: 500, retryAfterSeconds: null });
    const { context } = withLoop(stage);
    await emit(stage, context);
    const isFree = async () => (await jobsOf(stage)).map(({ step, locked_by }) => ({ step, locked_by }));
    await expect.poll(isFree, soon).toEqual([{ step: 1, locked_by: null }]);
    const [job] = await jobsOf(stage);
    const waitMs = (job?.run_at ?? 0) - stage.time.now();
    expect(waitMs).toBeGreaterThanOrEqual(4_000);
    expect(waitMs).toBeLessThanOrEqual(6_000);
    expect(sent.length).toBe(1);
  });

  test("is left to others when the process dies after the commit, once its lease has run out", async () => {
    const stage = await open();
    const { sent } = listen(stage);
    const { run, context } = withDyingPlaces(stage);
    await emit(stage, context);
    expect(run.length).toBe(1);
    await stage.pass(leaseMs - 1);
    expect(sent).toEqual([]);
    await stage.pass(1);
    expect(sent.map(({ body }) => body)).toEqual(run.map(textOf));
    expect(await jobsOf(stage)).toEqual([]);
  });

  test("that is rolled back leaves nothing and gives its place back", async () => {
    const stage = await open();
    const { sent } = listen(stage);
    const { run, canceled, context } = withDyingPlaces(stage);
    const failing = emit(stage, context, () => {
      throw new Error("on purpose");
    });
    await expect(failing).rejects.toThrow("on purpose");
    expect(run).toEqual([]);
    expect(canceled()).toBe(1);
    expect(await jobsOf(stage)).toEqual([]);
    expect(sent).toEqual([]);
  });

  test("to an endpoint that is disabled is dead from the start, and takes no place", async () => {
    const stage = await open();
    const { sent } = listen(stage);
    await stage.database.kysely.insertInto("endpoints").values({ id: "shop", disabled_at: 1 }).execute();
    const { run, canceled, context } = withDyingPlaces(stage);
    await emit(stage, context);
    expect(run).toEqual([]);
    expect(canceled()).toBe(0);
    expect(await jobsOf(stage)).toEqual([]);
    const [event] = await stage.told("payout.succeeded");
    expect(event?.deliveries).toMatchObject([{ state: "dead" }]);
    expect(sent).toEqual([]);
  });

  test("is written free where its endpoint's places are taken, and sent when one comes free", async () => {
    const stage = await open();
    const { sent, merchant } = listen(stage);
    const answers: PromiseWithResolvers<WebhookResult>[] = [];
    merchant.answer = () => {
      const answer = Promise.withResolvers<WebhookResult>();
      answers.push(answer);
      return answer.promise;
    };
    const { context } = withLoop(stage);
    for (let count = 0; count < 17; count++) await emit(stage, context);
    await expect.poll(() => sent.length, soon).toBe(16);
    const free = (await jobsOf(stage)).filter((job) => job.locked_by === null);
    expect(free.map((job) => job.queue)).toEqual(["webhooks:shop"]);
    answers[0]?.resolve(arrived);
    await expect.poll(() => sent.length, soon).toBe(17);
    for (const answer of answers) answer.resolve(arrived);
    await expect.poll(() => jobsOf(stage), soon).toEqual([]);
  });

  test("has its lease kept up while it is under way", async () => {
    const stage = await open();
    const { merchant } = listen(stage);
    merchant.answer = hang;
    const { context } = withLoop(stage);
    expect(context.leases.count()).toBe(0);
    await emit(stage, context);
    expect(context.leases.count()).toBe(1);
    await context.leases.keepUp(context.database.kysely, stage.time.now() + 9_000);
    expect(await jobsOf(stage)).toMatchObject([{ locked_until: stage.time.now() + 9_000 + leaseMs }]);
  });
});

forEachStage("the places of a worker", (open) => {
  test("are as many as it has, and one that is canceled is there again", async () => {
    const stage = await open();
    const { loop } = withLoop(stage);
    const places = Array.from({ length: 16 }, () => loop.reserve("webhooks:shop"));
    expect(places).not.toContain(undefined);
    expect(loop.reserve("webhooks:shop")).toBeUndefined();
    expect(loop.reserve("webhooks:unknown")).toBeUndefined();
    places[0]?.cancel();
    expect(() => places[0]?.cancel()).toThrow("given back once");
    expect(loop.reserve("webhooks:shop")).toBeDefined();
    expect(loop.reserve("webhooks:shop")).toBeUndefined();
  });

  test("are not given away by a loop that stops, which still sends what it had a place for", async () => {
    const stage = await open();
    const { sent } = listen(stage);
    const { context, loop } = withLoop(stage);
    await emit(stage, context, () => {
      void loop.pause();
      expect(loop.reserve("webhooks:shop")).toBeUndefined();
    });
    await loop.stop(10_000);
    expect(sent).toHaveLength(1);
    expect(await jobsOf(stage)).toEqual([]);
    expect(context.leases.count()).toBe(0);
  });
});
