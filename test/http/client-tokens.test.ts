/** Who can make a client token, and how long one that was given out is good. */
import { afterAll, describe, expect, test } from "vitest";
import { openDataKey } from "../../bff/storage/encryption/key-ring.ts";
import { resealAll } from "../../bff/storage/encryption/reseal.ts";
import { createSeal } from "../../bff/storage/encryption/seal.ts";
import { startTestApp, type TestApp } from "../support/app.ts";
import { engines } from "../support/databases.ts";

const keyOf = (id: string) => ({ id, secret: Buffer.from(id.padEnd(32, "-")).toString("hex") });

describe.each(engines)("client tokens on %s", (engine) => {
  const apps: TestApp[] = [];
  afterAll(async () => {
    for (const app of apps.reverse()) await app.stop();
  });
  async function start(keys: readonly string[], like?: TestApp): Promise<TestApp> {
    const app = await startTestApp({
      engine,
      config: (base) => ({ ...base, encryption: { keys: keys.map(keyOf) } }),
      ...(like === undefined ? {} : { like }),
    });
    apps.push(app);
    return app;
  }

  test("that were given out open their session after a rotation, and a repeat of its creation gives the same", async () => {
    const app = await start(["old"]);
    const body = {
      amount: { value: "150.00", currency: "MXN" },
      reference: "order-1",
      returnUrl: `${app.origin}/thanks`,
    };
    const create = (at: TestApp) => at.api.post("/v1/sessions", body, { "idempotency-key": "once" });
    const first = await create(app);
    const { id, clientToken } = JSON.parse(first.text);
    await app.stopServer();
    const between = await start(["new", "old"], app);
    await resealAll(between.database, between.context.seal);
    await between.stopServer();
    const after = await start(["new", "old"], app);
    expect((await after.browser(clientToken).session()).id).toBe(id);
    expect((await create(after)).text.replace(after.url, app.url)).toBe(first.text);
  });

  test("cannot be made by who has the data key of an old backup", async () => {
    const app = await start(["one"]);
    const { id, clientToken } = await app.api.createSession();
    const { database, config } = app;
    const encryptionKeys = config.encryption.keys;
    const dataKey = await openDataKey(database, { encryptionKeys, apiKeys: [], now: app.clock.now() });
    // What an API key opens in a backup from before there were encryption keys.
    const forged = createSeal(dataKey).clientToken(id);
    expect(forged).not.toBe(clientToken);
    const reply = await app.call({
      path: "/checkout/session",
      headers: { authorization: `Bearer ${forged}`, origin: app.origin },
    });
    expect(reply.status).toBe(401);
    expect((await app.browser(clientToken).session()).id).toBe(id);
  });
});
