/** What a provider says besides is kept, sealed, shown to the merchant, and not to the customer. */
import { expect, test } from "vitest";
import { readPayment } from "../../bff/services/payments/read-payments.ts";
import { utrDigest } from "../../bff/services/rows/provider-details.ts";
import { answers } from "./support/stage.ts";
import { forEachStage } from "./support/stages.ts";
import { second } from "./support/times.ts";

const utr = "412345678901";

forEachStage("what a provider says besides", (open) => {
  test("is in the merchant's view and in the events, field by field the newest word", async () => {
    const stage = await open();
    const payment = await stage.pay();
    const first = { utr: null, feeText: "2.5", code: "0000", message: "accepted" };
    await stage.callBack(payment, { status: "succeeded", amountText: "150.00", details: first });
    const later = { utr, feeText: null, code: null, message: "settled" };
    stage.script.query = answers({ status: "succeeded", amountText: "150.00", details: later });
    await stage.pass(second);
    const read = await readPayment(stage.context, { paymentId: payment.id });
    expect(read.ok && read.value.providerDetails).toEqual({
      utr,
      fee: { value: "2.50", currency: "MXN" },
      code: "0000",
      message: "settled",
    });
  });

  test("is encrypted in the database, and the UTR is found by its keyed digest", async () => {
    const stage = await open();
    const payment = await stage.pay();
    const details = { utr, feeText: null, code: null, message: "Ana Díaz paid" };
    stage.script.query = answers({ status: "succeeded", amountText: "150.00", details });
    await stage.callBack(payment, { status: "succeeded", amountText: "150.00" });
    await stage.pass(second);
    const row = await stage.payment(payment.id);
    expect(row.utr_digest).toBe(utrDigest(stage.context, utr));
    expect(JSON.stringify(row)).not.toMatch(/412345678901|Díaz/);
  });

  test("has nulls where the provider said nothing, and a fee that does not fit the currency is left out", async () => {
    const stage = await open();
    const silent = await stage.pay();
    const before = await readPayment(stage.context, { paymentId: silent.id });
    const nothing = { utr: null, fee: null, code: null, message: null };
    expect(before.ok && before.value.providerDetails).toEqual(nothing);
    const details = { utr: null, feeText: "0.001", code: null, message: null };
    await stage.callBack(silent, { status: "succeeded", amountText: "150.00", details });
    const after = await readPayment(stage.context, { paymentId: silent.id });
    expect(after.ok && after.value.providerDetails).toEqual({
      utr: null,
      fee: null,
      code: null,
      message: null,
    });
  });
});
