import { expect, test } from "vitest";
import type { ProviderAdapter } from "../../bff/providers/contract.ts";
import { createPayout } from "../../bff/services/create-payout.ts";
import { forEachEngine } from "../support/databases.ts";
import { answers, createStage, reportOf } from "./support/stage.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

forEachEngine("rules 9 to 12", (open) => {
  test("rule 9: at its expiry the provider is asked once more, and a payment made in the last minute counts", async () => {
    const stage = createStage({ database: await open() });
    const payment = await stage.pay();
    await stage.pass(59 * minute);
    stage.script.query = answers({ status: "succeeded", amountText: "150.00" });
    await stage.pass(2 * minute);
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
    expect(await stage.exceptions(payment.id)).toEqual([]);
    expect(await stage.events()).not.toContain("payment.expired");
  });

  test("rule 9: while the provider is silent at the expiry, the end is not final", async () => {
    const stage = createStage({ database: await open() });
    const payment = await stage.pay();
    stage.script.query = () => ({ kind: "unknown", cause: "connection_lost" });
    await stage.pass(2 * hour);
    expect((await stage.payment(payment.id)).status).toBe("pending");
    stage.script.query = answers({ status: "pending" });
    await stage.pass(2 * hour);
    expect((await stage.payment(payment.id)).status).toBe("expired");
  });

  test("rule 9: an expired payment is watched to the end of its watch and not a question longer", async () => {
    const stage = createStage({ database: await open() });
    const payment = await stage.pay();
    await stage.pass(2 * hour);
    const before = stage.asked.length;
    await stage.pass(24 * hour);
    expect(stage.asked.length).toBeGreaterThan(before + 15);
    const atTheEnd = stage.asked.length;
    await stage.pass(48 * hour);
    expect(stage.asked.length).toBe(atTheEnd);
    expect((await stage.payment(payment.id)).status).toBe("expired");
  });

  test("rule 10: an order that was accepted and is not found yet stays pending", async () => {
    const stage = createStage({ database: await open() });
    const payment = await stage.pay();
    stage.script.query = () => ({ kind: "not_found" });
    await stage.pass(50 * minute);
    expect((await stage.payment(payment.id)).status).toBe("pending");
  });

  test("rule 10: after a creation without an answer, no such order for 15 minutes is a failure, and not before", async () => {
    const stage = createStage({ database: await open() });
    stage.script.create = () => ({ kind: "unknown", cause: "timeout" });
    stage.script.query = () => ({ kind: "not_found" });
    const payment = await stage.pay();
    await stage.pass(14 * minute);
    expect((await stage.payment(payment.id)).status).toBe("unknown");
    await stage.pass(20 * minute);
    expect(await stage.payment(payment.id)).toMatchObject({ status: "failed", failure_code: "not_created" });
  });

  test("rule 10: an answer in between starts the 15 minutes anew", async () => {
    const stage = createStage({ database: await open() });
    stage.script.create = () => ({ kind: "unknown", cause: "timeout" });
    stage.script.query = () => ({ kind: "not_found" });
    const payment = await stage.pay();
    await stage.pass(10 * minute);
    stage.script.query = answers({ status: "pending" });
    await stage.pass(20 * minute);
    expect((await stage.payment(payment.id)).status).toBe("pending");
  });

  test("rule 11: a reversal is asked about first; when the query no longer says paid it is told once", async () => {
    const stage = createStage({ database: await open() });
    const payment = await stage.pay();
    stage.script.query = answers({ status: "succeeded", amountText: "150.00" });
    await stage.pass(2 * minute);
    await stage.callBack(payment, { status: "reversed" });
    expect(await stage.exceptions(payment.id)).toEqual([]);
    await stage.pass(2 * minute);
    expect(await stage.exceptions(payment.id)).toEqual([]);
    stage.script.query = answers({ status: "failed" });
    await stage.pass(hour);
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
    expect(await stage.exceptions(payment.id)).toEqual(["reversed"]);
    const told = (await stage.events()).filter((type) => type === "payment.reversed");
    expect(told.length).toBe(1);
  });

  test("rule 11: a reversal never credits a payment, also where a query says paid meanwhile", async () => {
    const stage = createStage({ database: await open() });
    const payment = await stage.pay();
    await stage.callBack(payment, { status: "reversed", amountText: "150.00" });
    stage.script.query = answers({ status: "succeeded", amountText: "150.00" });
    await stage.pass(2 * minute);
    expect((await stage.payment(payment.id)).status).toBe("review");
  });

  test("rule 12: a payout without an answer is asked about and never sent again", async () => {
    let sent = 0;
    let asked = 0;
    const payouts: NonNullable<ProviderAdapter["payouts"]> = {
      currencies: ["MXN"],
      check: () => [],
      async create() {
        sent++;
        return { kind: "unknown", cause: "timeout" };
      },
      async query(ref) {
        asked++;
        if (asked < 4) return { kind: "unknown", cause: "timeout" };
        return { kind: "report", report: reportOf(ref, { status: "succeeded" }) };
      },
      readCallback: () => ({ kind: "refused", reason: "not used" }),
    };
    const stage = createStage({ database: await open(), adapter: { payouts } });
    const result = await createPayout(stage.context, {
      request: {
        account: "weak",
        amount: { value: "10.00", currency: "MXN" },
        reference: "refund-1",
        beneficiary: { name: "Ana", accountNumber: "1", accountType: "clabe" },
      },
      claim: null,
    });
    expect(result).toMatchObject({ ok: true, value: { status: "unknown" } });
    await stage.pass(3 * hour);
    expect(sent).toBe(1);
    expect(await stage.events()).toEqual(["payout.succeeded"]);
  });
});
