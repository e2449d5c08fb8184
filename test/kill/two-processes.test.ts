import { describe, expect, test } from "vitest";
import { createDice } from "../simulation/world/random.ts";
import { allPayments } from "./support/aftermath.ts";
import { startLoad } from "./support/load.ts";
import {
  apiKey,
  clientOf,
  expectAftermath,
  postgresUrl,
  quiet,
  seed,
  setUp,
  startBff,
} from "./support/place.ts";

describe("two processes over one PostgreSQL", () => {
  test("when one is killed, the other finishes what it had begun", async () => {
    const place = await setUp(await postgresUrl());
    const second = await startBff(place);
    const first = await startBff(place, second.url);
    const dice = createDice(seed);
    let firstIsUp = true;
    const url = () => (firstIsUp && dice.chance(0.5) ? first.url : second.url);
    const { sandbox, webhooks } = place;
    const load = startLoad({ url, apiKey, origin: webhooks.origin, sandbox, customers: 4, seed });
    await expect.poll(() => load.sessions.size, quiet).toBeGreaterThan(20);
    await first.kill();
    firstIsUp = false;
    await load.stop();
    expect(load.surprises).toEqual([]);
    await expectAftermath(second, place);
  });

  test("a payment whose process died with the provider's answer outstanding is queried by the other process", async () => {
    const place = await setUp(await postgresUrl());
    const [first, second] = [await startBff(place), await startBff(place)];
    const { sandbox, webhooks } = place;
    const session = await clientOf(first, place).createSession({ country: "MX" });
    sandbox.state.arm({ provider: "paypro", operation: "createPayment", kind: "hang", times: 1 });
    const started = fetch(`${first.url}/checkout/payments`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${session.clientToken}`,
        "content-type": "application/json",
        origin: webhooks.origin,
      },
      body: JSON.stringify({ method: "bank_transfer" }),
    }).catch((error: unknown) => error);
    const creations = () => sandbox.state.requests({ provider: "paypro" }).length;
    await expect.poll(creations, quiet).toBe(1);
    await first.kill();
    expect(await started).toBeInstanceOf(Error);
    const api = clientOf(second, place);
    const [payment] = await allPayments(api);
    expect(payment?.status).toBe("creating");
    await expect.poll(creations, quiet).toBeGreaterThan(1);
    const after = await api.readPayment(payment?.id ?? "");
    expect(after.timeline?.[1]).toMatchObject({ from: "creating", to: "unknown" });
  });
});
