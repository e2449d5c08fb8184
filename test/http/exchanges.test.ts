import { expect, test } from "vitest";
import { z } from "zod";
import { type exchange, listExchangesAnswer } from "../../bff/contract.ts";
import { keepRetention } from "../../bff/services/retention/keep-retention.ts";
import { sealedContext } from "../../bff/storage/encryption/sealed-columns.ts";
import type { TestApp } from "../support/app.ts";
import { describeApp } from "../support/app-suite.ts";
import { postCallback, withCallback } from "./support/callbacks.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const customer = {
  name: "Canary Nombre",
  email: "canary@example.com",
  phone: "+5511987654321",
  taxId: "11144477735",
  providerAccounts: { chainup: { openId: "canary-open-id", token: "canary-exchange-token" } },
};

const withOperator = {
  config: (base: { readonly merchant: { readonly apiKeys: readonly unknown[] } }) => ({
    ...base,
    merchant: {
      ...base.merchant,
      apiKeys: [
        ...base.merchant.apiKeys,
        { id: "night", secret: "sk_night", scopes: ["operate"] },
        { id: "books", secret: "sk_books", scopes: ["reports"] },
      ],
    },
  }),
};

async function exchangesOf(app: TestApp, id: string, secret = app.apiKey) {
  const kind = id.startsWith("po_") ? "payouts" : "payments";
  const headers = { authorization: `Bearer ${secret}` };
  const reply = await app.call({ path: `/v1/${kind}/${id}/exchanges`, headers });
  expect(reply.status).toBe(200);
  return reply.as(listExchangesAnswer).data;
}

const lineOf = ({ direction, operation, status, outcome }: z.infer<typeof exchange>) =>
  `${direction} ${operation} ${status} ${outcome}`;

