/** Rule 8: what late money means for the session. */

import { expect, test } from "vitest";
import { cancelPaymentByCustomer } from "../../../bff/services/payments/cancel-payment.ts";
import { resolvePayment } from "../../../bff/services/payments/resolve-payment.ts";
import { startPayment } from "../../../bff/services/payments/start-payment.ts";
import { cancelSession } from "../../../bff/services/sessions/cancel-session.ts";
import { expireSession } from "../../../bff/services/sessions/expire-session.ts";
import type { PaymentRow } from "../../../bff/storage/repositories/payments.ts";
import { backend, desk } from "../../support/authors.ts";
import { answers, type Stage } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { hour, minute, second } from "../support/times.ts";

const less = answers({ status: "succeeded", amountText: "149.00" });

async function fail(stage: Stage, payment: PaymentRow): Promise<void> {
  const settle = {
    paymentId: payment.id,
    outcome: "failed",
    note: "sent back",
    author: desk,
    keyBinding: null,
  } as const;
  expect((await resolvePayment(stage.context, settle)).ok).toBe(true);
}

async function count(stage: Stage, type: string): Promise<number> {
  return (await stage.events()).filter((told) => told === type).length;
}

forEachStage("rule 8", (open) => {
  test("rule 8: late money in review keeps the customer from another method, and the merchant from canceling", async () => {
    const stage = await open();
    const payment = await stage.pay();
    const { session_id: sessionId } = payment;
    await cancelPaymentByCustomer(stage.context, { sessionId, paymentId: payment.id });
    expect((await stage.sessionRow(sessionId)).open_payment_id).toBe(null);
    stage.script.query = less;
    await stage.pass(2 * minute);
    expect((await stage.payment(payment.id)).status).toBe("review");
    expect(await stage.sessionRow(sessionId)).toMatchObject({
      status: "processing",
      open_payment_id: payment.id,
    });
    const another = await startPayment(stage.context, { sessionId, method: "store" });
    expect(another).toMatchObject({ ok: false, code: "payment_in_progress" });
    expect(await cancelSession(stage.context, { sessionId, author: backend })).toMatchObject({
      ok: false,
      code: "payment_in_progress",
    });
    expect(stage.created.length).toBe(1);
    await fail(stage, payment);
    expect((await stage.start(sessionId, "store")).status).toBe("pending");
  });

  test("rule 8: late money beside a payment that is open leaves that one the session's open payment", async () => {
    const stage = await open();
    const first = await stage.pay();
    const { session_id: sessionId } = first;
    await cancelPaymentByCustomer(stage.context, { sessionId, paymentId: first.id });
    const second_ = await stage.start(sessionId, "store");
    stage.script.query = (ref) => (ref.orderNo === first.order_no ? less(ref) : answers({})(ref));
    await stage.pass(2 * minute);
    expect((await stage.payment(first.id)).status).toBe("review");
    expect((await stage.sessionRow(sessionId)).open_payment_id).toBe(second_.id);
    await cancelPaymentByCustomer(stage.context, { sessionId, paymentId: second_.id });
    expect((await stage.sessionRow(sessionId)).open_payment_id).toBe(first.id);
  });

  test("rule 8: the end of a session is announced once, also when late money opened it and an operator called it off", async () => {
    const stage = await open();
    const payment = await stage.pay("store");
    stage.script.query = answers({ status: "pending" });
    await stage.pass(25 * hour);
    expect((await stage.sessionRow(payment.session_id)).status).toBe("expired");
    expect(await count(stage, "session.expired")).toBe(1);
    stage.script.query = less;
    await stage.pass(2 * hour);
    expect((await stage.sessionRow(payment.session_id)).status).toBe("processing");
    await fail(stage, payment);
    expect((await stage.sessionRow(payment.session_id)).status).toBe("expired");
    await stage.pass(2 * hour);
    expect(await count(stage, "session.expired")).toBe(1);
  });

  test("rule 8: a session that was announced as expired and is paid after all is announced as succeeded, once", async () => {
    const stage = await open();
    const payment = await stage.pay("store");
    await stage.pass(25 * hour);
    stage.script.query = less;
    await stage.pass(2 * hour);
    stage.script.query = answers({ status: "succeeded", amountText: "150.00" });
    await stage.pass(3 * hour);
    expect(await stage.exceptions(payment.id)).toEqual(["paid_late"]);
    expect((await stage.sessionRow(payment.session_id)).status).toBe("succeeded");
    expect((await stage.events()).filter((type) => type.startsWith("session."))).toEqual([
      "session.expired",
      "session.succeeded",
    ]);
  });

  test("rule 8: a session expires when its payment ends on a process whose clock is behind the one that looked", async () => {
    const stage = await open();
    const { session_id: sessionId, id: paymentId } = await stage.start(await stage.session(), "store");
    await stage.database.kysely
      .updateTable("payments")
      .set({ expires_at: stage.time.now() + 30 * hour })
      .execute();
    await stage.database.kysely.deleteFrom("jobs").where("subject_id", "=", paymentId).execute();
    await stage.pass(24 * hour - 10 * minute);
    // By this process's clock the session's time is over. A payment is open, so the session ends with that payment.
    const ahead = stage.join("ahead", 30 * minute);
    expect(await expireSession(ahead, { sessionId })).toEqual({ kind: "done" });
    await stage.database.kysely.deleteFrom("jobs").where("subject_id", "=", sessionId).execute();
    await stage.pass(5 * minute);
    await cancelPaymentByCustomer(stage.context, { sessionId, paymentId });
    expect((await stage.sessionRow(sessionId)).status).toBe("requires_payment_method");
    await stage.pass(5 * minute + second);
    expect((await stage.sessionRow(sessionId)).status).toBe("expired");
    expect(await count(stage, "session.expired")).toBe(1);
  });
});
