import { describe, expect, test } from "vitest";
import { z } from "zod";
import { findFreePort } from "../../scripts/free-port.ts";
import { startTestServer } from "../support/net.ts";
import { commandStage, run } from "./support/commands.ts";

const stage = commandStage();

describe("check", () => {
  test("is 0 when the configuration is right and every account answers", async () => {
    const result = await run(["check", "--config", stage().writeConfig(stage().base)]);
    expect(result.code).toBe(0);
    for (const { id } of stage().base.accounts) expect(result.out).toContain(`${id} (`);
    expect(result.out).not.toMatch(/wrong|unexpected/);
  });

  test("finds the configuration by CHECKOUT_CONFIG, too", async () => {
    expect((await run(["check"], { CHECKOUT_CONFIG: stage().writeConfig(stage().base) })).code).toBe(0);
    expect(await run(["check"])).toMatchObject({
      code: 64,
      error: expect.stringContaining("CHECKOUT_CONFIG"),
    });
  });

  test("is 78 for mistakes, each on a line with its path, before anybody is called", async () => {
    const before = stage().sandbox.state.requests().length;
    const file = stage().writeConfig({ ...stage().base, publicUrl: "nowhere", surprise: 1 });
    const result = await run(["check", "--config", file]);
    expect(result.code).toBe(78);
    expect(result.error.split("\n")).toEqual([
      `The configuration ${file} has 2 mistakes:`,
      '  publicUrl: must be an absolute http or https URL (found: "nowhere")',
      "  surprise: is not a known field",
    ]);
    expect(stage().sandbox.state.requests().length).toBe(before);
  });

  test.each([
    ["paypro-mx", { merchantNo: "2000000001", appSecret: "another-secret-altogether" }],
    ["cxpay-in", { merchant: "1001", key: "another-secret-altogether" }],
    ["lhx-cn", { appKey: "app-key", secret: "another-secret-altogether" }],
  ])("tells the wrong key of %s from a wrong address, without printing it", async (id, credentials) => {
    const config = stage().withAccount(id, (account) => ({
      ...account,
      credentials: { ...account.credentials, ...credentials },
    }));
    const result = await run(["check", "--config", stage().writeConfig(config)]);
    expect(result.code).toBe(1);
    const line = result.out.split("\n").find((text) => text.startsWith(`${id} (`));
    expect(line).toContain("wrong credentials");
    expect(result.out).not.toContain("another-secret-altogether");
  });

  test("reports an address where nobody listens", async () => {
    const baseUrl = `http://127.0.0.1:${await findFreePort()}`;
    const config = stage().withAccount("paypro-mx", (account) => ({ ...account, baseUrl }));
    const result = await run(["check", "--config", stage().writeConfig(config)]);
    expect(result.code).toBe(1);
    expect(result.out).toContain(
      `paypro-mx (paypro): wrong address, or the provider is down: no answer from ${baseUrl}`,
    );
  });
});

test("check warns of payouts that nobody may approve, with the currency and the key, and that is no failure", async () => {
  // The demo's one key has every scope.
  const payouts = { approveAbove: { MXN: "1000" } };
  const result = await run(["check", "--config", stage().writeConfig({ ...stage().base, payouts })]);
  expect(result.code, result.out).toBe(0);
  expect(result.out).toMatch(/^Warning: payouts\.approveAbove\.MXN: only the API key "shop" has the scope/m);
  const without = await run(["check", "--config", stage().writeConfig(stage().base)]);
  expect(without.out).not.toContain("payouts");
});

test("check names what is open and not covered, and exits with 1", async () => {
  const { app, config } = await stage().startServer("uncovered.db");
  for (let payments = 0; payments < 2; payments++) {
    const session = await app.api.createSession();
    await app.browser(session.clientToken).start("store");
  }
  await app.stop();
  const covered = await run(["check", "--config", stage().writeConfig(config)]);
  expect(covered.code, covered.out).toBe(0);
  const renamed = config.accounts.map((account) =>
    account.id === "paypro-mx" ? { ...account, id: "paypro" } : account,
  );
  const result = await run(["check", "--config", stage().writeConfig({ ...config, accounts: renamed })]);
  expect(result.code).toBe(1);
  expect(result.out).toContain("Not covered: paypro-mx: no such account is configured; 2 open payments");
  const elsewhere = { ...config.merchant, webhooks: [] };
  const moved = await run(["check", "--config", stage().writeConfig({ ...config, merchant: elsewhere })]);
  expect(moved.code).toBe(1);
  expect(moved.out).toContain("no such webhook endpoint is configured; 2 deliveries wait for it");
});

