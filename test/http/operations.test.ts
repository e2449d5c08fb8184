import { expect, test } from "vitest";
import { errorTable } from "../../bff/core/errors.ts";
import { allOperations } from "../../bff/http/openapi.ts";
import { startTestApp } from "../support/app.ts";
import { describeApp } from "../support/app-suite.ts";

describeApp("operations", { config: (base) => ({ ...base, metrics: { token: "scrape-me" } }) }, (app) => {
  test("GET /healthz and /readyz say that all is well", async () => {
    expect((await app().call({ path: "/healthz" })).json()).toEqual({ status: "ok" });
    expect((await app().call({ path: "/readyz" })).json()).toEqual({ status: "ready" });
  });

  test("GET /metrics needs its token", async () => {
    expect((await app().call({ path: "/metrics" })).problem().code).toBe("unauthorized");
    for (const token of ["other", app().apiKey]) {
      const headers = { authorization: `Bearer ${token}` };
      expect((await app().call({ path: "/metrics", headers })).problem().code).toBe("unauthorized");
    }
  });

  test("GET /metrics measures answers by the pattern of their path, and counts what the use cases count", async () => {
    const session = await app().api.createSession();
    const payment = await app().browser(session.clientToken).start("store");
    await app().api.readPayment(payment.id);
    const reply = await app().call({ path: "/metrics", headers: { authorization: "Bearer scrape-me" } });
    expect(reply.headers["content-type"]).toContain("text/plain");
    expect(reply.text).toMatch(
      /pay_checkout_http_request_duration_seconds_count\{method="GET",route="\/v1\/payments\/\{id\}",status="200"\} \d/,
    );
    expect(reply.text).toMatch(/pay_checkout_payment_transitions_total\{[^}]*to="pending"[^}]*\} \d/);
    expect(reply.text).toContain("nodejs_eventloop_lag_seconds");
    for (const secret of [payment.id, session.id, session.clientToken, app().apiKey]) {
      expect(reply.text).not.toContain(secret);
    }
  });

  test("GET /metrics is 404 when no token is configured, whatever comes with it", async () => {
    const bare = await startTestApp();
    try {
      for (const method of ["GET", "POST"] as const) {
        const headers = { authorization: "Bearer scrape-me" };
        expect((await bare.call({ method, path: "/metrics", headers })).problem().code).toBe("not_found");
      }
    } finally {
      await bare.stop();
    }
  });
});

interface Json {
  readonly [key: string]: unknown;
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
}

function refsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(refsIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    key === "$ref" && typeof child === "string" ? [child] : refsIn(child),
  );
}

describeApp("GET /openapi.json", { engines: ["sqlite"] }, (app) => {
  const read = async () => (await app().call({ path: "/openapi.json" })).json();

  test("is OpenAPI 3.1 for this server", async () => {
    const api = await read();
    expect(at(api, "openapi")).toBe("3.1.0");
    expect(at(api, "servers")).toEqual([{ url: app().config.publicUrl, description: "This server." }]);
  });

  test("describes every operation, each id once", async () => {
    const api = await read();
    const ids = allOperations.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, path, method } of allOperations) {
      expect(at(api, "paths", path, method.toLowerCase(), "operationId")).toBe(id);
    }
  });

  test("leaves no reference open", async () => {
    const api = await read();
    const refs = new Set(refsIn(api));
    expect(refs.size).toBeGreaterThan(10);
    for (const ref of refs) expect(at(api, ...ref.replace("#/", "").split("/")), ref).toBeDefined();
  });

  test("names the schemas of the contract, strict where requests are", async () => {
    const api = await read();
    expect(at(api, "components", "schemas", "Money", "additionalProperties")).toBe(false);
    expect(at(api, "components", "schemas", "CreateSessionRequest", "additionalProperties")).toBe(false);
    expect(at(api, "components", "schemas", "CreateSessionRequest", "required")).toEqual([
      "amount",
      "reference",
      "returnUrl",
    ]);
  });

  test("says which errors a call may give, by status, as problem+json", async () => {
    const api = await read();
    const responses = at(api, "paths", "/v1/payouts", "post", "responses");
    expect(at(responses, "400", "description")).toContain("idempotency_key_required");
    expect(at(responses, "403", "content", "application/problem+json", "schema")).toBeDefined();
    expect(at(responses, "422", "description")).toContain(errorTable.validation_failed.title);
  });

  test.each([
    [
      "/callbacks/{accountId}",
      "post",
      ["200", "400", "401", "403", "404", "413", "415", "429", "500", "503"],
    ],
    [
      "/callbacks/{accountId}/{callbackToken}",
      "post",
      ["200", "400", "401", "403", "404", "413", "415", "429", "500", "503"],
    ],
    ["/widget/v1/{file}", "get", ["200", "304", "404", "429", "500", "503"]],
    ["/return/{paymentId}.{mac}", "get", ["303", "404", "429", "500", "503"]],
    ["/metrics", "get", ["200", "401", "404", "429", "500", "503"]],
    ["/v1/accounts", "get", ["200", "401", "403", "422", "429", "500", "503"]],
    ["/checkout/status", "get", ["200", "304", "401", "422", "429", "500", "503"]],
  ])("says every status of %s", async (path, method, statuses) => {
    const responses = at(await read(), "paths", path, method, "responses");
    expect(Object.keys(isObject(responses) ? responses : {}).sort()).toEqual([...statuses, "default"]);
  });

  test("needs the right key for each audience", async () => {
    const api = await read();
    expect(at(api, "paths", "/v1/sessions", "post", "security")).toEqual([{ apiKey: [] }]);
    expect(at(api, "paths", "/checkout/session", "get", "security")).toEqual([{ clientToken: [] }]);
    expect(at(api, "paths", "/healthz", "get", "security")).toEqual([]);
  });

  test("is served where it says: every described path answers, and not as one that is not there", async () => {
    const session = await app().api.createSession();
    for (const { path, method, access } of allOperations) {
      const token = access.kind === "client_token" ? session.clientToken : app().apiKey;
      const wrong = method === "GET" ? "PUT" : "DELETE";
      const concrete = path.replace(/\{\w+\}/g, "x");
      if (path === "/metrics" || path.startsWith("/widget")) continue;
      const headers = { authorization: `Bearer ${token}` };
      const reply = await app().call({ method: wrong, path: concrete, headers });
      expect(reply.problem().code, `${method} ${path}`).toBe("method_not_allowed");
      expect(String(reply.headers.allow)).toContain(method);
    }
  });
});
