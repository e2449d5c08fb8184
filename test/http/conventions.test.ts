import { describe, expect, test } from "vitest";
import { errorTable } from "../../bff/core/errors.ts";
import { describeApp } from "../support/app-suite.ts";

describeApp(
  "conventions",
  {
    engines: ["sqlite"],
  },
  (app) => {
    describe("errors are problem+json", () => {
      test("with type, title, status, code, detail and the request's id", async () => {
        const reply = await app().api.get("/v1/sessions/cs_0000000000000000000000");
        expect(reply.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
        expect(reply.json()).toEqual({
          type: "urn:pay-checkout:error:not_found",
          title: errorTable.not_found.title,
          status: 404,
          code: "not_found",
          detail: "There is no such session.",
          requestId: reply.headers["x-request-id"],
        });
      });

      test("a path that there is not is 404, also outside the APIs", async () => {
        for (const path of [
          "/",
          "/v1",
          "/v1/nothing",
          "/favicon.png",
          "/pay//",
          "/PAY",
          "/V1/sessions",
          "/%2e%2e/etc",
        ]) {
          const reply = await app().api.get(path);
          expect(reply.problem().code, path).toBe("not_found");
        }
      });

      test("a path that does not decode is 404", async () => {
        expect((await app().api.get("/v1/sessions/%E0%A4%A")).problem().code).toBe("not_found");
      });

      test.each([
        ["DELETE", "/v1/sessions", "GET, HEAD, POST"],
        ["PUT", "/v1/payments/pay_1", "GET, HEAD"],
        ["GET", "/v1/sessions/cs_1/cancel", "POST"],
        ["OPTIONS", "/v1/sessions", "GET, HEAD, POST"],
        ["GET", "/callbacks/paypro-mx", "POST"],
        ["POST", "/healthz", "GET, HEAD"],
        ["POST", "/pay", "GET, HEAD"],
        ["DELETE", "/return/pay_1.abc", "GET, HEAD, POST"],
      ] as const)("%s %s is 405 and names what it takes", async (method, path, allow) => {
        const reply = await app().api.call({ method, path });
        expect(reply.problem()).toMatchObject({ status: 405, code: "method_not_allowed" });
        expect(reply.headers.allow).toBe(allow);
      });
    });

    describe("X-Request-Id", () => {
      test("is on every answer, whatever it is", async () => {
        for (const path of ["/healthz", "/nowhere", "/v1/sessions", "/pay", "/openapi.json", "/metrics"]) {
          expect((await app().call({ path })).headers["x-request-id"], path).toMatch(/^req_[0-9A-Za-z]{22}$/);
        }
      });

      test("is ours and new each time: one that came in is not believed", async () => {
        const headers = { "x-request-id": "mine" };
        const [first, second] = [
          await app().call({ path: "/healthz", headers }),
          await app().call({ path: "/healthz", headers }),
        ];
        expect(first.headers["x-request-id"]).not.toBe("mine");
        expect(first.headers["x-request-id"]).not.toBe(second.headers["x-request-id"]);
      });
    });

    describe("API keys", () => {
      test.each([
        ["no header", {}],
        ["another scheme", { authorization: "Basic c2s6" }],
        ["no token", { authorization: "Bearer" }],
        ["a token that is none of ours", { authorization: "Bearer sk_other" }],
        ["the beginning of ours", { authorization: "Bearer sk_sandbox_of_a_tes" }],
        ["ours and more", { authorization: "Bearer sk_sandbox_of_a_test1" }],
        ["ours in capitals", { authorization: "Bearer SK_SANDBOX_OF_A_TEST" }],
        ["two tokens", { authorization: "Bearer sk_other sk_sandbox_of_a_test" }],
        ["a very long one", { authorization: `Bearer ${"x".repeat(4_000)}` }],
      ])("%s is 401", async (_, headers) => {
        const reply = await app().call({ path: "/v1/sessions", headers });
        expect(reply.problem()).toMatchObject({ status: 401, code: "unauthorized" });
        expect(reply.headers["www-authenticate"]).toBe("Bearer");
      });

      test("a client token is not one, nor an API key a client token", async () => {
        const { clientToken } = await app().api.createSession();
        const asMerchant = { authorization: `Bearer ${clientToken}` };
        expect((await app().call({ path: "/v1/sessions", headers: asMerchant })).status).toBe(401);
        expect((await app().browser(app().apiKey).call({ path: "/checkout/session" })).status).toBe(401);
      });
    });

    describe("lists", () => {
      test.each(["0", "101", "-1", "1.5", "x", "", "1e1", "+5", "05", "0x5", "%205", "1e2000"])(
        "limit=%s is 422",
        async (limit) => {
          const reply = await app().api.get(`/v1/sessions?limit=${limit}`);
          expect(reply.problem().errors?.map(({ path }) => path)).toEqual(["limit"]);
        },
      );

      test.each(["sessions", "payments", "payouts", "refunds", "events", "audit"])(
        "a cursor of %s is of that list alone, with its filters, and its times are the right way round",
        async (list) => {
          const wrong = async (path: string) => (await app().api.get(path)).problem().errors?.[0]?.path;
          for (const _ of [1, 2]) await app().api.createSession({ reference: "order-1" });
          const { nextCursor } = JSON.parse(
            (await app().api.get("/v1/sessions?limit=1&reference=order-1")).text,
          );
          const same = await app().api.get(`/v1/sessions?limit=2&reference=order-1&cursor=${nextCursor}`);
          expect(same.status).toBe(200);
          expect(await wrong(`/v1/${list}?cursor=${nextCursor}`)).toBe("cursor");
          if (list === "sessions") return;
          const order = (from: string, to: string) => `/v1/${list}?from=${from}&to=${to}`;
          const [early, late] = ["2026-11-19T00:00:00Z", "2026-11-20T00:00:00Z"];
          expect(await wrong(order(late, early))).toBe("to");
          expect((await app().api.get(order(early, late))).status).toBe(200);
        },
      );

      test.each(["nonsense", "AAAAAAAA.MTIz", "..%2f", "%00"])("cursor=%s is 422", async (cursor) => {
        for (const list of ["sessions", "payments", "payouts", "events"]) {
          const reply = await app().api.get(`/v1/${list}?cursor=${cursor}`);
          expect(
            reply.problem().errors?.map(({ path }) => path),
            list,
          ).toEqual(["cursor"]);
        }
      });

      test("a parameter that comes twice is 422", async () => {
        expect((await app().api.get("/v1/sessions?reference=a&reference=b")).status).toBe(422);
      });
    });
  },
);