describeApp("exchanges", withOperator, (app) => {
  test("of a payment are read oldest first: its creation, its callback, its confirming query", async () => {
    const { id } = await app()
      .browser((await app().api.createSession()).clientToken)
      .start("store");
    app().sandbox.state.play(await app().orderOf(id), { action: "pay" });
    await app().settle();
    const all = await exchangesOf(app(), id);
    expect(all.map(lineOf)).toEqual([
      "out create 200 answered",
      "in callback 200 accepted",
      "out query 200 answered",
    ]);
    const [created, callback, query] = all;
    expect(created?.url).toMatch(/\/v1\/paypro\/payInApi$/);
    expect(created?.request).toContain('"wayCode":"store"');
    expect(created?.response).toContain('"paymentInfo"');
    expect(callback?.response).toBe("OK");
    expect(callback?.url).toMatch(/\/callbacks\/paypro-mx\/\[secret\]$/);
    expect(query?.ms).toBeGreaterThanOrEqual(0);
    for (const { request } of all) expect(request).toMatch(/"sign":"\[secret\]"/);
  });

  test("of which one cannot be read are read without it", async () => {
    const { id } = await app()
      .browser((await app().api.createSession()).clientToken)
      .start("store");
    app().sandbox.state.play(await app().orderOf(id), { action: "pay" });
    await app().settle();
    const { database, seal } = app().context;
    const rows = await database.kysely
      .selectFrom("exchanges")
      .select("id")
      .where("subject_id", "=", id)
      .execute();
    const [older, damaged] = rows.map((row) => row.id).sort();
    const lines = [
      seal.seal('{"direction":"out"}', sealedContext("exchanges.said_sealed", older ?? "")),
      "damaged",
    ];
    for (const [at, one] of [older ?? "", damaged ?? ""].entries()) {
      const said_sealed = lines[at] ?? "";
      await database.kysely.updateTable("exchanges").set({ said_sealed }).where("id", "=", one).execute();
    }
    expect(rows).toHaveLength(3);
    expect(await exchangesOf(app(), id)).toHaveLength(1);
  });

  test.each([
    ["store", "MXN", "MX"],
    ["upi", "INR", "IN"],
    ["alipay", "CNY", "CN"],
    ["crypto", "USDT", "MX"],
    ["pix", "BRL", "BR"],
  ])("hold no secret and no token: %s", async (method, currency, country) => {
    const session = await app().api.createSession({
      amount: { value: "150.00", currency },
      country,
      customer,
    });
    const { id } = await app().browser(session.clientToken).start(method);
    app().sandbox.state.play(await app().orderOf(id), { action: "pay" });
    await app().settle();
    const all = await exchangesOf(app(), id);
    expect(all.length).toBeGreaterThanOrEqual(3);
    const text = JSON.stringify(all);
    for (const account of app().context.accounts.values()) {
      for (const secret of account.wire.secrets) expect(text).not.toContain(secret.reveal());
    }
    const { seal } = app().context;
    for (const hidden of [seal.callbackToken(id), seal.returnMac(id), "canary-exchange-token"]) {
      expect(text).not.toContain(hidden);
    }
    expect(text).not.toMatch(/\bsign(?:\\?"\s*:\s*\\?"|=)(?!\[secret\])/);
    // Also where it is encrypted on the wire, an operator reads what was said.
    const order = await app().orderOf(id);
    for (const { request, method: verb } of all) expect(request === null).toBe(verb === "GET");
    expect(all.filter(({ request, url }) => `${request}${url}`.includes(order.orderNo))).not.toEqual([]);
    const stored = await app().database.kysely.selectFrom("exchanges").selectAll().execute();
    expect(JSON.stringify(stored)).not.toContain(order.orderNo);
  });

  test("of a refused callback have the reason, at most once a minute for each", async () => {
    const { id, body, path } = await withCallback(app());
    const wrong = body.replace("150.00", "15.00");
    for (let count = 0; count < 5; count++) await postCallback(app(), path, wrong);
    await postCallback(app(), path, " ".repeat(65_537));
    const refused = (await exchangesOf(app(), id)).filter(({ direction }) => direction === "in");
    expect(refused.map(lineOf)).toEqual([
      "in callback 401 refused_signature",
      "in callback 413 refused_too_large",
    ]);
    expect(refused[0]?.request).toContain('"amount":15.00');
    expect(refused.map(({ response }) => response)).toEqual([null, null]);
    expect(refused[1]?.request).toBeNull();
  });

  test("of refused callbacks are few, and push out nothing else", async () => {
    const { id, path } = await withCallback(app());
    for (let count = 0; count < 30; count++) {
      await postCallback(app(), path, `{"count":"${count}"}`);
      app().clock.advance(minuteMs + 1);
    }
    const all = await exchangesOf(app(), id);
    const refused = all.filter(({ outcome }) => outcome.startsWith("refused_"));
    expect(refused).toHaveLength(20);
    expect(refused.at(-1)?.request).toBe('{"count":"29"}');
    expect(all.map(lineOf)).toContain("out create 200 answered");
  });

  test("of a query without an answer say why, and an exact repeat of a callback adds nothing", async () => {
    const { id, body, path } = await withCallback(app());
    expect((await postCallback(app(), path, body)).status).toBe(200);
    const once = await exchangesOf(app(), id);
    expect((await postCallback(app(), path, body)).status).toBe(200);
    expect(await exchangesOf(app(), id)).toEqual(once);
    app().sandbox.state.arm({ kind: "drop", operation: "queryPayment", provider: "paypro" });
    await app().api.post(`/v1/payments/${id}/refresh`);
    expect((await exchangesOf(app(), id)).map(lineOf)).toContain("out query null connection_lost");
  });

  test("of a payout are its creation and its query", async () => {
    const reply = await app().api.post(
      "/v1/payouts",
      {
        account: "paypro-mx",
        amount: { value: "150", currency: "MXN" },
        reference: "refund-1",
        beneficiary: { name: "Canary Nombre", accountNumber: "002010077777777771", accountType: "clabe" },
      },
      { "idempotency-key": "exchanges-1" },
    );
    const { id } = reply.as(z.object({ id: z.string() }));
    await app().api.post(`/v1/payouts/${id}/refresh`);
    const all = await exchangesOf(app(), id);
    expect(all.map(lineOf)).toEqual(["out payout 200 answered", "out payout_query 200 answered"]);
    expect(all[0]?.request).toContain("Canary Nombre");
    const masked = await exchangesOf(app(), id, "sk_night");
    expect(JSON.stringify(masked)).not.toMatch(/Nombre|00201007/);
    expect(masked[0]?.request).toContain('"customerName":"C…"');
  });

  test("show no person to who may not see one, wherever the provider has written it", async () => {
    const { id, path } = await withCallback(app(), { customer });
    const body = JSON.stringify({
      payer: "Canary Nombre",
      note: "Canary Nombre paid with 4111 1111 1111 1111 and canary.ana@okaxis",
      more: { from: "002010077777777771", call: "5511987654321" },
      token: { value: "canary-token" },
    });
    await postCallback(app(), `${path}?mail=canary%40example.com&card=4111111111111111`, body);
    const clear = JSON.stringify(await exchangesOf(app(), id));
    for (const word of ["Canary Nombre", "4111 1111", "002010077777777771"]) expect(clear).toContain(word);
    const masked = JSON.stringify(await exchangesOf(app(), id, "sk_night"));
    expect(masked).toMatch(/C… paid with …1111 and c…@okaxis/);
    expect(masked).not.toMatch(/Nombre|4111|00201007|5511987|canary@|canary%40|canary\.ana/);
    for (const text of [clear, masked]) expect(text).not.toContain("canary-token");
    // What an operator compares stays.
    expect(masked).toContain((await app().orderOf(id)).orderNo);
  });

  test("are for keys with the scope operate, and there are none of what is not there", async () => {
    const path = "/v1/payments/pay_none/exchanges";
    const as = (secret: string) => app().call({ path, headers: { authorization: `Bearer ${secret}` } });
    expect((await as("sk_books")).problem()).toMatchObject({ status: 403, code: "missing_scope" });
    expect((await as("sk_night")).problem()).toMatchObject({ status: 404 });
  });

  test("of a person who is erased are gone", async () => {
    const session = await app().api.createSession({ customer: { email: "erased@example.com" } });
    const { id } = await app().browser(session.clientToken).start("store");
    app().sandbox.state.play(await app().orderOf(id), { action: "pay" });
    await app().settle();
    expect(await exchangesOf(app(), id)).toHaveLength(3);
    await app().api.post("/v1/customers/erase", { customer: { email: "erased@example.com" } });
    // The watch for late money keeps it for some days.
    app().clock.advance(20 * dayMs);
    await app().runJobsUntilIdle();
    await keepRetention(app().context);
    expect((await app().api.get(`/v1/sessions/${session.id}`)).text).toContain('"erased":true');
    expect(await exchangesOf(app(), id)).toEqual([]);
  });

  test("are gone after exchangesDays, and the payment stays", async () => {
    const { id } = await app()
      .browser((await app().api.createSession()).clientToken)
      .start("store");
    app().clock.advance(29 * dayMs);
    await keepRetention(app().context);
    expect(await exchangesOf(app(), id)).toHaveLength(1);
    app().clock.advance(1 * dayMs + 1);
    await keepRetention(app().context);
    expect(await exchangesOf(app(), id)).toEqual([]);
  });
});
