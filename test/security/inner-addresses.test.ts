/**
 * Addresses of the configuration that lead inside, however they are written: the server that is put together from it, and
 * the command that tries its accounts, send nothing there. `test/net/` holds the guard by itself.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventView, listOf } from "../../bff/contract.ts";
import type { DemoConfig } from "../../demo/config.ts";
import { run } from "../cli/support/commands.ts";
import { startTestApp, type TestApp } from "../support/app.ts";
import { loopbackHosts as hosts } from "../support/loopback-hosts.ts";
import { startTestServer, type TestServer } from "../support/net.ts";

let received: string[] = [];
const listener: RequestListener = (request, response) => {
  received.push(request.url ?? "");
  request.resume();
  response.end("{}");
};
let inside: TestServer;
let app: TestApp;
let given: object;

/** Everything that the configuration names is inside. */
function withInnerAddresses(base: DemoConfig): object {
  const { port } = new URL(inside.origin);
  const [paypro] = base.accounts;
  const [webhook] = base.merchant.webhooks;
  if (paypro === undefined) throw new Error("the demo has no account");
  return {
    ...base,
    network: { allowPrivateAddresses: false },
    accounts: hosts.map((host, index) => ({
      ...paypro,
      id: `inner-${index}`,
      baseUrl: `http://${host}:${port}/api`,
      credentials: { ...paypro.credentials, merchantNo: `${2_000_000_100 + index}` },
    })),
    merchant: {
      ...base.merchant,
      webhooks: hosts.map((host, index) => ({ ...webhook, url: `http://${host}:${port}/hooks/${index}` })),
    },
  };
}

beforeAll(async () => {
  inside = await startTestServer(listener);
  app = await startTestApp({
    config: (base) => {
      given = withInnerAddresses(base);
      return given;
    },
  });
});
afterAll(async () => {
  await app.stop();
  await inside.close();
});

test.each(hosts)("nothing is sent to a provider at %s", async (host) => {
  received = [];
  const { code } = (await app.api.get(`/v1/accounts/inner-${hosts.indexOf(host)}/balance`)).problem();
  expect(code).toBe("provider_unavailable");
  expect(received).toEqual([]);
});

test("nothing is sent to a merchant's endpoint at any of them, and each attempt says why", async () => {
  received = [];
  const { id } = await app.api.createSession();
  await app.api.post(`/v1/sessions/${id}/cancel`);
  await app.runJobsUntilIdle();
  const [event] = (await app.api.get(`/v1/events?session=${id}`)).as(listOf(eventView)).data;
  const attempts = event?.deliveries.flatMap((delivery) => delivery.attempts) ?? [];
  expect(attempts.map(({ error }) => error)).toEqual(hosts.map(() => "address_refused"));
  expect(received).toEqual([]);
});

test("nor when `check` tries the accounts", async () => {
  received = [];
  const folder = mkdtempSync(join(tmpdir(), "pay-checkout-inside-"));
  const file = join(folder, "config.json");
  writeFileSync(
    file,
    JSON.stringify({ ...given, database: { url: `sqlite:${join(folder, "checkout.db")}` } }),
  );
  const { code, out } = await run(["check", "--config", file]);
  rmSync(folder, { recursive: true, force: true });
  expect(code).toBe(1);
  for (const [index] of hosts.entries()) expect(out).toContain(`inner-${index} (paypro):`);
  expect(received).toEqual([]);
});

test("where private addresses are allowed, all of this would arrive", async () => {
  received = [];
  const open = await startTestApp({
    config: (base) => ({ ...withInnerAddresses(base), network: { allowPrivateAddresses: true } }),
  });
  await open.api.get("/v1/accounts/inner-0/balance");
  const { id } = await open.api.createSession();
  await open.api.post(`/v1/sessions/${id}/cancel`);
  await open.runJobsUntilIdle();
  await open.stop();
  expect(received.some((path) => path.startsWith("/api/"))).toBe(true);
  expect(received).toContain("/hooks/0");
});
