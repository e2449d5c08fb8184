import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { payout as payoutSchema } from "../../bff/contract.ts";
import type { TestApp } from "../support/app.ts";
import { describeApp } from "../support/app-suite.ts";
import { postCallback, withCallback } from "./support/callbacks.ts";

const minuteMs = 60_000;

async function refusalsOf(app: TestApp, id: string): Promise<(string | null)[]> {
  const { timeline = [] } = await app.api.readPayment(id);
  return timeline
    .filter(({ detail }) => detail?.startsWith("a callback was refused") === true)
    .map(({ cause, from, to, detail }) => `${cause} ${from} ${to} ${detail}`);
}

async function countOf(app: TestApp, reason: string): Promise<number> {
  const headers = { authorization: "Bearer metrics" };
  const { text } = await app.call({ path: "/metrics", headers });
  const line = text
    .split("\n")
    .find((one) =>
      one.startsWith(`pay_checkout_refused_callbacks_total{account="paypro-mx",reason="${reason}"}`),
    );
  return line === undefined ? 0 : Number(line.split(" ").at(-1));
}

const withMetrics = { config: (base: object) => ({ ...base, metrics: { token: "metrics" } }) };

describeApp("callbacks in a coding", { engines: ["sqlite"] }, (app) => {
  test.each<[string, (body: string) => Buffer]>([
    ["utf-8", (body) => Buffer.from(body)],
    ["UTF-8", (body) => Buffer.from(body)],
    ["identity", (body) => Buffer.from(body)],
    ["none", (body) => Buffer.from(body)],
    ["", (body) => Buffer.from(body)],
    ["gzip", (body) => gzipSync(body)],
    ["deflate", (body) => deflateSync(body)],
    ["deflate", (body) => deflateRawSync(body)],
    ["br", (body) => brotliCompressSync(body)],
  ])("are verified as the provider signed them: %s", async (coding, encode) => {
    const { id, body, path } = await withCallback(app());
    const reply = await postCallback(app(), path, encode(body), { "content-encoding": coding });
    expect([reply.status, reply.text]).toEqual([200, "OK"]);
    await app().runJobsUntilIdle();
    expect((await app().api.readPayment(id)).status).toBe("succeeded");
  });

  test.each([
    ["a coding that nobody here can undo", "zstd", Buffer.from("{}"), 415],
    ["another coding than the header's", "gzip", Buffer.from("{}"), 415],
    ["more than 64 kB in few bytes", "gzip", gzipSync(Buffer.alloc(1_000_000)), 413],
  ])("with %s are refused", async (_what, coding, body, status) => {
    const { path } = await withCallback(app());
    const reply = await postCallback(app(), path, body, { "content-encoding": coding });
    expect(reply.problem().status).toBe(status);
  });

  test("are for callbacks only: no other body may be compressed, and a word that is no coding is ignored", async () => {
    const { clientToken } = await app().api.createSession();
    const body = JSON.stringify({ method: "store" });
    const headers = { authorization: `Bearer ${clientToken}`, "content-type": "application/json" };
    const start = (coding: string, rawBody: string | Buffer) =>
      app().call({
        method: "POST",
        path: "/checkout/payments",
        rawBody,
        headers: { ...headers, "content-encoding": coding },
      });
    expect((await start("gzip", gzipSync(body))).problem()).toMatchObject({ status: 415 });
    expect((await start("br", body)).problem()).toMatchObject({ status: 415 });
    expect((await start("utf-8", body)).status).toBe(201);
  });
});

