/**
 * Every operation with every kind of caller. The operations come from the OpenAPI document, and a test compares that
 * with the routes of the app: a new route is tried by itself, and fails until somebody has written down who may call it.
 */
import type { Express } from "express";
import { request } from "undici";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { createApp } from "../../bff/app.ts";
import { scopes } from "../../bff/config/merchant.ts";
import { createLifecycle } from "../../bff/http/lifecycle.ts";
import { allOperations } from "../../bff/http/openapi.ts";
import { expressPath, type Operation } from "../../bff/http/specs/operation.ts";
import type { TestApp } from "../support/app.ts";
import { describeApp } from "../support/app-suite.ts";
import { createWidgetFolder } from "../support/widget-folder.ts";
import { accessOf, consoleAccess } from "./support/access.ts";

const keyOf = (scope: string) => `sk_only_${scope.replace(":", "_")}`;
const metricsToken = "scrape-me-and-nothing-else";
const revokedKey = "sk_revoked";
const here = ["127.0.0.0/8", "::1"];
const elsewhere = ["192.0.2.0/24", "2001:db8::/32"];

/** Everybody there is. Each brings one secret, or none. */
const callers: readonly string[] = [
  "nobody",
  "a wrong key",
  "a revoked key",
  "a key that is used from elsewhere",
  "a key that is used where it may be",
  ...scopes.map((scope) => `a key with ${scope}`),
  "the customer",
  "another customer",
  "the customer of an ended session",
  "the customer of a session that ended two days ago",
  "the scraper of metrics",
];

const operations = allOperations.map((operation): [string, Operation] => [
  `${operation.method} ${operation.path}`,
  operation,
]);

interface Prepared {
  readonly secrets: ReadonlyMap<string, string>;
  /** A payment of the customer's. */
  readonly paymentId: string;
}

async function prepare(app: TestApp): Promise<Prepared> {
  const old = await app.api.createSession();
  await app.api.post(`/v1/sessions/${old.id}/cancel`);
  app.clock.advance(2 * 24 * 60 * 60_000);
  const ended = await app.api.createSession();
  await app.api.post(`/v1/sessions/${ended.id}/cancel`);
  const own = await app.api.createSession();
  const { id } = await app.browser(own.clientToken).start("store");
  const other = await app.api.createSession();
  const keys = scopes.map((scope): [string, string] => [`a key with ${scope}`, keyOf(scope)]);
  await app.reload((base) => configWith(base, []));
  return {
    paymentId: id,
    secrets: new Map([
      ["a wrong key", "sk_wrong"],
      ["a revoked key", revokedKey],
      ["a key that is used from elsewhere", "sk_elsewhere"],
      ["a key that is used where it may be", "sk_here"],
      ...keys,
      ["the customer", own.clientToken],
      ["another customer", other.clientToken],
      ["the customer of an ended session", ended.clientToken],
      ["the customer of a session that ended two days ago", old.clientToken],
      ["the scraper of metrics", metricsToken],
    ]),
  };
}

interface Base {
  readonly merchant: { readonly apiKeys: readonly object[] };
}

function configWith<Config extends Base>(base: Config, more: readonly object[]): object {
  const keys = [
    ...base.merchant.apiKeys,
    ...scopes.map((scope) => ({ id: scope.replace(":", "-"), secret: keyOf(scope), scopes: [scope] })),
    { id: "here", secret: "sk_here", scopes: [...scopes], sources: here },
    { id: "elsewhere", secret: "sk_elsewhere", scopes: [...scopes], sources: elsewhere },
    ...more,
  ];
  return { ...base, metrics: { token: metricsToken }, merchant: { ...base.merchant, apiKeys: keys } };
}

/** Whose client token opens its session. */
const isLetIn = /customer$|an ended session$/;

/** What a caller gets: a status and code for a refusal, else `in`, whatever comes of it. */
function expectedOf(operation: Operation, caller: string): string {
  const access = accessOf[operation.id];
  if (access === undefined) throw new Error(`nobody has written down who may call ${operation.id}`);
  const refused = "401 unauthorized";
  switch (access) {
    case "anybody":
      return "in";
    case "address":
      return "404 not_found";
    case "signature":
      return operation.id === "receiveCallback" ? "404 not_found" : "401 callback_refused";
    case "metrics_token":
      return caller === "the scraper of metrics" ? "in" : refused;
    case "claim_token":
      return refused;
    case "client_token":
      if (caller !== "the customer" && operation.id === "cancelPayment" && isLetIn.test(caller))
        return "404 not_found";
      return isLetIn.test(caller) ? "in" : refused;
    default: {
      if (caller === "a key that is used where it may be") return "in";
      if (caller === "a key that is used from elsewhere") return "403 source_not_allowed";
      if (!caller.startsWith("a key with ")) return refused;
      return access.some((scope) => caller === `a key with ${scope}`) ? "in" : "403 missing_scope";
    }
  }
}

const widget = createWidgetFolder();

