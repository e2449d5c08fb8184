/** The provider's answer to a creation was lost, and with it the code or the link: the customer has nothing to pay with. */
import { expect, test } from "vitest";
import { startPayment } from "../../bff/services/payments/start-payment.ts";
import { acceptedAs, hang, noAnswer, notFound } from "./support/scripted-provider.ts";
import { accepted, answers, type Stage } from "./support/stage.ts";
import { forEachStage } from "./support/stages.ts";
import { hour, minute, second } from "./support/times.ts";

const paid = { status: "succeeded", amountText: "150.00" } as const;

async function choose(stage: Stage, sessionId: string) {
  const result = await startPayment(stage.context, { sessionId, method: "bank_transfer" });
  if (!result.ok) throw new Error(result.detail);
  return result.value;
}

forEachStage("a payment without anything to pay with", (open) => {
  test("is canceled when its method is chosen again, at the provider too, and a new one starts", async () => {
    const stage = await open({ cancelable: true });
    stage.script.create = noAnswer;
    const dead = await stage.pay();
    stage.script.create = acceptedAs;
    stage.script.query = answers({ status: "pending" });
    await stage.pass(10 * second);
    expect((await stage.payment(dead.id)).status).toBe("pending");
    const { created, payment } = await choose(stage, dead.session_id);
    expect(created).toBe(true);
    expect(payment.id).not.toBe(dead.id);
    expect(payment.nextAction).not.toBeNull();
    expect((await stage.payment(dead.id)).status).toBe("canceled");
    expect(stage.canceled.map(({ orderNo }) => orderNo)).toEqual([dead.order_no]);
    expect(await stage.details(dead.id)).toContain("nothing was shown that could be paid");
    expect(await choose(stage, dead.session_id)).toMatchObject({
      created: false,
      payment: { id: payment.id },
    });
  });

  test("is shown as pending where a callback told of the order before the creation's answer was lost", async () => {
    const stage = await open();
    const sessionId = await stage.session();
    stage.script.create = async () => {
      const { open_payment_id } = await stage.sessionRow(sessionId);
      await stage.callBack(await stage.payment(open_payment_id ?? ""), { status: "pending" });
      return noAnswer();
    };
    const dead = await choose(stage, sessionId);
    expect(dead).toMatchObject({ created: true, payment: { status: "pending", nextAction: null } });
    stage.script.create = acceptedAs;
    stage.script.query = answers({ status: "pending" });
    const { created, payment } = await choose(stage, sessionId);
    expect(created).toBe(true);
    expect(payment.nextAction).not.toBeNull();
    expect((await stage.payment(dead.payment.id)).status).toBe("canceled");
  });

  test("is canceled while it is unknown, but not by a second click", async () => {
    const stage = await open();
    stage.script.create = noAnswer;
    stage.script.query = notFound;
    const dead = await stage.pay();
    expect(await choose(stage, dead.session_id)).toMatchObject({ created: false, payment: { id: dead.id } });
    await stage.pass(14 * second);
    expect(await choose(stage, dead.session_id)).toMatchObject({ created: false, payment: { id: dead.id } });
    await stage.pass(second);
    stage.script.create = acceptedAs;
    expect(await choose(stage, dead.session_id)).toMatchObject({ created: true });
    expect((await stage.payment(dead.id)).status).toBe("canceled");
    expect(stage.created).toHaveLength(2);
  });

  test("is watched on, and its late money counts", async () => {
    const stage = await open();
    stage.script.create = noAnswer;
    stage.script.query = answers({ status: "pending" });
    const dead = await stage.pay();
    await stage.pass(10 * second);
    stage.script.create = acceptedAs;
    await choose(stage, dead.session_id);
    await stage.callBack(dead, paid);
    stage.script.query = answers(paid);
    await stage.pass(hour);
    expect((await stage.payment(dead.id)).status).toBe("succeeded");
    expect(await stage.exceptions(dead.id)).toContain("paid_late");
  });

  test("comes back when a query gives its code again", async () => {
    const stage = await open();
    stage.script.create = noAnswer;
    stage.script.query = notFound;
    const payment = await stage.pay();
    await stage.pass(10 * second);
    await stage.time.runUntil(stage.time.now() + minute);
    stage.script.query = answers({ status: "pending", nextAction: accepted.nextAction });
    const again = await choose(stage, payment.session_id);
    expect(again).toMatchObject({ created: false, payment: { id: payment.id, status: "pending" } });
    expect(again.payment.nextAction).toEqual(accepted.nextAction);
    expect(stage.created).toHaveLength(1);
  });

  test("stays while its creation is under way, and while its money is being confirmed", async () => {
    const stage = await open();
    const session = await stage.session();
    stage.script.create = hang;
    void startPayment(stage.context, { sessionId: session, method: "bank_transfer" });
    await expect.poll(() => stage.created.length).toBe(1);
    await stage.time.runUntil(stage.time.now() + minute);
    expect(await choose(stage, session)).toMatchObject({ created: false, payment: { status: "creating" } });
    stage.script.create = noAnswer;
    stage.script.query = noAnswer;
    const confirming = await stage.pay();
    await stage.callBack(confirming, paid);
    await stage.pass(minute);
    expect(await choose(stage, confirming.session_id)).toMatchObject({
      created: false,
      payment: { id: confirming.id },
    });
  });
});
