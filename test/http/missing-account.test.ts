import { expect, test } from "vitest";
import { payment as paymentSchema } from "../../bff/contract.ts";
import { startTestApp } from "../support/app.ts";
import { describeApp } from "../support/app-suite.ts";

describeApp("an account that has left the configuration", {}, (app) => {
  test("is named at the start; its payment is there, and cannot be refreshed", async () => {
    const session = await app().api.createSession();
    const { id } = await app().browser(session.clientToken).start("store");
    const after = await startTestApp({
      like: app(),
      config: (base) => ({
        ...base,
        accounts: base.accounts.filter((account) => account.id !== "paypro-mx"),
      }),
    });
    try {
      const named = after.logs().filter((line) => line.includes("does not cover"));
      expect(named).toHaveLength(1);
      expect(JSON.parse(named[0] ?? "")).toMatchObject({
        level: "error",
        reason: "account_missing",
        accountId: "paypro-mx",
        payments: 1,
        payouts: 0,
      });
      const reply = await after.api.post(`/v1/payments/${id}/refresh`);
      expect(reply.problem()).toMatchObject({ status: 409, code: "account_not_configured" });
      expect((await after.api.get(`/v1/payments/${id}`)).as(paymentSchema).status).toBe("pending");
    } finally {
      await after.stop();
    }
  });
});
