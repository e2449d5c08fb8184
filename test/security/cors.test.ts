import { describe, expect, test } from "vitest";
import { describeApp } from "../support/app-suite.ts";

const foreignOrigins = (own: string) => {
  const { protocol, host, port } = new URL(own);
  return [
    "https://evil.example",
    `${own}.evil.example`,
    `${protocol}//evil.${host}`,
    `https://${host}`,
    own.replace(port, "1"),
    `${own}/`,
    own.toUpperCase(),
    `${own}, https://evil.example`,
    "null",
    "*",
    "file://",
  ];
};

describeApp("CORS", { engines: ["sqlite"] }, (app) => {
  const corsOf = (headers: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith("access-control")));
  const preflight = (path: string, origin: string) =>
    app().call({
      method: "OPTIONS",
      path,
      headers: {
        origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type",
      },
    });

  describe("of the browser API", () => {
    const paths = [
      "/checkout/session",
      "/checkout/open",
      "/checkout/status",
      "/checkout/events",
      "/checkout/payments",
    ];

    test("lets a configured origin in, without credentials, and names what it may read", async () => {
      const { clientToken } = await app().api.createSession();
      const reply = await app().browser(clientToken).call({ path: "/checkout/session" });
      expect(corsOf(reply.headers)).toEqual({
        "access-control-allow-origin": app().origin,
        "access-control-expose-headers": "ETag, Retry-After, X-Request-Id",
      });
      expect(reply.headers.vary).toContain("Origin");
      expect(reply.headers).not.toHaveProperty("set-cookie");
    });

    test("answers a configured origin's preflight, to be kept for two hours", async () => {
      for (const path of [...paths, "/checkout/payments/pay_1/cancel"]) {
        const reply = await preflight(path, app().origin);
        expect(reply.status).toBe(204);
        expect(corsOf(reply.headers)).toEqual({
          "access-control-allow-origin": app().origin,
          "access-control-expose-headers": "ETag, Retry-After, X-Request-Id",
          "access-control-allow-methods": "GET, POST",
          "access-control-allow-headers": "Authorization, Content-Type, If-None-Match",
          "access-control-max-age": "7200",
        });
      }
    });

    test("tells any other origin nothing, in a preflight or an answer", async () => {
      const { clientToken } = await app().api.createSession();
      for (const origin of foreignOrigins(app().origin)) {
        for (const path of paths) {
          expect(corsOf((await preflight(path, origin)).headers), `${origin} ${path}`).toEqual({});
        }
        const headers = { origin };
        const reply = await app().browser(clientToken).call({ path: "/checkout/session", headers });
        expect(corsOf(reply.headers), origin).toEqual({});
        expect(reply.headers.vary).toContain("Origin");
      }
    });

    test("is on errors, too: the widget must be able to read them", async () => {
      const headers = { origin: app().origin };
      for (const path of ["/checkout/session", "/checkout/nothing"]) {
        const reply = await app().call({ path, headers });
        expect(reply.status).toBe(401);
        expect(reply.headers["access-control-allow-origin"]).toBe(app().origin);
      }
    });
  });

  test("there is none for merchants, callbacks, pages and operations, not even for a configured origin", async () => {
    for (const path of [
      "/v1/sessions",
      "/callbacks/paypro-mx",
      "/pay",
      "/return/a.b",
      "/healthz",
      "/openapi.json",
    ]) {
      const headers = { origin: app().origin };
      expect(corsOf((await app().api.call({ path, headers })).headers), path).toEqual({});
      expect(corsOf((await preflight(path, app().origin)).headers), path).toEqual({});
    }
  });
});
