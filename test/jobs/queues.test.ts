import { afterEach, expect, test } from "vitest";
import { startJobs } from "../../bff/jobs/loop.ts";
import { changeAndDeliver } from "../../bff/services/events/outbox.ts";
import { hang } from "../services/support/scripted-provider.ts";
import { answers, type Stage } from "../services/support/stage.ts";
import { forEachStage } from "../services/support/stages.ts";

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const action of undo.splice(0).reverse()) await action();
});

const soon = { timeout: 10_000, interval: 20 };
const paid = { status: "succeeded", amountText: "150.00" } as const;

async function recordPayoutEvents(stage: Stage, count: number): Promise<void> {
  const event = {
    type: "payout.succeeded",
    data: {},
    sessionId: null,
    paymentId: null,
    payoutId: null,
  } as const;
  const at = stage.time.now();
  await changeAndDeliver(stage.context, {
    load: [],
    decide: (_rows, outbox) => ({
      writes: Array.from({ length: count }, () => outbox.record({ ...event, at }, new Set())).flat(),
      result: undefined,
    }),
  });
}

forEachStage("the queues of jobs", (open) => {
  test("keep a hundred deliveries that hang from holding up the query that confirms a payment", async () => {
    const stage = await open();
    let hanging = 0;
    Object.assign(stage.context.webhooks, {
      send() {
        hanging++;
        return hang();
      },
    });
    await recordPayoutEvents(stage, 100);
    const payment = await stage.pay();
    const loop = startJobs(stage.context);
    undo.push(() => loop.stop(50));
    await expect.poll(() => hanging, soon).toBe(16);
    stage.script.query = answers(paid);
    await stage.callBack(payment, paid);
    loop.wake("providers");
    await expect.poll(async () => (await stage.payment(payment.id)).status, soon).toBe("succeeded");
    expect(hanging).toBe(16);
  });

  test("keep a provider that hangs from holding up the webhooks of merchants", async () => {
    const stage = await open();
    stage.script.query = hang;
    for (let index = 0; index < 20; index++) await stage.callBack(await stage.pay(), paid);
    let sent = 0;
    Object.assign(stage.context.webhooks, {
      send: async () => {
        sent++;
        return { kind: "answer", status: 200, retryAfterSeconds: null };
      },
    });
    const loop = startJobs(stage.context);
    undo.push(() => loop.stop(50));
    await expect.poll(() => stage.asked.length, soon).toBe(16);
    await recordPayoutEvents(stage, 30);
    loop.wake("webhooks");
    await expect.poll(() => sent, soon).toBe(50);
  });

  test("keep an endpoint that hangs from holding up the webhooks of another one", async () => {
    const stage = await open();
    const [shop] = stage.context.endpoints;
    const secrets = shop?.secrets ?? [];
    const url = "https://books.example/webhooks";
    const books = { id: "books", url, addressId: "books' address", secrets, events: null };
    const context = { ...stage.context, endpoints: [...stage.context.endpoints, books] };
    const sent = { shop: 0, books: 0 };
    Object.assign(context.webhooks, {
      send({ url }: { url: string }) {
        const name = url === books.url ? "books" : "shop";
        sent[name]++;
        return name === "shop"
          ? hang()
          : Promise.resolve({ kind: "answer", status: 200, retryAfterSeconds: null });
      },
    });
    await recordPayoutEvents({ ...stage, context }, 100);
    const loop = startJobs(context);
    undo.push(() => loop.stop(50));
    await expect.poll(() => sent, soon).toEqual({ shop: 16, books: 100 });
  });

  test("leave the deliveries to an endpoint that is not configured for a process that has it", async () => {
    const stage = await open();
    let sent = 0;
    Object.assign(stage.context.webhooks, {
      send: async () => {
        sent++;
        return { kind: "answer", status: 200, retryAfterSeconds: null };
      },
    });
    await recordPayoutEvents(stage, 3);
    const without = startJobs({ ...stage.context, instanceId: "without it", endpoints: [] });
    undo.push(() => without.stop(50));
    const busy = await stage.pay();
    await stage.callBack(busy, paid);
    await expect.poll(() => stage.asked.length, soon).toBe(1);
    expect(sent).toBe(0);
    const { kysely } = stage.database;
    expect(await kysely.selectFrom("delivery_attempts").select("error").execute()).toEqual([]);
    const loop = startJobs(stage.context);
    undo.push(() => loop.stop(50));
    await expect.poll(() => sent, soon).toBeGreaterThanOrEqual(3);
  });

  test("are each woken by what is due in them, once it is committed, and by nothing else", async () => {
    const stage = await open();
    const woken: string[] = [];
    const context = {
      ...stage.context,
      wakeJobs: (queue: string) =>
        void woken.push(`${queue}${stage.database.isInTransaction() ? " early" : ""}`),
    };
    Object.assign(stage, { context });
    const payment = await stage.pay();
    expect(woken.splice(0)).toEqual(["webhooks"]);
    await stage.callBack(payment, { status: "pending" });
    expect(woken.splice(0)).toEqual([]);
    await stage.callBack(payment, paid);
    expect(woken.splice(0)).toEqual(["providers"]);
    stage.script.query = answers(paid);
    await stage.pass(1);
    expect(woken.splice(0)).toEqual(["webhooks"]);
    const payout = await stage.payOut();
    woken.splice(0);
    await stage.callBack(payout, paid);
    expect(woken.splice(0)).toEqual(["providers"]);
  });
});
