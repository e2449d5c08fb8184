import { afterEach, expect, test } from "vitest";
import { startJobs } from "../../bff/jobs/loop.ts";
import { emitEvent } from "../../bff/services/emit-event.ts";
import { hang } from "../services/support/scripted-provider.ts";
import { answers, type Stage } from "../services/support/stage.ts";
import { forEachStage } from "../services/support/stages.ts";

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const action of undo.splice(0).reverse()) await action();
});

const soon = { timeout: 10_000, interval: 20 };
const paid = { status: "succeeded", amountText: "150.00" } as const;

async function tellOfPayouts(stage: Stage, count: number): Promise<void> {
  const none = { sessionId: null, paymentId: null, payoutId: null };
  await stage.database.transaction(async (trx) => {
    for (let index = 0; index < count; index++) {
      const now = stage.time.now();
      await emitEvent(stage.context, { trx, type: "payout.succeeded", data: {}, ...none, now });
    }
  });
}

forEachStage("the two lanes of jobs", (open) => {
  test("keep a hundred deliveries that hang from holding up the question that confirms a payment", async () => {
    const stage = await open();
    let hanging = 0;
    Object.assign(stage.context.webhooks, {
      send() {
        hanging++;
        return hang();
      },
    });
    await tellOfPayouts(stage, 100);
    const payment = await stage.pay();
    const loop = startJobs(stage.context);
    undo.push(() => loop.stop(50));
    await expect.poll(() => hanging, soon).toBe(16);
    stage.script.query = answers(paid);
    await stage.callBack(payment, paid);
    loop.wake();
    await expect.poll(async () => (await stage.payment(payment.id)).status, soon).toBe("succeeded");
    expect(hanging).toBe(16);
  });

  test("keep a provider that hangs from holding up what merchants are told", async () => {
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
    await tellOfPayouts(stage, 30);
    loop.wake();
    await expect.poll(() => sent, soon).toBe(50);
  });
});