test("keys chainup makes a pair that the configuration takes", async () => {
  const result = await run(["keys", "chainup"]);
  expect(result.code).toBe(0);
  const pair = z
    .strictObject({ privateKey: z.string(), publicKey: z.string() })
    .parse(JSON.parse(result.out));
  expect(pair.privateKey).toMatch(/^[A-Za-z0-9_-]+$/);
  const config = stage().withAccount("chainup-coins", (account) => ({
    ...account,
    credentials: { ...account.credentials, privateKey: pair.privateKey },
  }));
  const check = await run(["check", "--config", stage().writeConfig(config)]);
  // It is a key, only not the one that ChainUp knows.
  expect(check.out).toMatch(/chainup-coins \(chainup\): wrong credentials/);
});

describe("check tries webhooks with a signed message of a type that means nothing:", () => {
  const endpoint = { secrets: [`whsec_${Buffer.alloc(24, 7).toString("base64")}`] };
  const withWebhook = (url: string) =>
    stage().writeConfig({
      ...stage().base,
      merchant: { ...stage().base.merchant, webhooks: [{ ...endpoint, url }] },
    });

  test.each([
    [204, "merchant.webhooks.0: ok"],
    [
      401,
      "Warning: merchant.webhooks.0: 401: it refuses the signature. It needs the same secret, and has to check the body's bytes as they came.",
    ],
    [404, "Warning: merchant.webhooks.0: 404: nothing takes a POST"],
    [500, "Warning: merchant.webhooks.0: 500, but a delivery needs 2xx"],
    [308, "Warning: merchant.webhooks.0: 308: it redirects, and nobody follows."],
    [
      410,
      "Warning: merchant.webhooks.0: 410: it says that it is gone. Such an answer to an event disables it.",
    ],
  ])("%i", async (status, line) => {
    const bodies: string[] = [];
    const shop = await startTestServer((request, response) => {
      request.on("data", (piece) => bodies.push(String(piece)));
      request.on("end", () => response.writeHead(status).end());
    });
    const result = await run(["check", "--config", withWebhook(`${shop.origin}/hook`)]);
    await shop.close();
    expect(result.out).toContain(line);
    expect(bodies).toEqual([expect.stringContaining('"type":"webhook.test"')]);
    expect(bodies).toEqual([expect.stringContaining('"data":{"test":true}')]);
  });

  test("nobody listens", async () => {
    const result = await run(["check", "--config", withWebhook(`http://127.0.0.1:${await findFreePort()}`)]);
    expect(result.out).toContain("Warning: merchant.webhooks.0: no answer (connection_failed).");
  });
});

test("check says that without origins and webhooks nobody can pay, and nobody would know", async () => {
  const merchant = { ...stage().base.merchant, allowedOrigins: [], webhooks: [] };
  const result = await run(["check", "--config", stage().writeConfig({ ...stage().base, merchant })]);
  expect(result.out).toContain("Warning: merchant.webhooks: there is none");
  expect(result.out).toContain("Warning: merchant.allowedOrigins: there is none, so no session can be made");
});

test("check tells an address that answers something else from one where nobody is", async () => {
  const elsewhere = await startTestServer((_request, response) => response.end("<html>hello</html>"));
  const config = stage().withAccount("cxpay-in", (account) => ({ ...account, baseUrl: elsewhere.origin }));
  const result = await run(["check", "--config", stage().writeConfig(config)]);
  await elsewhere.close();
  expect(result.out).toContain(
    `cxpay-in (cxpay): unexpected answer from ${elsewhere.origin} (unreadable_answer)`,
  );
  expect(result.out).not.toContain("no answer from");
});
