/** The claim page does not look at the day's limit of payouts; the claim itself does. */
import { expect, test } from "vitest";
import { claim as claimSchema } from "../../bff/contract.ts";
import { dayMs } from "../../bff/core/days.ts";
import { describeApp } from "../support/app-suite.ts";
import {
  ana,
  createRefund,
  getClaim,
  heldPayouts,
  mxn,
  payPayment,
  postClaim,
  postRefund,
  readRefund,
  tokenOf,
} from "./support/refunds.ts";

describeApp(
  "a claim on a day whose payouts have reached their limit",
  { config: (base) => ({ ...base, payouts: { dailyLimit: { MXN: "100" } } }) },
  (app) => {
    test("is open, is refused without a trace, and is paid on the next day", async () => {
      const refund = await createRefund(app(), await payPayment(app(), {}), { amount: mxn("50") });
      const spent = { account: "paypro-mx", amount: mxn("80"), reference: "order-9", beneficiary: ana };
      await app().api.post("/v1/payouts", spent, { "idempotency-key": "spent" });
      const before = heldPayouts(app());
      const token = tokenOf(refund);

      const open = (await getClaim(app(), token)).as(claimSchema);
      expect([open.closed, open.methods.length]).toEqual([null, 2]);
      const refused = await postClaim(app(), token);
      expect(refused.problem()).toMatchObject({ status: 422, code: "payout_limit_exceeded" });
      expect(refused.text).not.toContain("dailyLimit");
      expect(heldPayouts(app())).toBe(before);
      expect(await readRefund(app(), refund.id)).toMatchObject({ status: "awaiting_claim", payout: null });

      app().clock.advance(dayMs);
      expect((await postClaim(app(), token)).status).toBe(200);
      expect(heldPayouts(app())).toBe(before + 1);
    });

    test.each(["...", "\u3164", "\u2800"])(
      "to a name such as %j, that nobody can read, is refused",
      async (name) => {
        const paymentId = await payPayment(app(), {});
        const token = tokenOf(await createRefund(app(), paymentId, { amount: mxn("50") }));
        const wrong = { code: "validation_failed", errors: [{ path: "beneficiary.name" }] };
        expect((await postClaim(app(), token, { ...ana, name })).problem()).toMatchObject(wrong);
        const direct = await postRefund(app(), paymentId, { beneficiary: { ...ana, name } });
        expect(direct.problem()).toMatchObject(wrong);
      },
    );
  },
);
