/** Rule 13: a source's newer word takes back its older one, also when it agrees with what is stored already. */
import { describe, expect, test } from "vitest";
import { paid, query, timeOver, weakCallback } from "../support/facts.ts";
import { apply, applyInTurn, exceptionsIn, heldWith, paymentOf } from "../support/held.ts";

const pending = heldWith({ status: "pending" });
const paidOf = (amountText: string) => ({ status: "succeeded", amountText }) as const;

describe("rule 13: a weakly signed callback of a payment that has succeeded", () => {
  test("rule 13: that agrees is compared with what a later query names", () => {
    const { after } = applyInTurn(pending, [query(paid), weakCallback(paid), query(paidOf("200.00"))]);
    expect(paymentOf(after)).toMatchObject({ status: "succeeded", received_minor: "15000" });
    expect(exceptionsIn(after)).toEqual(["overpaid"]);
  });

  test("rule 13: that agrees takes back an older one of another amount, which nobody has confirmed yet", () => {
    const asserted = apply(apply(pending, [query(paid)]).after, [weakCallback(paidOf("50.00"))]).after;
    expect(paymentOf(asserted).confirm_pending).toBe(1);
    const { after } = applyInTurn(asserted, [weakCallback(paid), query(paid)]);
    expect(paymentOf(after)).toMatchObject({ received_minor: "15000", confirm_pending: 0 });
    expect(exceptionsIn(after)).toEqual([]);
  });

  test("rule 13: that names the lesser amount of an overpaid one takes back the greater one", () => {
    const overpaid = applyInTurn(pending, [query(paid), weakCallback(paidOf("200.00")), query(paid)]).after;
    expect(exceptionsIn(overpaid)).toEqual(["overpaid"]);
    const { after } = applyInTurn(overpaid, [weakCallback(paid), query(paid)]);
    expect(paymentOf(after)).toMatchObject({ received_minor: "15000", confirm_pending: 0 });
    expect(exceptionsIn(after)).toEqual([]);
  });
});

describe("rule 13: an order that expired with a part", () => {
  const part = query({ status: "partially_paid" });
  const expired = applyInTurn(pending, [part, timeOver]).after;

  test("rule 8: stays so while the provider goes on saying that a part has come, of whatever size", () => {
    expect(paymentOf(expired).status).toBe("expired");
    const { after, changed } = apply(expired, [part]);
    expect(changed).toBe(false);
    expect(exceptionsIn(after)).toEqual(["partially_paid"]);
  });

  test("rule 13: is no part any more once more than the amount has come", () => {
    const { after } = apply(expired, [query(paidOf("200.00"))]);
    expect(paymentOf(after)).toMatchObject({ status: "review", received_minor: "20000" });
    expect(exceptionsIn(after)).toEqual(["overpaid", "paid_late"]);
  });
});
