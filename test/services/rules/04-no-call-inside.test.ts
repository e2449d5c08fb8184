/** Rule 4: no provider, and no merchant's endpoint, is called inside a database transaction. */
import { expect, test } from "vitest";
import { cancelPaymentByCustomer } from "../../../bff/services/payments/cancel-payment.ts";
import { reconcileAccount } from "../../../bff/services/reconciliation/reconcile-account.ts";
import { noAnswer } from "../support/scripted-provider.ts";
import { answers } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { hour } from "../support/times.ts";

const paid = { status: "succeeded", amountText: "150.00" } as const;

forEachStage("rule 4", (open) => {
  test.each([true, false])(
    "rule 4: nobody is called inside a database transaction (strong: %s)",
    async (strong) => {
      const stage = await open({ strong, cancelable: true, listing: true });
      let webhooks = 0;
      const { webhooks: sender } = stage.context;
      const send: typeof sender.send = async (message) => {
        webhooks++;
        return await sender.send(message);
      };
      Object.assign(stage, { context: { ...stage.context, webhooks: { ...sender, send } } });
      const given = await stage.pay();
      await cancelPaymentByCustomer(stage.context, { sessionId: given.session_id, paymentId: given.id });
      stage.script.create = noAnswer;
      stage.script.createPayout = noAnswer;
      const payment = await stage.pay("store");
      const payout = await stage.payOut();
      stage.script.query = answers(paid);
      stage.script.queryPayout = answers({ status: "succeeded" });
      await stage.callBack(payment, paid);
      await stage.callBack(payout, { status: "succeeded" });
      await stage.pass(2 * hour);
      expect(await reconcileAccount(stage.context, { accountId: "weak", day: "2026-11-20" })).toMatchObject({
        ok: true,
        value: { source: "statement" },
      });
      expect((await stage.payment(payment.id)).status).toBe("succeeded");
      expect((await stage.payout(payout.id)).status).toBe("succeeded");
      const called = [stage.created, stage.asked, stage.canceled, stage.payoutsSent];
      expect(called.map((calls) => calls.length > 0)).toEqual([true, true, true, true]);
      expect(stage.payoutsAsked.length > 0 || strong).toBe(true);
      expect(webhooks).toBeGreaterThan(0);
      expect(stage.violations).toEqual([]);
    },
  );

  test("rule 4: is noticed here when it is broken, also where the service swallows what an adapter throws", async () => {
    const stage = await open({ cancelable: true, listing: true });
    const account = stage.context.accounts.get("weak");
    await stage.database.transaction(async () => {
      const request = { day: "2026-11-20", type: null, page: 1, pageSize: 10, now: stage.time.now() };
      await account?.adapter.statement?.(request);
      await stage.context.webhooks
        .send({ url: "https://shop.example", headers: {}, body: "", now: stage.time.now() })
        .catch(() => undefined);
    });
    expect(stage.violations).toEqual(["statement", "somebody is called inside a transaction"]);
  });
});
