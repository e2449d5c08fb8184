import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { paymentStatuses } from "../../bff/contract.ts";
import { type FactKind, moveOf } from "../../bff/core/payment-state.ts";
import { refreshPayment } from "../../bff/services/operate-payment.ts";
import { readBrowserStatus } from "../../bff/services/read-for-browser.ts";
import { startPayment } from "../../bff/services/start-payment.ts";
import { forEachEngine } from "../support/databases.ts";
import { answers, createStage } from "./support/stage.ts";

const facts: readonly FactKind[] = [
  "accepted",
  "refused",
  "no_answer",
  "reported_pending",
  "reported_partial",
  "paid_exact",
  "paid_less",
  "paid_more",
  "paid_disagreeing",
  "unconfirmed",
  "reported_failed",
  "reported_canceled",
  "reversed",
  "absent",
  "given_up",
  "time_over",
  "operator_succeeded",
  "operator_failed",
];

forEachEngine("rules 1 to 4", (open) => {
  test("rule 3: two callbacks, a poll and an operator that arrive together make one change and one event", async () => {
    const stage = createStage({ database: await open(), strong: true });
    const payment = await stage.pay();
    stage.script.query = answers({ status: "succeeded", amountText: "150.00" });
    const paid = { status: "succeeded", amountText: "150.00" } as const;
    await Promise.all([
      stage.callBack(payment, paid),
      stage.callBack(payment, paid),
      readBrowserStatus(stage.context, { sessionId: payment.session_id, maySync: true }),
      refreshPayment(stage.context, { paymentId: payment.id }),
    ]);
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
    expect(await stage.events()).toEqual(["payment.pending", "payment.succeeded", "session.succeeded"]);
    const timeline = await stage.database.kysely
      .selectFrom("payment_timeline")
      .select("seq")
      .where("to_status", "=", "succeeded")
      .where("from_status", "<>", "succeeded")
      .execute();
    expect(timeline.length).toBe(1);
  });

  test("rule 3: any number of clicks at once leave one payment and one provider order", async () => {
    const stage = createStage({ database: await open() });
    const sessionId = await stage.session();
    const clicks = Array.from({ length: 8 }, () =>
      startPayment(stage.context, { sessionId, method: "bank_transfer" }),
    );
    const results = await Promise.all(clicks);
    const ids = new Set(results.map((result) => (result.ok ? result.value.payment.id : result.code)));
    expect(ids.size).toBe(1);
    expect(stage.created.length).toBe(1);
  });

  test("rule 4: no provider is called inside a database transaction", async () => {
    const stage = createStage({ database: await open() });
    const payment = await stage.pay();
    stage.script.query = answers({ status: "succeeded", amountText: "150.00" });
    await stage.callBack(payment, { status: "succeeded", amountText: "150.00" });
    await stage.pass(60_000);
    // The stage's adapter throws when it is called inside one, and a throw would have left the payment as it was.
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
  });
});

describe("rule 2", () => {
  test("rule 2: the table says for every state and fact what happens, and never leaves succeeded", () => {
    fc.assert(
      fc.property(fc.constantFrom(...paymentStatuses), fc.constantFrom(...facts), (status, fact) => {
        const move = moveOf(status, fact);
        expect(move === null || paymentStatuses.includes(move.to)).toBe(true);
        if (status === "succeeded") expect(move?.to ?? "succeeded").toBe("succeeded");
      }),
      { numRuns: 2_000 },
    );
  });

  test("rule 2: only one function writes a payment's state", () => {
    const folder = join(import.meta.dirname, "../../bff/services");
    const writers = readdirSync(folder).filter((name) =>
      /\bchangePayment\(/.test(readFileSync(join(folder, name), "utf8")),
    );
    expect(writers).toEqual(["apply-fact.ts"]);
  });
});

forEachEngine("rule 2", (open) => {
  test("rule 2: a fact that the table ignores is recorded and acknowledged", async () => {
    const stage = createStage({ database: await open(), strong: true });
    const payment = await stage.pay();
    expect(await stage.callBack(payment, { status: "succeeded", amountText: "150.00" })).toBe(200);
    expect(await stage.callBack(payment, { status: "failed" })).toBe(200);
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
    expect(await stage.details(payment.id)).toContain("reported_failed: recorded, nothing changed");
  });
});
