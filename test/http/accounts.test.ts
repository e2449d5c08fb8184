import { describe, expect, test } from "vitest";
import { balance, listAccountsAnswer, statement } from "../../bff/contract.ts";
import { describeApp } from "../support/app-suite.ts";

describeApp("accounts", {}, (app) => {
  describe("GET /v1/accounts", () => {
    const list = async () => (await app().api.get("/v1/accounts")).as(listAccountsAnswer).data;

    test("lists every account in the order of the file, with what its adapter can do", async () => {
      const accounts = await list();
      expect(accounts.map(({ id }) => id)).toEqual(app().config.accounts.map(({ id }) => id));
      for (const account of accounts) {
        const adapter = app().context.accounts.get(account.id)?.adapter;
        expect(account.capabilities).toEqual(adapter?.capabilities);
      }
      expect(accounts.find(({ id }) => id === "paypro-mx")).toMatchObject({
        object: "account",
        provider: "paypro",
        circuit: "closed",
        methods: [
          {
            method: "bank_transfer",
            channel: "va",
            currency: "MXN",
            countries: ["MX"],
            min: null,
            max: null,
          },
          {
            method: "store",
            channel: "store",
            currency: "MXN",
            countries: ["MX"],
            min: "10.00",
            max: "10000.00",
          },
          { method: "cashier", channel: "link", currency: "MXN", countries: ["MX"], min: null, max: null },
        ],
      });
    });

    test("says when a provider last answered well", async () => {
      const lastSuccess = async () => (await list()).find(({ id }) => id === "lhx-cn")?.lastSuccessAt;
      expect(await lastSuccess()).toBeNull();
      expect((await app().api.get("/v1/accounts/lhx-cn/balance")).status).toBe(200);
      expect(await lastSuccess()).toBe(new Date(app().clock.now()).toISOString());
    });

    test("shows a circuit that is open", async () => {
      app().sandbox.state.arm({ kind: "drop", operation: "balance", provider: "bharatpay", times: null });
      for (let i = 0; i < 5; i++) {
        const reply = await app().api.get("/v1/accounts/bharat-in/balance");
        expect(reply.problem()).toMatchObject({ status: 503, code: "provider_unavailable" });
      }
      const account = (await list()).find(({ id }) => id === "bharat-in");
      expect(account).toMatchObject({ circuit: "open", circuits: { balance: "open", create: "closed" } });
    });

    test("holds no credential", async () => {
      const { text } = await app().api.get("/v1/accounts");
      for (const { credentials } of Object.values(app().sandbox.providers)) {
        for (const [name, value] of Object.entries(credentials)) expect(text, name).not.toContain(value);
      }
    });
  });

  describe("GET /v1/accounts/{id}/balance", () => {
    test("is money, with null for what the provider has no figure of", async () => {
      const reply = await app().api.get("/v1/accounts/paypro-mx/balance");
      expect(reply.as(balance)).toEqual({
        available: { value: expect.stringMatching(/^\d+\.\d{2}$/), currency: "MXN" },
        total: null,
        frozen: { value: expect.stringMatching(/^\d+\.\d{2}$/), currency: "MXN" },
        asOf: new Date(app().clock.now()).toISOString(),
      });
    });

    test("is 409 not_supported_by_provider where there is no such call", async () => {
      const reply = await app().api.get("/v1/accounts/chainup-coins/balance");
      expect(reply.problem()).toMatchObject({ status: 409, code: "not_supported_by_provider" });
    });

    test.each(["drop", "garbage", "status", "refuse"] as const)(
      "is 503 provider_unavailable when the answer is a %s, in words of ours",
      async (kind) => {
        const message = "canary words of the provider";
        app().sandbox.state.arm({ kind, operation: "balance", provider: "paypro", message });
        const reply = await app().api.get("/v1/accounts/paypro-mx/balance");
        expect(reply.problem()).toMatchObject({ status: 503, code: "provider_unavailable" });
        expect(reply.headers["retry-after"]).toMatch(/^\d+$/);
        expect(reply.text + app().logs().join("")).not.toContain("canary");
      },
    );

    test("knows no account that is not there", async () => {
      for (const path of ["nobody/balance", "nobody/statement", "%00/balance"]) {
        expect((await app().api.get(`/v1/accounts/${path}`)).problem().code).toBe("not_found");
      }
    });
  });

  describe("GET /v1/accounts/{id}/statement", () => {
    test("matches the provider's day with our payments", async () => {
      const session = await app().api.createSession({
        amount: { value: "12.50", currency: "USDT" },
        customer: { providerAccounts: { chainup: { userId: "4711" } } },
      });
      const payment = await app().browser(session.clientToken).start("crypto");
      const order = await app().orderOf(payment.id);
      app().sandbox.state.play(order, { action: "pay" });
      await app().settle();
      const day = new Date(app().clock.now()).toISOString().slice(0, 10);
      const reply = await app().api.get(`/v1/accounts/chainup-coins/statement?day=${day}&type=payment`);
      expect(reply.as(statement)).toMatchObject({
        account: "chainup-coins",
        day,
        total: 1,
        discrepancies: [],
      });
      expect(reply.as(statement).entries).toEqual([
        {
          orderNo: order.orderNo,
          providerOrderId: null,
          type: "payment",
          amount: { value: "12.500000", currency: "USDT" },
          paidAt: expect.any(String),
          paymentId: payment.id,
        },
      ]);
    });

    test("is 409 not_supported_by_provider where there is no such call", async () => {
      const reply = await app().api.get("/v1/accounts/paypro-mx/statement?day=2026-11-19");
      expect(reply.problem()).toMatchObject({ status: 409, code: "not_supported_by_provider" });
    });

    test.each(["day=yesterday", "day=2026-02-30", "type=refund", "page=0", "pageSize=2001", "pagesize=1"])(
      "refuses %s by name",
      async (query) => {
        const reply = await app().api.get(`/v1/accounts/chainup-coins/statement?${query}`);
        expect(reply.problem().errors?.map(({ path }) => path)).toEqual([query.split("=")[0]]);
      },
    );
  });
});
