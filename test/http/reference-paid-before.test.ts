/** Two sessions of one reference that are both paid, over HTTP with the job loop: the callback's query runs at once. */
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { TestApp } from "../support/app.ts";
import { describeApp } from "../support/app-suite.ts";

async function started(app: TestApp, reference: string) {
  const { clientToken } = await app.api.createSession({ reference });
  return (await app.browser(clientToken).start("store")).id;
}

async function pay(app: TestApp, ids: readonly string[]): Promise<string[][]> {
  for (const id of ids) app.sandbox.state.play(await app.orderOf(id), { action: "pay" });
  for (const id of ids)
    await expect.poll(async () => (await app.api.readPayment(id)).status).toBe("succeeded");
  return await Promise.all(ids.map(async (id) => (await app.api.readPayment(id)).exceptions));
}

describeApp("two sessions of one reference", { runJobs: true }, (app) => {
  test("the second one says so where its callback is confirmed at once", async () => {
    const reference = randomUUID();
    const [first, second] = [await started(app(), reference), await started(app(), reference)];
    expect(await pay(app(), [first])).toEqual([[]]);
    expect(await pay(app(), [second])).toEqual([["reference_paid_before"]]);
    const success = ({ type, data }: TestApp["webhooks"]["received"][number]["event"]) =>
      type === "payment.succeeded" && data.payment?.id === second;
    await expect.poll(() => app().webhooks.received.some(({ event }) => success(event))).toBe(true);
    const event = app().webhooks.received.find(({ event: one }) => success(one))?.event;
    expect(event?.data.payment?.exceptions).toEqual(["reference_paid_before"]);
  });

  test("one of them says so where both are paid at the same time, each during the other's query", async () => {
    for (let pair = 0; pair < 8; pair++) {
      const reference = randomUUID();
      const ids = [await started(app(), reference), await started(app(), reference)];
      const exceptions = await pay(app(), ids);
      expect(exceptions.flat()).toEqual(["reference_paid_before"]);
    }
  });
});
