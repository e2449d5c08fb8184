import { describe, expect, onTestFinished, test } from "vitest";
import { auditEntry, listOf, payment, payout, problemDetails } from "../../../bff/contract.ts";
import { merchantOperations } from "../../../bff/http/specs/merchant.ts";
import { startTestApp, type TestApp, type TestAppOptions } from "../../support/app.ts";
import { describeApp } from "../../support/app-suite.ts";
import { engines } from "../../support/databases.ts";
import { callHttp } from "../../support/http-client.ts";
import { operatorOf, passwordHash, signIn, withOperators } from "../../support/operators.ts";
import { consoleAccess } from "../support/access.ts";

const minute = 60_000;
const hour = 60 * minute;

async function start(options: TestAppOptions = {}): Promise<TestApp> {
  const app = await startTestApp({ config: withOperators(operatorOf("ana")), ...options });
  onTestFinished(app.stop);
  return app;
}

async function auditOf(app: TestApp, subject: string) {
  const { data } = (await app.api.get(`/v1/audit?subject=${subject}`)).as(listOf(auditEntry));
  return data;
}

describe.each(engines)("a session on %s", (engine) => {
  test("ends after half an hour without a request, and not before", async () => {
    const app = await start({ engine });
    const browser = await signIn(app);
    for (const passed of [29, 29, 29]) {
      app.clock.advance(passed * minute);
      expect((await browser.get("/me")).status).toBe(200);
    }
    app.clock.advance(30 * minute);
    expect((await browser.get("/me")).problem().code).toBe("signed_out");
    expect((await browser.get("/v1/payments")).status).toBe(401);
  });

  test("is not kept alive by what the page does by itself", async () => {
    const app = await start({ engine });
    const browser = await signIn(app);
    app.clock.advance(20 * minute);
    expect((await browser.call({ path: "/console/api/me", headers: { "x-background": "1" } })).status).toBe(
      200,
    );
    app.clock.advance(11 * minute);
    expect((await browser.get("/me")).status).toBe(401);
  });

  test("ends after twelve hours, however much it is used", async () => {
    const app = await start({ engine });
    const browser = await signIn(app);
    for (let passed = 0; passed < 12 * hour - 20 * minute; passed += 20 * minute) {
      app.clock.advance(20 * minute);
      expect((await browser.get("/me")).status).toBe(200);
    }
    app.clock.advance(20 * minute);
    expect((await browser.get("/me")).status).toBe(401);
  });

  test("ends with a sign-out, in every process, and the audit has it once", async () => {
    const app = await start({ engine });
    const other = await start({
      like: app,
      config: (base) => ({ ...withOperators(operatorOf("ana"))(base), database: app.config.database }),
    });
    const browser = await signIn(app);
    const there = (path: string) => callHttp(other.url, { path, headers: { cookie: browser.cookie } });
    expect((await there("/console/api/me")).status).toBe(200);
    const reply = await browser.post("/sign-out");
    expect([reply.status, reply.headers["set-cookie"]]).toEqual([204, expect.stringContaining("Max-Age=0")]);
    expect((await there("/console/api/me")).status).toBe(401);
    expect((await browser.post("/sign-out")).status).toBe(401);
    expect((await auditOf(app, "operator:ana")).map(({ action }) => action)).toEqual([
      "operator.sign_out",
      "operator.sign_in",
    ]);
  });

  test.each([
    ["was taken out", []],
    ["has another password", [operatorOf("ana", { password: `${passwordHash.slice(0, -1)}A` })]],
    ["has another code", [operatorOf("ana", { totp: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP" })]],
    ["may do something else", [operatorOf("ana", { scopes: ["reports"] })]],
  ])("ends when its operator %s", async (_, operators) => {
    const app = await start({ engine, config: withOperators(operatorOf("ana"), operatorOf("ben")) });
    const [ana, ben] = [await signIn(app), await signIn(app, { operator: "ben" })];
    await app.reload(withOperators(...operators, operatorOf("ben")));
    expect([(await ana.get("/me")).status, (await ben.get("/me")).status]).toEqual([401, 200]);
  });
});

describeApp(
  "an operator",
  { config: withOperators(operatorOf("ana"), operatorOf("guest", { scopes: ["reports"] })) },
  (app) => {
    test("does what a key does, under their own name, and a repeat with the same key changes nothing", async () => {
      const browser = await signIn(app());
      const session = await app().api.createSession();
      const request = {
        account: "paypro-mx",
        amount: { value: "10", currency: "MXN" },
        reference: "r-1",
        beneficiary: { name: "Ana", accountNumber: "002010077777777771", accountType: "clabe" },
      };
      const key = { "idempotency-key": "console-1" };
      const made = await browser.post("/v1/payouts", request, key);
      expect(made.status).toBe(201);
      const { id } = made.as(payout);
      const again = await browser.post("/v1/payouts", request, key);
      expect([again.headers["idempotency-replayed"], again.as(payout).id]).toEqual(["true", id]);
      // A key of the same name, used by an API key, is another one.
      expect((await app().api.post("/v1/payouts", request, key)).as(payout).id).not.toBe(id);
      expect(await auditOf(app(), id)).toMatchObject([
        {
          action: "payout.create",
          actor: "operator:ana",
          address: "127.0.0.1",
          requestId: made.headers["x-request-id"],
        },
      ]);
      await browser.post(`/v1/sessions/${session.id}/cancel`);
      expect((await auditOf(app(), session.id))[0]).toMatchObject({
        action: "session.cancel",
        actor: "operator:ana",
      });
      const line = app()
        .logs()
        .find((text) => text.includes("/console/api/v1/sessions/{id}/cancel"));
      expect(line).toContain('"operatorId":"ana"');
    });

    test("without the scope is refused with its name", async () => {
      const browser = await signIn(app(), { operator: "guest" });
      const problem = (await browser.post("/v1/sessions", {})).problem();
      expect([problem.status, problem.code]).toEqual([403, "missing_scope"]);
      expect(problem.detail).toBe("This call needs an operator with the scope sessions.");
    });

    test("without the scopes for it sees personal details masked", async () => {
      const { id } = await app().api.createSession({ customer: { email: "ana@example.com" } });
      const [all, few] = [await signIn(app()), await signIn(app(), { operator: "guest" })];
      expect((await all.get(`/v1/sessions/${id}`)).text).toContain("ana@example.com");
      expect((await few.get(`/v1/sessions/${id}`)).text).not.toContain("ana@example.com");
    });

    test("gets 404 and 405 below the console as below the API", async () => {
      const browser = await signIn(app());
      expect((await browser.get("/v1/nothing")).status).toBe(404);
      expect((await browser.get("/nothing")).status).toBe(404);
      const { status, headers } = await browser.call({ method: "DELETE", path: "/console/api/v1/payments" });
      expect([status, headers.allow]).toEqual([405, "GET, HEAD"]);
    });

    test("is trusted by the cookie at the console alone, and a key is not trusted there", async () => {
      const { cookie } = await signIn(app());
      const call = (path: string, headers: Record<string, string>) => callHttp(app().url, { path, headers });
      expect((await call("/v1/payments", { cookie })).status).toBe(401);
      expect((await call("/checkout/session", { cookie })).status).toBe(401);
      expect(
        (await call("/console/api/v1/payments", { authorization: `Bearer ${app().apiKey}` })).status,
      ).toBe(401);
      const { status, headers } = await call("/console/api/v1/payments", { cookie, origin: app().origin });
      expect([status, headers["access-control-allow-origin"]]).toEqual([403, undefined]);
    });

    test("of whom another page forges a request loses nothing, and it is on record", async () => {
      const browser = await signIn(app());
      const { id } = await app().api.createSession();
      const path = `/console/api/v1/sessions/${id}/cancel`;
      const forgeries: readonly (readonly [string, Record<string, string>])[] = [
        ["csrf_token", { "x-csrf-token": "" }],
        ["csrf_token", { "x-csrf-token": "0".repeat(64) }],
        ["cross_site", { "sec-fetch-site": "cross-site" }],
        ["cross_site", { "sec-fetch-site": "same-site" }],
        ["cross_site", { "sec-fetch-site": "none" }],
      ];
      const before = (await auditOf(app(), "operator:ana")).length;
      for (const [, headers] of forgeries) {
        const reply = await browser.call({ method: "POST", path, body: {}, headers });
        expect(reply.as(problemDetails)).toMatchObject({ status: 403, code: "request_forged" });
      }
      const entries = (await auditOf(app(), "operator:ana")).slice(0, -before);
      expect(entries.map(({ action, actor, after }) => [action, actor, after?.reason]).reverse()).toEqual(
        forgeries.map(([reason]) => ["operator.request_refused", "unknown", reason]),
      );
      expect((await app().api.readSession(id)).status).toBe("requires_payment_method");
      const crossRead = await browser.call({
        path: "/console/api/v1/payments",
        headers: { "sec-fetch-site": "cross-site" },
      });
      expect(crossRead.status).toBe(403);
    });

    test("has a token that belongs to the session", async () => {
      const [one, other] = [await signIn(app()), await signIn(app())];
      const headers = { "x-csrf-token": other.operator.csrfToken };
      expect((await one.post("/sign-out", {}, headers)).status).toBe(403);
      expect((await one.post("/sign-out")).status).toBe(204);
    });

    test("reads payments as the merchant does", async () => {
      const session = await app().api.createSession();
      const { id } = await app().browser(session.clientToken).start("store");
      const browser = await signIn(app());
      expect((await browser.get(`/v1/payments/${id}`)).as(payment)).toEqual(await app().api.readPayment(id));
    });
  },
);

describeApp(
  "payouts that need another person",
  {
    config: (base) => ({
      ...withOperators(operatorOf("ana"), operatorOf("ben"))(base),
      payouts: { approveAbove: { MXN: "100" } },
    }),
  },
  (app) => {
    test("are approved by another operator, and never by the one who made them", async () => {
      const [ana, ben] = [await signIn(app()), await signIn(app(), { operator: "ben" })];
      const request = {
        account: "paypro-mx",
        amount: { value: "500", currency: "MXN" },
        reference: "r-2",
        beneficiary: { name: "Ana", accountNumber: "002010077777777771", accountType: "clabe" },
      };
      const { id, status } = (await ana.post("/v1/payouts", request, { "idempotency-key": "big" })).as(
        payout,
      );
      expect(status).toBe("awaiting_approval");
      expect((await ana.post(`/v1/payouts/${id}/approve`)).problem().code).toBe("same_actor");
      expect((await ben.post(`/v1/payouts/${id}/approve`)).status).toBe(200);
    });

    test("are approved by an operator where a key has made them", async () => {
      const ana = await signIn(app());
      const request = {
        account: "paypro-mx",
        amount: { value: "500", currency: "MXN" },
        reference: "r-3",
        beneficiary: { name: "Ana", accountNumber: "002010077777777771", accountType: "clabe" },
      };
      const made = (await app().api.post("/v1/payouts", request, { "idempotency-key": "big" })).as(payout);
      expect((await ana.post(`/v1/payouts/${made.id}/reject`)).status).toBe(200);
    });
  },
);

test("nobody who has not signed in gets anything at the console but the sign-in and the page", async () => {
  const app = await start();
  const ofMerchants = merchantOperations.map(({ method, path }) => `${method} /console/api${path}`);
  const own = Object.entries(consoleAccess).flatMap(([route, access]) =>
    access === "operator" ? [route] : [],
  );
  for (const route of [...own, ...ofMerchants]) {
    const [, method, path = ""] = /^(GET|POST|PATCH) (.*)$/.exec(route) ?? [];
    const call = { method: method === "POST" || method === "PATCH" ? method : "GET", path } as const;
    const headers = { cookie: `pay-checkout-console=${"a".repeat(43)}` };
    for (const reply of [await callHttp(app.url, call), await callHttp(app.url, { ...call, headers })]) {
      expect([route, reply.problem().code]).toEqual([route, "signed_out"]);
    }
  }
  expect(ofMerchants.length).toBeGreaterThan(20);
});
