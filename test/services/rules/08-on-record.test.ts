/**
 * Rules 8 and 9, decision 0011: a repeated report of money that is on record for an abandoned payment. For the whole
 * tables, see test/core/payment/late-money.test.ts.
 */

import { expect, test } from "vitest";
import { resolvePayment } from "../../../bff/services/payments/resolve-payment.ts";
import type { PaymentRow } from "../../../bff/storage/repositories/payments.ts";
import { desk } from "../../support/authors.ts";
import { noAnswer } from "../support/scripted-provider.ts";
import { answers, type Stage } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { hour, minute } from "../support/times.ts";

const partial = (amountText: string) => answers({ status: "partially_paid", amountText });
const paid = (amountText: string | null, currency: string | null = null) =>
  answers({ status: "succeeded", amountText, currency });

async function expiredWithPart(stage: Stage): Promise<PaymentRow> {
  const payment = await stage.pay();
  stage.script.query = partial("50.00");
  await stage.pass(59 * minute);
  expect((await stage.payment(payment.id)).status).toBe("partially_paid");
  await stage.pass(2 * minute);
  const after = await stage.payment(payment.id);
  expect(after).toMatchObject({ status: "expired", received_minor: "5000" });
  return after;
}

async function settledAsFailed(stage: Stage, query: Stage["script"]["query"]): Promise<PaymentRow> {
  const payment = await stage.pay();
  stage.script.query = query;
  await stage.pass(2 * minute);
  expect((await stage.payment(payment.id)).status).toBe("review");
  await settleAsFailed(stage, payment.id);
  return await stage.payment(payment.id);
}

async function settleAsFailed(stage: Stage, paymentId: string): Promise<void> {
  const settle = {
    paymentId,
    outcome: "failed",
    note: "sent back",
    author: desk,
    keyBinding: null,
  } as const;
  expect(await resolvePayment(stage.context, settle)).toMatchObject({
    ok: true,
    value: { status: "failed" },
  });
}

forEachStage("rule 9", (open) => {
  test("rule 9: a partial payment that expired stays expired when the same part is reported again", async () => {
    const stage = await open();
    const { id } = await expiredWithPart(stage);
    const [events, lines, asked] = [await stage.events(), await stage.details(id), stage.asked.length];
    await stage.pass(3 * hour);
    expect(stage.asked.length).toBeGreaterThanOrEqual(asked + 4);
    expect(await stage.payment(id)).toMatchObject({ status: "expired", received_minor: "5000" });
    expect(await stage.exceptions(id)).toEqual(["partially_paid"]);
    expect(await stage.events()).toEqual(events);
    expect(await stage.details(id)).toEqual(lines);
  });

  test("rule 9: more money than is on record, reported as a larger part, goes to review", async () => {
    const stage = await open();
    const { id } = await expiredWithPart(stage);
    stage.script.query = partial("70.00");
    await stage.pass(10 * minute);
    expect(await stage.payment(id)).toMatchObject({ status: "review", received_minor: "7000" });
    expect(await stage.exceptions(id)).toContain("paid_late");
    expect((await stage.events()).filter((type) => type === "payment.review_required").length).toBe(1);
  });

  test("rule 9: the first part that arrives after the expiry goes to review", async () => {
    const stage = await open();
    const payment = await stage.pay();
    await stage.pass(2 * hour);
    stage.script.query = partial("50.00");
    await stage.pass(hour);
    expect(await stage.payment(payment.id)).toMatchObject({ status: "review", received_minor: "5000" });
    expect(await stage.exceptions(payment.id)).toEqual(["underpaid", "paid_late"]);
  });

  test("rule 9: a partial payment that expired and is completed late succeeds", async () => {
    const stage = await open();
    const { id } = await expiredWithPart(stage);
    stage.script.query = paid("150.00");
    await stage.pass(10 * minute);
    expect(await stage.payment(id)).toMatchObject({ status: "succeeded", received_minor: "15000" });
    expect(await stage.exceptions(id)).toEqual(["paid_late"]);
  });
});

forEachStage("rule 8", (open) => {
  test.each([
    ["less", paid("149.00")],
    ["another currency", paid("150.00", "USD")],
  ])(
    "rule 8: what an operator settled as failed is not undone by the same report of %s again",
    async (_, query) => {
      const stage = await open();
      const { id } = await settledAsFailed(stage, query);
      const asked = stage.asked.length;
      await stage.pass(3 * hour);
      expect(stage.asked.length).toBeGreaterThanOrEqual(asked + 3);
      expect((await stage.payment(id)).status).toBe("failed");
      expect((await stage.events()).filter((type) => type === "payment.review_required").length).toBe(1);
      expect((await stage.events()).filter((type) => type === "payment.failed").length).toBe(1);
    },
  );

  test("rule 8: more money opens again what an operator settled as failed", async () => {
    const stage = await open();
    const { id } = await settledAsFailed(stage, paid("149.00"));
    stage.script.query = paid("151.00");
    await stage.pass(10 * minute);
    expect(await stage.payment(id)).toMatchObject({ status: "review", received_minor: "15100" });
    expect(await stage.exceptions(id)).toEqual(["paid_late", "overpaid"]);
  });

  test.each([
    ["weak", false],
    ["strong", true],
  ])(
    "rule 8: a %s callback that names more, if in another currency, opens again what was settled as failed, and once",
    async (_, strong) => {
      const stage = await open({ strong });
      const { id } = await settledAsFailed(stage, paid("50.00"));
      stage.script.query = strong ? noAnswer : paid(null);
      const dollars = { status: "succeeded", amountText: "150.00", currency: "USD" } as const;
      await stage.callBack(await stage.payment(id), dollars);
      await stage.pass(minute);
      expect((await stage.payment(id)).status).toBe("review");
      await settleAsFailed(stage, id);
      await stage.pass(5 * hour);
      expect((await stage.payment(id)).status).toBe("failed");
      expect((await stage.events()).filter((type) => type === "payment.review_required").length).toBe(2);
    },
  );

  test("rule 8: an exact success still counts after an operator settled less as failed", async () => {
    const stage = await open();
    const { id } = await settledAsFailed(stage, paid("149.00"));
    stage.script.query = paid("150.00");
    await stage.pass(10 * minute);
    expect(await stage.payment(id)).toMatchObject({ status: "succeeded", received_minor: "15000" });
    expect(await stage.exceptions(id)).toEqual(["paid_late"]);
    expect((await stage.events()).slice(-2)).toEqual(["payment.succeeded", "session.succeeded"]);
  });
});
