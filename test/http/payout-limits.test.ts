import { afterAll, describe, expect, test } from "vitest";
import { payout as payoutSchema } from "../../bff/contract.ts";
import type { DemoConfig } from "../../demo/config.ts";
import { startTestApp, type TestApp } from "../support/app.ts";
import { engines } from "../support/databases.ts";
import type { Call } from "../support/http-client.ts";

const day = 24 * 60 * 60 * 1_000;
const limits = {
  maxAmount: { MXN: "600" },
  dailyLimit: { MXN: "1000" },
  approveAbove: { MXN: "400.00" },
};

const config = (base: DemoConfig) => ({
  ...base,
  payouts: limits,
  merchant: {
    ...base.merchant,
    apiKeys: [
      ...base.merchant.apiKeys,
      { id: "chief", secret: "sk_chief", scopes: ["payouts:approve"] },
      { id: "second", secret: "sk_second", scopes: ["payouts"] },
    ],
  },
});

function request(value: string, reference = "refund-77") {
  return {
    account: "paypro-mx",
    amount: { value, currency: "MXN" },
    reference,
    beneficiary: { name: "Ana Diaz", accountNumber: "002010077777777771", accountType: "clabe" },
  };
}

let keys = 0;
const newKey = () => `limited-${++keys}`;

const pay = (app: TestApp, value: string, key = newKey()) =>
  app.api.post("/v1/payouts", request(value), { "idempotency-key": key });
const asChief = (app: TestApp, call: Call) =>
  app.call({ ...call, headers: { authorization: "Bearer sk_chief", ...call.headers } });
const decide = (app: TestApp, id: string, what: "approve" | "reject", headers = {}) =>
  asChief(app, { method: "POST", path: `/v1/payouts/${id}/${what}`, body: { note: "agreed" }, headers });
const held = (app: TestApp) => app.sandbox.state.orders({ kind: "payout" }).length;
const stored = async (app: TestApp) =>
  (await app.database.kysely.selectFrom("payouts").select("id").execute()).length;

