/** What a key's scopes and addresses say to others. access.test.ts has who may call what. */
import { expect, test } from "vitest";
import { z } from "zod";
import { scopes } from "../../bff/config/merchant.ts";
import { describeApp } from "../support/app-suite.ts";

const elsewhere = ["192.0.2.0/24", "2001:db8::/32"];

const answered = z.object({
  msg: z.string(),
  route: z.string().optional(),
  status: z.number().optional(),
  code: z.string().optional(),
  apiKeyId: z.string().nullish(),
  requestId: z.string().optional(),
});

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
          { id: "auditor", secret: "sk_auditor", scopes: ["audit"] },
          { id: "elsewhere", secret: "sk_elsewhere", scopes: [...scopes], sources: elsewhere },
        ],
      },
    }),
  },
  (app) => {
    test("a key without the scope is told which ones would do", async () => {
      const headers = { authorization: "Bearer sk_auditor" };
      const { detail } = (await app().call({ path: "/v1/payouts", headers })).problem();
      for (const scope of ["payouts", "payouts:approve", "reports"]) expect(detail).toContain(scope);
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
      const tried = [undefined, "sk_wrong", "sk_auditor", "sk_elsewhere"];
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
        { ...at, status: 403, code: "missing_scope", apiKeyId: "auditor" },
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
