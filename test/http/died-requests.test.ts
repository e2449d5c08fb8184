import { afterAll, describe, expect, test, vi } from "vitest";
import { payment as paymentSchema, payout as payoutSchema } from "../../bff/contract.ts";
import { startTestApp, type TestApp } from "../support/app.ts";
import { engines } from "../support/databases.ts";

/** Two provider calls of 15 s, and a margin. */
const keyLeaseMs = 45_000;

describe.each(engines)("a request whose process dies before it answers, on %s", (engine) => {
  const apps: TestApp[] = [];
  afterAll(async () => {
    for (const app of apps.reverse()) await app.stop();
  });
  async function startTwo() {
    const first = await startTestApp({ engine });
    apps.push(first);
    const second = await startTestApp({ engine, like: first });
    apps.push(second);
    return { first, second };
  }

  test("has settled a payment: a repeat gets that answer, not that it is settled", async () => {
    const { first, second } = await startTwo();
    const { clientToken } = await first.api.createSession();
    const { id } = await first.browser(clientToken).start("store");
    first.sandbox.state.play(await first.orderOf(id), { action: "pay", amount: "149.00", final: true });
    await first.settle();
    const { seal } = first.context.seal;
    const path = `/v1/payments/${id}/resolve`;
    const body = { outcome: "succeeded", note: "checked by phone" };
    const key = { "idempotency-key": "resolve-1" };
    // The process dies when it writes the answer: everything before that is written.
    Object.assign(first.context.seal, {
      seal(text: string, context: string) {
        if (context.startsWith("idempotency_keys.")) throw new Error("died here");
        return seal(text, context);
      },
    });
    expect((await first.api.post(path, body, key)).status).toBe(500);
    expect((await second.api.post(path, body, key)).problem().code).toBe("idempotency_key_in_use");
    first.clock.advance(keyLeaseMs + 1);
    const again = await second.api.post(path, body, key);
    expect(again.as(paymentSchema)).toMatchObject({ id, status: "succeeded" });
    expect((await second.api.post(path, body, key)).text).toBe(again.text);
    const other = await second.api.post(path, body, { "idempotency-key": "resolve-2" });
    expect(other.problem().code).toBe("not_in_review");
  });

  test("is sending a payout: a repeat gets that payout, and it is sent once", async () => {
    const { first, second } = await startTwo();
    const body = {
      account: "paypro-mx",
      amount: { value: "500.00", currency: "MXN" },
      reference: "refund-77",
      beneficiary: { name: "Ana Diaz", accountNumber: "002010077777777771", accountType: "clabe" },
    };
    const key = { "idempotency-key": "payout-1" };
    const { arm, orders } = first.sandbox.state;
    arm({ kind: "hang", operation: "createPayout", provider: "paypro" });
    // Nothing here waits for the first process's answer.
    const abandoned = first.api.post("/v1/payouts", body, key).catch(() => undefined);
    await vi.waitFor(() => expect(orders({ kind: "payout" })).toHaveLength(1), { timeout: 10_000 });
    first.clock.advance(keyLeaseMs - 1);
    expect((await second.api.post("/v1/payouts", body, key)).problem().code).toBe("idempotency_key_in_use");
    first.clock.advance(2);
    const again = await second.api.post("/v1/payouts", body, key);
    expect(again.headers["idempotency-replayed"]).toBe("true");
    const { id, orderNo } = again.as(payoutSchema);
    await second.runJobsUntilIdle();
    const now = (await second.api.get(`/v1/payouts/${id}`)).as(payoutSchema);
    expect(now).toMatchObject({ id, status: "pending" });
    expect((await second.api.post("/v1/payouts", body, key)).text).toBe(again.text);
    expect((await second.api.get("/v1/payouts")).json()).toMatchObject({ data: [{ id }], nextCursor: null });
    expect(orders({ kind: "payout" }).map((order) => order.orderNo)).toEqual([orderNo]);
    await first.stopServer();
    await abandoned;
  });
});