describe.each(engines)("limits of payouts on %s", (engine) => {
  const apps: TestApp[] = [];
  afterAll(async () => {
    for (const app of apps.reverse()) await app.stop();
  });
  async function start(like?: TestApp): Promise<TestApp> {
    const app = await startTestApp({ engine, config, ...(like === undefined ? {} : { like }) });
    apps.push(app);
    return app;
  }

  test("one above maxAmount is 422 at amount, sends and stores nothing, and frees its key", async () => {
    const app = await start();
    const key = newKey();
    const refused = (await pay(app, "601", key)).problem();
    expect(refused).toMatchObject({
      status: 422,
      code: "payout_limit_exceeded",
      errors: [{ path: "amount", message: "is above payouts.maxAmount" }],
    });
    expect(JSON.stringify(refused.errors) + refused.detail).not.toMatch(/\d/);
    expect([held(app), await stored(app)]).toEqual([0, 0]);
    expect((await pay(app, "300", key)).as(payoutSchema).status).toBe("pending");
    expect((await pay(app, "300", key)).headers["idempotency-replayed"]).toBe("true");
    expect([held(app), await stored(app)]).toEqual([1, 1]);
  });

  test("a day's payouts together stay within dailyLimit; failed and rejected ones give theirs back; the next day is free", async () => {
    const app = await start();
    expect((await pay(app, "400")).status).toBe(201);
    const message = "insufficient balance";
    app.sandbox.state.arm({ kind: "refuse", operation: "createPayout", provider: "paypro", message });
    expect((await pay(app, "400")).as(payoutSchema).status).toBe("failed");
    const waiting = (await pay(app, "600")).as(payoutSchema);
    expect(waiting.status).toBe("awaiting_approval");
    // 400 and 600: the day is full.
    const refused = (await pay(app, "1")).problem();
    expect(refused).toMatchObject({ status: 422, code: "payout_limit_exceeded" });
    expect(refused.errors).toEqual([
      { path: "amount", message: "is above what payouts.dailyLimit leaves today" },
    ]);
    expect((await decide(app, waiting.id, "reject")).as(payoutSchema).status).toBe("rejected");
    expect((await pay(app, "400")).status).toBe(201);
    expect((await pay(app, "201")).problem().code).toBe("payout_limit_exceeded");
    app.clock.advance(day);
    expect((await pay(app, "201")).status).toBe(201);
  });

  test("an approved one counts on the day of its approval, and not on that on which it was made", async () => {
    const app = await start();
    const waiting = (await pay(app, "600")).as(payoutSchema);
    expect((await pay(app, "401")).problem().code).toBe("payout_limit_exceeded");
    app.clock.advance(day);
    expect((await pay(app, "400")).status).toBe(201);
    expect((await decide(app, waiting.id, "approve")).as(payoutSchema).status).toBe("pending");
    // 400 and 600: today is full, and yesterday is empty again.
    expect((await pay(app, "1")).problem().code).toBe("payout_limit_exceeded");
    app.clock.advance(-day);
    expect((await pay(app, "400")).status).toBe(201);
  });

  test("one that would exceed the day's limit cannot be approved, sends nothing, and is approved the next day", async () => {
    const app = await start();
    const waiting = (await pay(app, "600")).as(payoutSchema);
    app.clock.advance(day);
    expect((await pay(app, "400")).status).toBe(201);
    expect((await pay(app, "1")).status).toBe(201);
    const key = { "idempotency-key": newKey() };
    const refused = (await decide(app, waiting.id, "approve", key)).problem();
    expect(refused).toMatchObject({ status: 422, code: "payout_limit_exceeded" });
    expect(refused.errors).toBeUndefined();
    expect(held(app)).toBe(2);
    const read = await asChief(app, { path: `/v1/payouts/${waiting.id}` });
    expect(read.as(payoutSchema)).toMatchObject({ status: "awaiting_approval", timeline: [{ from: null }] });
    app.clock.advance(day);
    expect((await decide(app, waiting.id, "approve", key)).as(payoutSchema).status).toBe("pending");
    expect(held(app)).toBe(3);
  });

  test("one above a maxAmount that was lowered meanwhile can only be rejected", async () => {
    const app = await start();
    const { id } = (await pay(app, "600")).as(payoutSchema);
    await app.reload((base) => ({ ...config(base), payouts: { ...limits, maxAmount: { MXN: "599" } } }));
    const refused = (await decide(app, id, "approve")).problem();
    expect([refused.code, refused.detail]).toEqual([
      "payout_limit_exceeded",
      "The amount is above payouts.maxAmount for MXN.",
    ]);
    expect((await decide(app, id, "reject")).as(payoutSchema).status).toBe("rejected");
  });

  test("approvals of two processes at once, among new payouts, are together never above dailyLimit", async () => {
    const one = await start();
    const other = await start(one);
    const ids: string[] = [];
    // Each on a day of its own, so that they do not fill one together.
    for (let count = 0; count < 4; count++) {
      ids.push((await pay(one, "450")).as(payoutSchema).id);
      one.clock.advance(day);
    }
    const replies = await Promise.all([
      ...ids.map((id, index) => decide(index % 2 === 0 ? one : other, id, "approve")),
      ...[other, one].map((app) => pay(app, "400")),
    ]);
    const made = replies.filter(({ status }) => status < 300);
    expect(replies.filter(({ status }) => status === 422).length).toBe(replies.length - made.length);
    const total = made.reduce((sum, reply) => sum + Number(reply.as(payoutSchema).amount.value), 0);
    // Two of them, whichever came first: nothing is left over in which another would fit.
    expect([800, 850, 900]).toContain(total);
    expect(held(one)).toBe(2);
  });

  test("a key whose payout was made is answered with it, also when the day is full by then", async () => {
    const app = await start();
    const key = newKey();
    const made = (await pay(app, "400", key)).as(payoutSchema);
    await pay(app, "400");
    expect((await pay(app, "400")).problem().code).toBe("payout_limit_exceeded");
    expect((await pay(app, "400", key)).as(payoutSchema).id).toBe(made.id);
    // Keys are kept for two days, payouts for good.
    await app.database.kysely.deleteFrom("idempotency_keys").execute();
    expect((await pay(app, "400", key)).as(payoutSchema).id).toBe(made.id);
    expect(await stored(app)).toBe(2);
  });

  test("payouts of two processes at once are together never above dailyLimit, and those that fit are made", async () => {
    const one = await start();
    const other = await start(one);
    const replies = await Promise.all(
      Array.from({ length: 24 }, (_, index) => pay(index % 2 === 0 ? one : other, "90")),
    );
    const made = replies.filter(({ status }) => status === 201).length;
    const refused = replies.filter(({ status }) => status === 422).length;
    expect({ made, refused }).toEqual({ made: 11, refused: 13 });
    expect(held(one)).toBe(11);
    expect((await pay(other, "10")).status).toBe(201);
    expect((await pay(one, "1")).problem().code).toBe("payout_limit_exceeded");
  });

  test("one above approveAbove waits, over a restart, until another key approves it", async () => {
    const app = await start();
    const waiting = (await pay(app, "401")).as(payoutSchema);
    expect(waiting).toMatchObject({ status: "awaiting_approval", providerOrderId: null, failure: null });
    await app.stopServer();
    const again = await start(app);
    again.clock.advance(3 * day);
    await again.runJobsUntilIdle();
    const list = await asChief(again, { path: "/v1/payouts?status=awaiting_approval" });
    expect(list.json()).toMatchObject({ data: [{ id: waiting.id }] });
    expect(held(again)).toBe(0);
    const own = await again.call({
      method: "POST",
      path: `/v1/payouts/${waiting.id}/approve`,
      headers: { authorization: "Bearer sk_second" },
    });
    expect(own.problem().code).toBe("missing_scope");
    const key = { "idempotency-key": newKey() };
    const approved = await decide(again, waiting.id, "approve", key);
    expect(approved.as(payoutSchema)).toMatchObject({
      status: "pending",
      providerOrderId: expect.any(String),
    });
    const repeated = await decide(again, waiting.id, "approve", key);
    expect([repeated.text, repeated.headers["idempotency-replayed"]]).toEqual([approved.text, "true"]);
    expect((await decide(again, waiting.id, "approve")).problem()).toMatchObject({
      status: 409,
      code: "not_awaiting_approval",
    });
    expect(held(again)).toBe(1);
  });

  test("who made it may not approve it, and an unknown one is 404", async () => {
    const app = await start();
    const { id } = (await pay(app, "500")).as(payoutSchema);
    expect((await app.api.post(`/v1/payouts/${id}/approve`)).problem()).toMatchObject({
      status: 403,
      code: "same_actor",
    });
    expect((await app.api.post(`/v1/payouts/${id}/reject`, { note: "no" })).problem().code).toBe(
      "same_actor",
    );
    expect((await decide(app, "po_0000000000000000000000", "approve")).problem().code).toBe("not_found");
    const wrong = await asChief(app, {
      method: "POST",
      path: `/v1/payouts/${id}/reject`,
      body: { why: "no" },
    });
    expect(wrong.problem().errors?.map(({ path }) => path)).toEqual(["why"]);
    expect((await decide(app, id, "reject")).as(payoutSchema).timeline?.at(-1)).toEqual({
      at: expect.any(String),
      from: "awaiting_approval",
      to: "rejected",
      cause: "operator",
      actor: "key:chief",
      detail: "agreed",
      note: "agreed",
    });
  });
});