describeApp(
  "access",
  {
    engines: ["sqlite"],
    widgetFolder: widget.path,
    config: (base) => configWith(base, [{ id: "revoked", secret: revokedKey, scopes: [...scopes] }]),
  },
  (app) => {
    let prepared: Prepared;
    beforeAll(async () => {
      prepared = await prepare(app());
      return widget.remove;
    });

    async function call({ method, path, access }: Operation, caller: string): Promise<string> {
      const secret = prepared.secrets.get(caller);
      const filled = path
        .replace("/checkout/payments/{id}", `/checkout/payments/${prepared.paymentId}`)
        .replace("{accountId}", "paypro-mx")
        .replace("{file}", "pay-checkout.js")
        .replaceAll(/\{\w+\}/g, "x");
      const isInBody = access.kind === "client_token" && access.in === "body";
      const brought: { readonly headers: Record<string, string>; readonly body: string | null } = isInBody
        ? { headers: { "content-type": "text/plain" }, body: secret ?? null }
        : { headers: secret === undefined ? {} : { authorization: `Bearer ${secret}` }, body: null };
      const answer = await request(`${app().url}${filled}`, {
        method,
        headers: { "idempotency-key": "k", ...brought.headers },
        body: brought.body,
      });
      if (answer.statusCode < 400) {
        answer.body.on("error", () => undefined).destroy();
        return "in";
      }
      const text = await answer.body.text();
      const { code } = z.object({ code: z.string() }).parse(JSON.parse(text));
      // A file that is not built, a body that is missing: whoever gets so far is in.
      const isLet =
        ![401, 403, 405, 429].includes(answer.statusCode) && !text.includes("nothing at this path");
      return isLet && answer.statusCode !== 404 ? "in" : `${answer.statusCode} ${code}`;
    }

    test("each operation of the document has its line, and each line its operation", () => {
      expect(Object.keys(accessOf).sort()).toEqual(allOperations.map(({ id }) => id).sort());
    });

    test("each route of the app is an operation of the document", () => {
      const known = new Set([
        ...allOperations.map(({ method, path }) => `${method} ${expressPath(path)}`),
        // What browsers ask for by themselves, and the files of the widget in one route.
        "GET /favicon.ico",
        // A slash too many leads to the hosted page, and to that of a claim.
        "GET /pay/",
        "GET /claim/",
        "GET /{*file}",
        // Those of the console's page, below /console.
        "GET /:file",
      ]);
      const routes = routesOf(builtApp(app()));
      expect(routes.length).toBeGreaterThan(30);
      const ownOfConsole = routes.filter((route) => route.includes(" /console"));
      expect(ownOfConsole.sort()).toEqual(Object.keys(consoleAccess).sort());
      expect(routes.filter((route) => !known.has(route) && !ownOfConsole.includes(route))).toEqual([]);
    });

    describe.each(operations)("%s", (_route, operation) => {
      test.each(callers)("lets %s in only where it is written down", async (caller) => {
        const got = await call(operation, caller);
        const expected = expectedOf(operation, caller);
        // That an id or a file does not exist is found out afterwards.
        const isIn = expected === "in" && operation.tag !== "browser" && got === "404 not_found";
        expect(isIn ? "in" : got).toBe(expected);
      });
    });
  },
);

/** The app as the server builds it, of which only the routes are looked at. */
function builtApp({ context, config }: TestApp): Express {
  const limiter = { name: "none", perMinute: 0, take: () => null, close: () => undefined };
  return createApp(
    { ...context, config },
    {
      lifecycle: createLifecycle(),
      limiters: {
        open: limiter,
        files: limiter,
        probes: limiter,
        browser: limiter,
        session: limiter,
        merchant: limiter,
        callbacks: limiter,
        failures: limiter,
        signIns: limiter,
        operators: limiter,
        consoleRecords: limiter,
      },
      observe: () => undefined,
      countStream: () => undefined,
      renderMetrics: async () => ({ contentType: "text/plain", body: "" }),
      isReady: async () => true,
      widgetFolder: widget.path,
      version: "0",
    },
  );
}

const layer = z.object({
  route: z.object({ path: z.string(), methods: z.record(z.string(), z.unknown()) }).optional(),
  handle: z.unknown(),
});

/** `GET /v1/sessions/:id` of every route, of the routers inside, too. What refuses other methods is none. */
function routesOf(router: unknown): string[] {
  const stack: unknown =
    Reflect.get(Object(router), "stack") ??
    Reflect.get(Object(Reflect.get(Object(router), "router")), "stack");
  if (!Array.isArray(stack)) return [];
  return stack.flatMap((found: unknown) => {
    const route: unknown = Reflect.get(Object(found), "route");
    if (route === undefined) return routesOf(Reflect.get(Object(found), "handle"));
    const { path, methods } = layer.shape.route.unwrap().parse(route);
    return Object.keys(methods)
      .filter((method) => method !== "_all")
      .map((method) => `${method.toUpperCase()} ${path}`);
  });
}
