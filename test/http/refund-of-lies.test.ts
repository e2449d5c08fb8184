/** A callback that names more than the provider's books have must not make a refund larger than what came. */
import { expect, test } from "vitest";
import type { TestApp } from "../support/app.ts";
import { describeApp } from "../support/app-suite.ts";
import { createRefund, mxn, postRefund, readPayment } from "./support/refunds.ts";

const ana = { name: "Ana Diaz", accountNumber: "002010077777777771", accountType: "clabe" };
const li = { name: "Li Wei", accountNumber: "6222020200112233445", accountType: "bank", bankName: "ICBC" };

const sentMinor = (app: TestApp, provider: "paypro" | "lhxpay") =>
  app.sandbox.state
    .orders({ provider, kind: "payout" })
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0n);

describeApp("a refund where a callback lies about the amount", {}, (app) => {
  test("is bounded by the query: of a part of 1.00 that a callback of PayPro calls 49.00, only 1.00 goes back", async () => {
    const { clientToken } = await app().api.createSession();
    const { id } = await app().browser(clientToken).start("store");
    const { state } = app().sandbox;
    state.arm({ kind: "lie_amount", operation: "callback", provider: "paypro", amount: "49" });
    state.play(await app().orderOf(id), { action: "pay", amount: "1" });
    await app().settle();
    const before = await readPayment(app(), id);
    expect([before.status, before.amountReceived]).toEqual(["partially_paid", mxn("49.00")]);

    const whole = await postRefund(app(), id, { amount: mxn("49"), beneficiary: ana });
    expect(whole.problem()).toMatchObject({
      status: 422,
      code: "refund_exceeds_received",
      detail: expect.stringContaining("1.00 MXN of 49.00 may still be given back."),
    });
    const all = await createRefund(app(), id, { beneficiary: ana });
    expect(all.amount).toEqual(mxn("1.00"));
    expect(sentMinor(app(), "paypro")).toBe(100n);
  });

  test("is bounded by the order where the query names no amount: LHXPay's 9000.00 for an order of 50.00", async () => {
    const cny = (value: string) => ({ value, currency: "CNY" });
    const { clientToken } = await app().api.createSession({ amount: cny("50"), country: "CN" });
    const { id } = await app().browser(clientToken).start("wechat_pay");
    const order = await app().orderOf(id);
    app().sandbox.state.play(order, { action: "pay" });
    await app().settle();
    app().sandbox.state.sendCallback(order, { kind: "lie_amount", amount: "9000" });
    await app().settle();
    const before = await readPayment(app(), id);
    expect([before.status, before.amountReceived]).toEqual(["succeeded", cny("9000.00")]);

    const refused = await postRefund(app(), id, { amount: cny("51"), beneficiary: li });
    expect(refused.problem().code).toBe("refund_exceeds_received");
    const all = await createRefund(app(), id, { beneficiary: li });
    expect(all.amount).toEqual(cny("50.00"));
    expect(sentMinor(app(), "lhxpay")).toBe(5_000n);
  });
});
