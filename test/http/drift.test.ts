import { expect, test } from "vitest";
import { z } from "zod";
import { listAccountsAnswer } from "../../bff/contract.ts";
import type { TestApp } from "../support/app.ts";
import { describeApp } from "../support/app-suite.ts";
import { withCallback } from "./support/callbacks.ts";

const dayMs = 24 * 60 * 60_000;
const withMetrics = { config: (base: object) => ({ ...base, metrics: { token: "metrics" } }) };
const customer = {
  name: "Ana Nombre",
  email: "ana@example.com",
  phone: "+5511987654321",
  taxId: "11144477735",
  providerAccounts: { chainup: { openId: "open-1" } },
};

async function driftOf(app: TestApp, accountId: string) {
  await app.context.drift.flush();
  const { data } = (await app.api.get("/v1/accounts")).as(listAccountsAnswer);
  return (data.find(({ id }) => id === accountId)?.drift ?? []).map(({ kind, name }) => `${kind} ${name}`);
}

async function countOf(app: TestApp, kind: string): Promise<number> {
  const { text } = await app.call({ path: "/metrics", headers: { authorization: "Bearer metrics" } });
  const start = `pay_checkout_provider_drift_total{account="paypro-mx",kind="${kind}"}`;
  const line = text.split("\n").find((one) => one.startsWith(start));
  return line === undefined ? 0 : Number(line.split(" ").at(-1));
}

const warnings = (app: TestApp) =>
  app
    .logs()
    .filter((line) => line.includes("what its documentation does not have"))
    .map((line) =>
      z.looseObject({ accountId: z.string(), kind: z.string(), field: z.string() }).parse(JSON.parse(line)),
    );

async function payWithMore(app: TestApp): Promise<void> {
  const session = await app.api.createSession();
  const { id } = await app.browser(session.clientToken).start("store");
  app.sandbox.state.arm({ kind: "extra_field", operation: "callback", provider: "paypro" });
  app.sandbox.state.play(await app.orderOf(id), { action: "pay" });
  await app.settle();
}

describeApp("the watch on drift", withMetrics, (app) => {
  test.each([
    ["store", "MXN", "MX"],
    ["upi", "INR", "IN"],
    ["alipay", "CNY", "CN"],
    ["crypto", "USDT", "MX"],
    ["pix", "BRL", "BR"],
  ])("finds nothing in what the documentation has: %s", async (method, currency, country) => {
    const session = await app().api.createSession({
      amount: { value: "150.00", currency },
      country,
      customer,
    });
    const { id } = await app().browser(session.clientToken).start(method);
    app().sandbox.state.play(await app().orderOf(id), { action: "pay" });
    await app().settle();
    await app().api.post(`/v1/payments/${id}/refresh`);
    for (const accountId of app().context.accounts.keys()) {
      expect([accountId, await driftOf(app(), accountId)]).toEqual([accountId, []]);
    }
  });

  test("tells a new field and an undocumented status once a day", async () => {
    await payWithMore(app());
    await payWithMore(app());
    expect(await driftOf(app(), "paypro-mx")).toEqual(["field wayCode"]);
    expect(await countOf(app(), "field")).toBe(1);
    expect(warnings(app())).toMatchObject([{ accountId: "paypro-mx", kind: "field", field: "wayCode" }]);
    app().clock.advance(dayMs);
    await payWithMore(app());
    expect(await driftOf(app(), "paypro-mx")).toEqual(["field wayCode"]);
    expect(warnings(app())).toHaveLength(2);
    app().clock.advance(8 * dayMs);
    expect(await driftOf(app(), "paypro-mx")).toEqual([]);
  });

  test("looks at no callback that is not verified", async () => {
    const { path } = await withCallback(app());
    await app().call({
      method: "POST",
      path,
      rawBody: '{"canary":"1","sign":"x"}',
      headers: { "content-type": "text/plain" },
    });
    expect((await driftOf(app(), "paypro-mx")).join()).not.toContain("canary");
  });
});
