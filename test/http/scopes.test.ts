/** Every route of the merchant API with every kind of key, from the table of routes: a new route is tried by itself. */
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { scopes } from "../../bff/config/settings.ts";
import { merchantOperations } from "../../bff/http/specs/merchant.ts";
import type { Operation } from "../../bff/http/specs/operation.ts";
import { describeApp } from "../support/app-suite.ts";

const keyOf = (scope: string) => `sk_only_${scope.replace(":", "_")}`;
const here = ["127.0.0.0/8", "::1"];
const elsewhere = ["192.0.2.0/24", "2001:db8::/32"];
const routes = merchantOperations.map((operation): [string, Operation] => [
  `${operation.method} ${operation.path}`,
  operation,
]);

const answered = z.object({
  msg: z.string(),
  route: z.string().optional(),
  status: z.number().optional(),
  code: z.string().optional(),
  apiKeyId: z.string().nullish(),
  requestId: z.string().optional(),
});

function allowedBy({ access }: Operation): readonly string[] {
  return access.kind === "api_key" ? access.scopes : [];
}

describeApp(
  "scopes",
  {
    engines: ["sqlite"],
    config: (base) => ({
      ...base,
      merchant: {
        ...base.merchant,
        apiKeys: [
          ...base.merchant.apiKeys,
          ...scopes.map((scope) => ({ id: scope.replace(":", "-"), secret: keyOf(scope), scopes: [scope] })),
          { id: "here", secret: "sk_here", scopes: [...scopes], sources: here },
          { id: "elsewhere", secret: "sk_elsewhere", scopes: [...scopes], sources: elsewhere },
        ],
      },
    }),
  },
  (app) => {
    const call = ({ method, path }: Operation, secret?: string) =>
      app().call({
        method,
        path: path.replace("{id}", "x"),
        headers: {
          "idempotency-key": "k",
          ...(secret === undefined ? {} : { authorization: `Bearer ${secret}` }),
        },
      });

    test.each(routes)("%s needs a scope that there is", (_route, operation) => {
      const allowed = allowedBy(operation);
      expect(allowed.length).toBeGreaterThan(0);
      expect(scopes).toEqual(expect.arrayContaining([...allowed]));
    });

    describe.each(routes)("%s", (_route, operation) => {
      test.each(scopes)("with a key that has the scope %s alone", async (scope) => {
        const reply = await call(operation, keyOf(scope));
        if (allowedBy(operation).includes(scope)) {
          expect([401, 403, 405]).not.toContain(reply.status);
          expect(reply.text).not.toContain("nothing at this path");
          return;
        }
        const problem = reply.problem();
        expect(problem).toMatchObject({ status: 403, code: "missing_scope" });
        for (const named of allowedBy(operation)) expect(problem.detail).toContain(named);
      });

      test("without a key, and with a wrong one", async () => {
        expect((await call(operation)).problem()).toMatchObject({ status: 401, code: "unauthorized" });
        expect((await call(operation, "sk_wrong")).problem().code).toBe("unauthorized");
      });

      test("with a key that is used where it may be, and where it may not", async () => {
        expect([401, 403]).not.toContain((await call(operation, "sk_here")).status);
        expect((await call(operation, "sk_elsewhere")).problem()).toMatchObject({
          status: 403,
          code: "source_not_allowed",
        });
      });
    });

    test("a key that is used from elsewhere is logged and counted by its id, and changes nothing", async () => {
      const before = app().logs().length;
      const body = {
        amount: { value: "150.00", currency: "MXN" },
        reference: "from-elsewhere",
        returnUrl: `${app().origin}/thanks`,
      };
      const headers = { authorization: "Bearer sk_elsewhere" };
      const reply = await app().call({ method: "POST", path: "/v1/sessions", body, headers });
      expect(reply.problem().code).toBe("source_not_allowed");
      const told = app().logs().slice(before).join("");
      expect(told).toContain('"apiKeyId":"elsewhere"');
      expect(told).not.toContain("sk_elsewhere");
      expect((await app().api.get("/v1/sessions?reference=from-elsewhere")).json()).toMatchObject({
        data: [],
      });
    });

    test("every refusal is in the log, with its code, its route and, where it is known, the key", async () => {
      const before = app().logs().length;
      const tried = [undefined, "sk_wrong", keyOf("audit"), "sk_elsewhere"];
      for (const secret of tried) {
        const headers: Record<string, string> =
          secret === undefined ? {} : { authorization: `Bearer ${secret}` };
        await app().call({ path: "/v1/accounts", headers });
      }
      const refused = () =>
        app()
          .logs()
          .slice(before)
          .map((text) => answered.parse(JSON.parse(text)))
          .filter(({ msg }) => msg === "answered");
      const at = { msg: "answered", route: "/v1/accounts", requestId: expect.stringMatching(/^req_/) };
      await expect.poll(refused).toEqual([
        { ...at, route: "/v1", status: 401, code: "unauthorized", apiKeyId: null },
        { ...at, route: "/v1", status: 401, code: "unauthorized", apiKeyId: null },
        { ...at, status: 403, code: "missing_scope", apiKeyId: "audit" },
        { ...at, route: "/v1", status: 403, code: "source_not_allowed", apiKeyId: null },
      ]);
    });

    test("a wrong secret learns nothing of which keys there are, or of where they may be used", async () => {
      const answer = async (secret: string) => {
        const headers = { authorization: `Bearer ${secret}` };
        const { status, text } = await app().call({ path: "/v1/accounts", headers });
        return `${status} ${text.replace(/req_\w+/, "")}`;
      };
      expect(await answer("sk_elsewherE")).toBe(await answer("sk_wrong"));
    });
  },
);
