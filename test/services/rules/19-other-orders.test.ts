/** Rule 19: when a session is paid, its other open order is given up, at the provider where that is possible. */
import { describe, expect, test } from "vitest";
import { isOpen } from "../../../bff/core/payment/status.ts";
import { cancelPaymentByCustomer } from "../../../bff/services/payments/cancel-payment.ts";
import { cancelSession } from "../../../bff/services/sessions/cancel-session.ts";
import type { PaymentRow } from "../../../bff/storage/repositories/payments.ts";
import { backend } from "../../support/authors.ts";
import { acceptedAs, noAnswer } from "../support/scripted-provider.ts";
import { answers, type Stage } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { hour, minute, second } from "../support/times.ts";
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

  describe("rule 19: a cancel that the provider does not answer", () => {
    /** Answers the first so many cancels with nothing, and holds the order open until one is answered. */
    function silentAtCancels(stage: Stage, silent: number): () => number {
      let calls = 0;
      stage.script.cancel = () => {
        calls++;
        if (calls <= silent) return noAnswer();
        stage.script.query = answers({ status: "canceled" });
        return { kind: "canceled" };
      };
      return () => calls;
    }

    test("rule 19: is made again when another payment has paid the session", async () => {
      const stage = await open({ cancelable: true, strong: true });
      const [late, other] = await two(stage);
      const calls = silentAtCancels(stage, 2);
      await stage.callBack(late, paid);
      await stage.pass(second);
      expect((await stage.payment(other.id)).status).toBe("canceled");
      expect(calls()).toBeGreaterThanOrEqual(1);
      await stage.pass(hour);
      expect(calls()).toBe(3);
      await stage.pass(30 * hour);
      expect(calls()).toBe(3);
    });

    test("rule 19: is made again when the customer, the merchant or the end of its time has ended it", async () => {
      const ends: readonly ((stage: Stage, payment: PaymentRow) => Promise<unknown>)[] = [
        ({ context }, { id, session_id: sessionId }) =>
          cancelPaymentByCustomer(context, { sessionId, paymentId: id }),
        ({ context }, { session_id: sessionId }) => cancelSession(context, { sessionId, author: backend }),
        (stage, { expires_at }) => stage.pass(expires_at + 2 * second - stage.time.now()),
      ];
      for (const end of ends) {
        const stage = await open({ cancelable: true });
        const payment = await stage.pay();
        const calls = silentAtCancels(stage, 1);
        await end(stage, payment);
        expect(isOpen((await stage.payment(payment.id)).status)).toBe(false);
        await stage.pass(hour);
        expect(calls()).toBe(2);
      }
    });

    test("rule 19: is made again, too, where nobody was there when the watch ended", async () => {
      const stage = await open({ cancelable: true });
      const payment = await stage.pay();
      stage.script.query = answers({ status: "pending" });
      await stage.time.runUntil(payment.watch_until + hour);
      const calls = silentAtCancels(stage, 2);
      await stage.pass(3 * hour);
      expect((await stage.payment(payment.id)).status).toBe("expired");
      expect(calls()).toBe(3);
    });

    test("rule 19: is made again to the end of the watch, and what is paid meanwhile is told", async () => {
      const stage = await open({ cancelable: true, strong: true });
      const [late, other] = await two(stage);
      const calls = silentAtCancels(stage, Number.POSITIVE_INFINITY);
      await stage.callBack(late, paid);
      await stage.pass(12 * hour);
      expect(calls()).toBeGreaterThan(10);
      stage.script.query = answers(paid);
      await stage.pass(2 * hour);
      expect(await stage.exceptions(other.id)).toEqual(["paid_late", "duplicate_paid"]);
      expect(await stage.told("payment.duplicate")).toHaveLength(1);
      const before = calls();
      await stage.pass(100 * hour);
      expect(calls()).toBe(before);
    });

    test("rule 19: is not made while somebody says that the order is paid, nor by a status that nobody knows", async () => {
      const stage = await open({ cancelable: true });
      const payment = await stage.pay();
      stage.script.cancel = noAnswer;
      await cancelPaymentByCustomer(stage.context, {
        sessionId: payment.session_id,
        paymentId: payment.id,
      });
      const before = stage.canceled.length;
      stage.script.query = answers({ undocumentedStatus: "77" });
      await stage.pass(3 * minute);
      expect(stage.canceled.length).toBe(before);
      stage.script.query = answers({});
      await stage.callBack(payment, paid);
      await stage.pass(hour);
      expect(stage.canceled.length).toBe(before);
    });
  });
});
