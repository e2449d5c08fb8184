/** What the console reads before an operator refunds a payment, or decides about a payout. */
import { beforeEach, expect, test } from "vitest";
import { payoutApproval, type Refund, refund, refundOptions } from "../../../bff/contract.ts";
import { sealedContext } from "../../../bff/storage/encryption/sealed-columns.ts";
import { describeApp } from "../../support/app-suite.ts";
import { type OperatorBrowser, operatorOf, signIn, withOperators } from "../../support/operators.ts";
import { ana as beneficiary, createRefund, mxn, payPayment, postClaim, tokenOf } from "../support/refunds.ts";

const config = withOperators(
  operatorOf("ana"),
  operatorOf("bob", { scopes: ["payouts:approve"] }),
  operatorOf("eve", { scopes: ["reports"] }),
);
const customer = { id: "u-1", name: "Ana Díaz" };
const sister = { ...beneficiary, name: "Eva Gómez" };

const known = (name: string) => ({ kind: "known", name });

describeApp("before a refund", { config }, (app) => {
  const optionsOf = async (browser: OperatorBrowser, paymentId: string) =>
    (await browser.get(`/payments/${paymentId}/refund-options`)).as(refundOptions);

  test("the console knows how much is left, and the forms of the accounts that pay the currency", async () => {
    const paymentId = await payPayment(app(), customer);
    const ana = await signIn(app());
    const options = await optionsOf(ana, paymentId);
    expect(options).toMatchObject({ objection: null, left: mxn("150.00"), own: null });
    expect(options.accounts[0]).toMatchObject({ id: "paypro-mx", needsChannel: false, decimals: 0 });
    const types = options.accounts.flatMap(({ methods }) => methods.map(({ accountType }) => accountType));
    expect(new Set(types)).toEqual(new Set(["clabe", "card"]));
    await createRefund(app(), paymentId, { amount: mxn("40") });
    expect(await optionsOf(ana, paymentId)).toMatchObject({
      left: mxn("110.00"),
      held: mxn("40.00"),
      unconfirmed: mxn("0.00"),
    });
    await createRefund(app(), paymentId, {});
    expect(await optionsOf(ana, paymentId)).toMatchObject({
      objection: "refund_exceeds_received",
      left: mxn("0.00"),
    });
  });

  test("it knows what the server would refuse", async () => {
    const paymentId = await payPayment(app(), customer);
    const { kysely } = app().database;
    const ana = await signIn(app());
    const row = kysely.updateTable("payments").where("id", "=", paymentId);
    await row.set({ status: "review" }).execute();
    expect((await optionsOf(ana, paymentId)).objection).toBe("payment_in_review");
    await row.set({ status: "succeeded", exceptions: '["reversed"]' }).execute();
    const reversed = await optionsOf(ana, paymentId);
    expect(reversed).toMatchObject({ objection: "nothing_received", left: mxn("0.00") });
  });

  test("who may not refund does not get it, and no other payment is known", async () => {
    const paymentId = await payPayment(app(), customer);
    const eve = await signIn(app(), { operator: "eve" });
    expect((await eve.get(`/payments/${paymentId}/refund-options`)).problem().code).toBe("missing_scope");
    const ana = await signIn(app());
    expect((await ana.get("/payments/pay_none/refund-options")).problem().code).toBe("not_found");
    expect((await ana.get("/payments/%00/refund-options")).status).toBeGreaterThanOrEqual(400);
  });
});

describeApp("before a payout is approved", { config }, (app) => {
  let ana: OperatorBrowser;
  let payoutId = "";
  let made: Refund;

  const approvalFor = async (browser: OperatorBrowser) =>
    (await browser.get(`/payouts/${payoutId}/approval`)).as(payoutApproval);

  beforeEach(async () => {
    const paymentId = await payPayment(app(), customer);
    ana = await signIn(app());
    const key = { "idempotency-key": `k-${paymentId}` };
    const reply = await ana.post(`/v1/payments/${paymentId}/refunds`, { reason: "requested" }, key);
    made = reply.as(refund);
    await postClaim(app(), tokenOf(made), sister);
    payoutId = (await ana.get(`/v1/refunds/${made.id}`)).as(refund).payout ?? "";
  });

  test("another person sees who asked for it, and both names", async () => {
    expect(await approvalFor(await signIn(app(), { operator: "bob" }))).toEqual({
      requestedBy: "operator:ana",
      mayDecide: true,
      refund: made.id,
      payment: made.payment,
      names: { payer: known("Ana Díaz"), beneficiary: known("Eva Gómez"), isSame: false },
    });
  });

  test("who made the refund may not decide, as the server would say", async () => {
    expect(await approvalFor(ana)).toMatchObject({ requestedBy: "operator:ana", mayDecide: false });
    expect((await ana.post(`/v1/payouts/${payoutId}/approve`)).problem().code).toBe("same_actor");
  });

  test("who may not approve gets no name, nobody gets one after the decision, and no log has one", async () => {
    const eve = await signIn(app(), { operator: "eve" });
    expect(await approvalFor(eve)).toMatchObject({ mayDecide: false, names: null });
    const bob = await signIn(app(), { operator: "bob" });
    await approvalFor(bob);
    expect((await bob.post(`/v1/payouts/${payoutId}/approve`)).status).toBe(200);
    expect(await approvalFor(bob)).toMatchObject({ mayDecide: false, names: null });
    expect(app().logs().join("\n")).not.toMatch(/Gómez|Díaz/);
    for (const path of [`/v1/payouts/${payoutId}`, "/v1/payouts", `/v1/refunds/${made.id}`])
      expect((await ana.get(path)).text).not.toContain("Gómez");
  });

  test("a name that cannot be read is called so, and not that of whoever has paid", async () => {
    const { database, seal } = { database: app().database, seal: app().context.seal };
    const erased = seal.seal("null", sealedContext("payouts.beneficiary_sealed", payoutId));
    const row = database.kysely.updateTable("payouts").where("id", "=", payoutId);
    const bob = await signIn(app(), { operator: "bob" });
    const none = [erased, null] as const;
    for (const [beneficiary_sealed, beneficiary] of [none, ["damaged", { kind: "unreadable" }] as const]) {
      await row.set({ beneficiary_sealed }).execute();
      expect((await approvalFor(bob)).names).toEqual({ payer: known("Ana Díaz"), beneficiary, isSame: null });
    }
  });
});
