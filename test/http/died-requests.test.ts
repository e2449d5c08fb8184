import { afterAll, describe, expect, test } from "vitest";
import { payment as paymentSchema } from "../../bff/contract.ts";
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

  test("has settled a payment: whoever asks again hears that, not that it is settled", async () => {
    const { first, second } = await startTwo();
    const { clientToken } = await first.api.createSession();
    const { id } = await first.browser(clientToken).start("store");
    first.sandbox.state.play(await first.orderOf(id), { action: "pay", amount: "149.00", final: true });
    await first.settle();
    const { seal } = first.context.seal;
    const path = `/v1/payments/${id}/resolve`;
    const body = { outcome: "succeeded", note: "checked by phone" };
    const key = { "idempotency-key": "resolve-1" };
    // The answer is what the process dies over: all that was to be written before it is.
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
});
