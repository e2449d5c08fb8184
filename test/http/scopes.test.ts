/** What a key's scopes and addresses say to others. access.test.ts has who may call what. */
import { expect, test } from "vitest";
import { scopes } from "../../bff/config/settings.ts";
import { describeApp } from "../support/app-suite.ts";

const elsewhere = ["192.0.2.0/24", "2001:db8::/32"];

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