describeApp("a refused callback", withMetrics, (app) => {
  test.each<[string, string, number, (body: string) => readonly [string | Buffer, Record<string, string>]]>([
    ["signature", "its signature does not match", 401, (body) => [body.replace("150.00", "15.00"), {}]],
    ["unreadable", "it does not have the provider's form", 401, () => ["no JSON", {}]],
    ["too_large", "it is larger than a callback may be", 413, () => [" ".repeat(65_537), {}]],
    ["coding", "its Content-Encoding cannot be undone", 415, () => ["{}", { "content-encoding": "gzip" }]],
    ["coding", "its Content-Encoding cannot be undone", 415, () => ["{}", { "content-encoding": "zstd" }]],
  ])(
    "for %s is logged, counted, and in the timeline of its payment",
    async (reason, sentence, status, make) => {
      const { id, body, path } = await withCallback(app());
      const before = await countOf(app(), reason);
      const [raw, headers] = make(body);
      expect((await postCallback(app(), path, raw, headers)).problem().status).toBe(status);
      expect(await refusalsOf(app(), id)).toEqual([
        `callback pending pending a callback was refused: ${sentence}`,
      ]);
      expect(await countOf(app(), reason)).toBe(before + 1);
      const logged = app()
        .logs()
        .filter((line) => line.includes("callback refused") && line.includes(id));
      expect(logged).toHaveLength(1);
      expect(logged[0]).toContain(`"reason":"${reason}"`);
    },
  );

  test("about another order is told at the payment whose address it came to", async () => {
    const one = await withCallback(app());
    const two = await withCallback(app());
    expect((await postCallback(app(), one.path, two.body)).problem().status).toBe(404);
    expect(await refusalsOf(app(), one.id)).toEqual([
      "callback pending pending a callback was refused: it is about another order",
    ]);
    expect(await refusalsOf(app(), two.id)).toEqual([]);
  });

  test("adds one line for each reason, however many come", async () => {
    const { id, path } = await withCallback(app());
    const since = app().clock.now();
    for (let round = 0; round < 5; round++) {
      for (let n = 0; n < 4; n++) await postCallback(app(), path, `{"sign":"${n}"}`);
      app().clock.advance(2 * minuteMs);
    }
    const last = new Date(since + 8 * minuteMs).toISOString();
    expect(await refusalsOf(app(), id)).toEqual([
      `callback pending pending a callback was refused: its signature does not match (again, last at ${last})`,
    ]);
  });

  test("at an address that is nobody's is logged and counted", async () => {
    const before = await countOf(app(), "unknown_token");
    await postCallback(app(), `/callbacks/paypro-mx/${"A".repeat(22)}`, "{}");
    expect(await countOf(app(), "unknown_token")).toBe(before + 1);
  });

  test("of a payout is in the payout's timeline", async () => {
    const reply = await app().api.post(
      "/v1/payouts",
      {
        account: "paypro-mx",
        amount: { value: "120.00", currency: "MXN" },
        reference: "refund-1",
        beneficiary: {
          name: "Ana Díaz",
          accountNumber: "646180157063641989",
          accountType: "clabe",
          bankCode: "646",
        },
      },
      { "idempotency-key": `payout-${app().database.engine}` },
    );
    const { id } = reply.as(payoutSchema);
    const { orderNo } = reply.as(payoutSchema);
    const order = app()
      .sandbox.state.orders()
      .find((held) => held.orderNo === orderNo);
    if (order === undefined) throw new Error("the sandbox has no such order");
    await postCallback(app(), new URL(order.callbackUrl ?? "").pathname, '{"sign":"0"}');
    const { timeline = [] } = (await app().api.get(`/v1/payouts/${id}`)).as(payoutSchema);
    expect(timeline.at(-1)).toMatchObject({
      cause: "callback",
      detail: "a callback was refused: its signature does not match",
    });
  });

  test("makes the provider be queried at most once a minute", async () => {
    const session = await app().api.createSession();
    const { id } = await app().browser(session.clientToken).start("store");
    const { callbackUrl, orderNo } = await app().orderOf(id);
    const queries = () => app().sandbox.state.requests({ operation: "queryPayment", orderNo }).length;
    const path = new URL(callbackUrl ?? "").pathname;
    // By then its own queries are minutes apart.
    app().clock.advance(10 * minuteMs);
    await app().runJobsUntilIdle();
    app().clock.advance(minuteMs);
    const before = queries();
    for (let second = 0; second < 120; second += 5) {
      for (const body of ["{}", '{"sign":"0"}', "nonsense"]) await postCallback(app(), path, body);
      await app().runJobsUntilIdle();
      app().clock.advance(5_000);
    }
    expect(queries() - before).toBe(2);
  });
});

describe("callbackSources", () => {
  const sources = ["203.0.113.0/24", "2001:db8:5::/48", "::ffff:198.51.100.0/120"];
  describeApp(
    "of an account",
    {
      engines: ["sqlite"],
      config: (base) => ({
        ...base,
        network: { ...base.network, trustedProxies: ["127.0.0.0/8"] },
        accounts: base.accounts.map((account) => ({ ...account, callbackSources: sources })),
      }),
    },
    (app) => {
      const from = async (address: string) => {
        const { id, body, path } = await withCallback(app());
        const reply = await postCallback(app(), path, body, { "x-forwarded-for": address });
        return { id, reply };
      };

      test.each([
        "203.0.113.0",
        "203.0.113.255",
        "::ffff:203.0.113.7",
        "2001:db8:5::1",
        "198.51.100.9",
        "203.0.113.7:4711",
        "[2001:db8:5::1]:443",
      ])("let a callback in from %s", async (address) => {
        expect((await from(address)).reply.text).toBe("OK");
      });

      test.each([
        "203.0.114.0",
        "202.0.113.1",
        "::ffff:203.0.112.255",
        "2001:db8:6::1",
        "127.0.0.1",
        "nonsense",
        "203.0.113.7, 198.51.101.1",
      ])("keep a genuine callback out from %s", async (address) => {
        const { id, reply } = await from(address);
        expect(reply.problem()).toMatchObject({ status: 403, code: "source_not_allowed" });
        expect(await refusalsOf(app(), id)).toEqual([
          "callback pending pending a callback was refused: it came from an address that is not in the account's callbackSources",
        ]);
      });

      test("hold at the address without a token, too", async () => {
        const { body } = await withCallback(app());
        const reply = await postCallback(app(), "/callbacks/paypro-mx", body, {
          "x-forwarded-for": "192.0.2.1",
        });
        expect(reply.problem().status).toBe(403);
      });
    },
  );
});
