/** Rule 19: when a session is paid, its other open order is given up, at the provider where that is possible. */
import { expect, test } from "vitest";
import { cancelPaymentByCustomer } from "../../../bff/services/payments/cancel-payment.ts";
import type { PaymentRow } from "../../../bff/storage/repositories/payments.ts";
import { acceptedAs, noAnswer } from "../support/scripted-provider.ts";
import { answers, type Stage } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { minute, second } from "../support/times.ts";
import { holdAs, tell, unlikeWays } from "../support/ways.ts";

const paid = { status: "succeeded", amountText: "150.00" } as const;

/** The first payment was given up for the second, which is open. */
async function two(stage: Stage): Promise<readonly [PaymentRow, PaymentRow]> {
  const first = await stage.pay();
  const { session_id: sessionId } = first;
  await cancelPaymentByCustomer(stage.context, { sessionId, paymentId: first.id });
  return [first, await stage.start(sessionId, "store")];
}

forEachStage("rule 19", (open) => {
  for (const way of unlikeWays) {
    test.each([true, false])(
      `rule 19: once the first order is paid late (${way.title}), the open one is not to be paid any more (cancelable: %s)`,
      async (cancelable) => {
        const stage = await open({ ...way, cancelable });
        const [late, other] = await two(stage);
        const canceledBefore = stage.canceled.length;
        await tell(stage, way, late, paid);
        expect((await stage.payment(late.id)).status).toBe("succeeded");
        expect((await stage.payment(other.id)).status).toBe("canceled");
        expect(stage.canceled.slice(canceledBefore).map(({ orderNo }) => orderNo)).toEqual(
          cancelable ? [other.order_no] : [],
        );
        expect(await stage.details(other.id)).toContain("another payment has paid the session");
        expect((await stage.sessionRow(late.session_id)).open_payment_id).toBe(null);
        // Who pays it all the same is not lost: the merchant refunds it.
        await tell(stage, way, other, paid);
        expect(await stage.exceptions(other.id)).toEqual(["paid_late", "duplicate_paid"]);
      },
    );
  }

  test("rule 19: an order that somebody says is paid is not given up, but confirmed", async () => {
    const stage = await open({ cancelable: true });
    const [late, other] = await two(stage);
    const canceledBefore = stage.canceled.length;
    stage.script.query = noAnswer;
    await stage.callBack(other, paid);
    await stage.pass(second);
    stage.script.query = (ref) => (ref.orderNo === late.order_no ? answers(paid)(ref) : noAnswer());
    await stage.callBack(late, paid);
    await stage.pass(second);
    expect((await stage.payment(late.id)).status).toBe("succeeded");
    await stage.pass(minute);
    expect(await stage.payment(other.id)).toMatchObject({ status: "pending", confirm_pending: 1 });
    expect(stage.canceled.length).toBe(canceledBefore);
    holdAs(stage, { naming: "named" }, other, paid);
    await stage.pass(10 * minute);
    expect(await stage.exceptions(other.id)).toEqual(["duplicate_paid"]);
  });

  test("rule 19: an order that is being created meanwhile is given up once it is there", async () => {
    const stage = await open({ cancelable: true, strong: true });
    const first = await stage.pay();
    stage.script.create = async (order) => {
      await stage.callBack(first, paid);
      return acceptedAs(order);
    };
    const other = await stage.start(first.session_id, "store");
    expect((await stage.payment(first.id)).status).toBe("succeeded");
    await stage.pass(2 * minute);
    expect((await stage.payment(other.id)).status).toBe("canceled");
    expect(stage.canceled.at(-1)?.orderNo).toBe(other.order_no);
  });
});
