/** Who has a claim's address says where the money goes. */
import { expect, test } from "vitest";
import { refund as refundSchema } from "../../bff/contract.ts";
import { describeApp } from "../support/app-suite.ts";
import { createRefund, payPayment } from "./support/refunds.ts";

const reader = { id: "reader", secret: "sk_of_a_reader", scopes: ["reports"] };
const clerk = { id: "clerk", secret: "sk_of_a_clerk", scopes: ["refunds"] };

describeApp(
  "a claim's address",
  {
    config: (base) => ({
      ...base,
      merchant: { ...base.merchant, apiKeys: [...base.merchant.apiKeys, reader, clerk] },
    }),
  },
  (app) => {
    test("is shown to who may refund, and to nobody who may only read", async () => {
      const { id, claimUrl } = await createRefund(app(), await payPayment(app(), {}), {
        reason: "requested",
      });
      const readBy = async ({ secret }: typeof reader) => {
        const headers = { authorization: `Bearer ${secret}` };
        return (await app().call({ path: `/v1/refunds/${id}`, headers })).as(refundSchema).claimUrl;
      };
      expect(claimUrl).toContain("/claim#rc_");
      expect(await readBy(clerk)).toBe(claimUrl);
      expect(await readBy(reader)).toBeNull();
    });

    test("is shown to nobody once its time is over, also before the refund is written as expired", async () => {
      const { id, expiresAt } = await createRefund(app(), await payPayment(app(), {}), {});
      const { clock } = app();
      clock.advance(Date.parse(expiresAt ?? "") - clock.now());
      const headers = { authorization: `Bearer ${clerk.secret}` };
      const read = (await app().call({ path: `/v1/refunds/${id}`, headers })).as(refundSchema);
      expect(read.claimUrl).toBeNull();
    });
  },
);
