import fc from "fast-check";
import { expect, test } from "vitest";
import { resolvePayment } from "../../bff/services/operate-payment.ts";
import { forEachEngine } from "../support/databases.ts";
import { answers, createStage } from "./support/stage.ts";

const second = 1_000;
const hour = 3_600 * second;
/** Properties run their example many times over a real database. */
const slow = { timeout: 90_000 };

forEachEngine("rules 5 to 8", (open) => {
  test("rule 5: a query's amount decides between succeeded and review, whatever it is", slow, async () => {
    const stage = createStage({ database: await open() });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 99_999 }), async (cents) => {
        const payment = await stage.pay();
        const amountText = (cents / 100).toFixed(2);
        stage.script.query = answers({ status: "succeeded", amountText });
        await stage.pass(75 * second);
        const after = await stage.payment(payment.id);
        const expected = cents === 15_000 ? "succeeded" : "review";
        const exceptions = cents < 15_000 ? ["underpaid"] : cents > 15_000 ? ["overpaid"] : [];
        expect(after).toMatchObject({ status: expected, received_minor: cents.toString() });
        expect(await stage.exceptions(payment.id)).toEqual(exceptions);
      }),
      { numRuns: 12, examples: [[15_000], [14_999], [15_001]] },
    );
  });

  test("rule 5: money in another currency, or an amount that cannot be read, is for a person to look at", async () => {
    const stage = createStage({ database: await open() });
    for (const report of [{ currency: "USD", amountText: "150.00" }, { amountText: "150.005" }]) {
      const payment = await stage.pay();
      stage.script.query = answers({ status: "succeeded", ...report });
      await stage.pass(75 * second);
      expect((await stage.payment(payment.id)).status).toBe("review");
    }
  });

  test("rule 5: a weakly signed success counts only after a query says the same, which is asked at once", async () => {
    const stage = createStage({ database: await open() });
    const payment = await stage.pay();
    expect(await stage.callBack(payment, { status: "succeeded", amountText: "150.00" })).toBe(200);
    expect((await stage.payment(payment.id)).status).toBe("pending");
    expect(stage.asked.length).toBe(0);
    stage.script.query = answers({ status: "succeeded", amountText: "150.00" });
    await stage.pass(0);
    expect(stage.asked.length).toBe(1);
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
  });

  test("rule 5: while the confirming query cannot be reached the payment stays where it is and is asked about again", async () => {
    const stage = createStage({ database: await open() });
    const payment = await stage.pay();
    stage.script.query = () => ({ kind: "unknown", cause: "timeout" });
    await stage.callBack(payment, { status: "succeeded", amountText: "150.00" });
    await stage.pass(100 * second);
    expect((await stage.payment(payment.id)).status).toBe("pending");
    expect(stage.asked.length).toBeGreaterThanOrEqual(3);
    stage.script.query = answers({ status: "succeeded", amountText: "150.00" });
    await stage.pass(10 * 60 * second);
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
  });

  test("rule 5: a query that names no amount is read with what the callback claimed", async () => {
    const stage = createStage({ database: await open() });
    const payment = await stage.pay();
    stage.script.query = answers({ status: "succeeded" });
    await stage.callBack(payment, { status: "succeeded", amountText: "15.00" });
    await stage.pass(0);
    expect(await stage.payment(payment.id)).toMatchObject({ status: "review", received_minor: "1500" });
  });

  test("rule 5: a provider that calls paid any amount and names none is asked to call back, and counts with that", async () => {
    const stage = createStage({ database: await open() });
    const payment = await stage.pay();
    stage.script.query = answers({ status: "succeeded", amountUntold: true });
    await stage.pass(75 * second);
    expect((await stage.payment(payment.id)).status).toBe("pending");
    await stage.pass(20 * second);
    expect(stage.asked.at(-1)?.resendCallback).toBe(true);
    await stage.callBack(payment, { status: "succeeded", amountText: "90.00" });
    await stage.pass(0);
    expect(await stage.payment(payment.id)).toMatchObject({ status: "review", received_minor: "9000" });
  });

  test("rule 5: what the provider called paid and nobody confirmed to the end is for a person, not expired", async () => {
    const stage = createStage({ database: await open() });
    const payment = await stage.pay();
    stage.script.query = answers({ status: "succeeded", amountUntold: true });
    await stage.pass(27 * hour);
    expect((await stage.payment(payment.id)).status).toBe("review");
    expect(stage.asked.length).toBeLessThan(80);
  });

  test("rule 5: a partial payment shows what arrived, and the rest completes it", async () => {
    const stage = createStage({ database: await open() });
    const payment = await stage.pay();
    stage.script.query = answers({ status: "partially_paid", amountText: "50.00" });
    await stage.pass(75 * second);
    expect(await stage.payment(payment.id)).toMatchObject({
      status: "partially_paid",
      received_minor: "5000",
    });
    stage.script.query = answers({ status: "succeeded", amountText: "150.00" });
    await stage.pass(hour);
    expect(await stage.payment(payment.id)).toMatchObject({ status: "succeeded", received_minor: "15000" });
    expect(await stage.exceptions(payment.id)).toEqual([]);
  });

  test("rule 5: an operator settles what is in review, and nothing else", async () => {
    const stage = createStage({ database: await open() });
    const payment = await stage.pay();
    const settle = { paymentId: payment.id, outcome: "succeeded", note: "seen at the bank", apiKeyId: "ops" };
    const early = await resolvePayment(stage.context, { ...settle, outcome: "succeeded" });
    expect(early).toMatchObject({ ok: false, code: "not_in_review" });
    stage.script.query = answers({ status: "succeeded", amountText: "149.00" });
    await stage.pass(75 * second);
    const result = await resolvePayment(stage.context, { ...settle, outcome: "succeeded" });
    expect(result).toMatchObject({ ok: true, value: { status: "succeeded" } });
    expect(await stage.details(payment.id)).toContain("ops: seen at the bank");
  });

  test("rule 6: succeeded is never downgraded, whatever is reported afterwards", slow, async () => {
    const stage = createStage({ database: await open(), strong: true });
    const later = fc.constantFrom("pending", "partially_paid", "failed", "canceled", "reversed", "succeeded");
    await fc.assert(
      fc.asyncProperty(fc.array(later, { minLength: 1, maxLength: 5 }), async (statuses) => {
        const payment = await stage.pay();
        await stage.callBack(payment, { status: "succeeded", amountText: "150.00" });
        for (const status of statuses) await stage.callBack(payment, { status, amountText: "1.00" });
        expect(await stage.payment(payment.id)).toMatchObject({
          status: "succeeded",
          received_minor: "15000",
        });
      }),
      { numRuns: 15 },
    );
  });

  test("rule 6: a payment that failed succeeds by a verified fact", async () => {
    const stage = createStage({ database: await open(), strong: true });
    const payment = await stage.pay();
    await stage.callBack(payment, { status: "failed" });
    expect((await stage.payment(payment.id)).status).toBe("failed");
    await stage.callBack(payment, { status: "succeeded", amountText: "150.00" });
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
    expect(await stage.exceptions(payment.id)).toEqual(["paid_late"]);
  });

  test("rule 7: a status outside the documentation leaves the payment pending and is counted", async () => {
    const stage = createStage({ database: await open() });
    const counted: string[] = [];
    const context = { ...stage.context, metrics: { count: (name: string) => counted.push(name) } };
    Object.assign(stage, { context });
    const payment = await stage.pay();
    stage.script.query = answers({ status: "pending", undocumentedStatus: "77" });
    await stage.pass(75 * second);
    expect((await stage.payment(payment.id)).status).toBe("pending");
    expect(counted).toContain("undocumented_statuses");
  });

  test("rule 8: money for a payment that had expired is counted, as late", async () => {
    const stage = createStage({ database: await open() });
    const payment = await stage.pay();
    await stage.pass(2 * hour);
    expect((await stage.payment(payment.id)).status).toBe("expired");
    stage.script.query = answers({ status: "succeeded", amountText: "150.00" });
    await stage.pass(2 * hour);
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
    expect(await stage.exceptions(payment.id)).toEqual(["paid_late"]);
    expect(await stage.events()).toContain("session.succeeded");
  });
});
