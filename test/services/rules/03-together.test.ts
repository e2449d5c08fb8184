/** Rule 3: facts that arrive together make one change, one line and one event, over all processes. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { readBrowserStatus } from "../../../bff/services/browser/read-for-browser.ts";
import type { ServiceContext } from "../../../bff/services/context.ts";
import { expirePayment } from "../../../bff/services/payments/expire-payment.ts";
import { refreshPayment } from "../../../bff/services/payments/refresh-payment.ts";
import { startPayment } from "../../../bff/services/payments/start-payment.ts";
import type { PaymentRow } from "../../../bff/storage/repositories/payments.ts";
import type { Stage } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { hour, second } from "../support/times.ts";
import { holdAs, ways } from "../support/ways.ts";

const slow = { timeout: 90_000 };
const paid = { status: "succeeded", amountText: "150.00" } as const;

type Arrival = (stage: Stage, context: ServiceContext, payment: PaymentRow) => Promise<unknown>;

const arrivals: Readonly<Record<string, Arrival>> = {
  callback: (stage, _, payment) => stage.callBack(payment, paid),
  "the same callback again": (stage, _, payment) => stage.callBack(payment, paid, { nonce: 1 }),
  "a customer's poll": (_, context, { session_id: sessionId }) =>
    readBrowserStatus(context, { sessionId, maySync: true }),
  "an operator": (_, context, { id: paymentId }) => refreshPayment(context, { paymentId }),
  "the job": (stage, context) => stage.work(context),
  "the expiry": (_, context, { id: paymentId }) => expirePayment(context, { paymentId, step: 0 }),
};

async function changesTo(stage: Stage, paymentId: string, status: "succeeded"): Promise<number> {
  const rows = await stage.database.kysely
    .selectFrom("payment_timeline")
    .select("seq")
    .where("payment_id", "=", paymentId)
    .where("to_status", "=", status)
    .where("from_status", "<>", status)
    .execute();
  return rows.length;
}

forEachStage("rule 3", (open) => {
  test.each(ways)(
    "rule 3: whatever arrives together of $title, it is one change, one line and one event",
    slow,
    async (way) => {
      const name = fc.constantFrom(...Object.keys(arrivals));
      const arrival = fc.record({ name, isOther: fc.boolean() });
      await fc.assert(
        fc.asyncProperty(fc.array(arrival, { minLength: 1, maxLength: 7 }), fc.nat(7), async (some, at) => {
          const stage = await open(way);
          const other = stage.join("other");
          const payment = await stage.pay();
          await stage.time.runUntil(payment.expires_at + second);
          holdAs(stage, way, payment, paid);
          // One of them names the amount. Without it the payment might not succeed.
          const all = some.toSpliced(at, 0, { name: "the same callback again", isOther: false });
          await Promise.all(
            all.map(({ name, isOther }) => arrivals[name]?.(stage, isOther ? other : stage.context, payment)),
          );
          await stage.pass(hour);
          expect(await stage.payment(payment.id)).toMatchObject({
            status: "succeeded",
            received_minor: "15000",
          });
          expect(await stage.exceptions(payment.id)).toEqual([]);
          expect(await changesTo(stage, payment.id, "succeeded")).toBe(1);
          expect(await stage.events()).toEqual(["payment.pending", "payment.succeeded", "session.succeeded"]);
          expect(stage.violations).toEqual([]);
        }),
        { numRuns: open.runs(9) },
      );
    },
  );

  test.each(ways)(
    "rule 3: two callbacks, a poll, an operator and two processes' jobs at once of $title make one change",
    async (way) => {
      const stage = await open(way);
      const other = stage.join("other");
      const payment = await stage.pay();
      holdAs(stage, way, payment, paid);
      await Promise.all([
        stage.callBack(payment, paid),
        stage.callBack(payment, paid),
        readBrowserStatus(other, { sessionId: payment.session_id, maySync: true }),
        refreshPayment(stage.context, { paymentId: payment.id }),
        stage.work(stage.context),
        stage.work(other),
      ]);
      await stage.pass(20 * second);
      expect((await stage.payment(payment.id)).status).toBe("succeeded");
      expect(await changesTo(stage, payment.id, "succeeded")).toBe(1);
      expect(await stage.events()).toEqual(["payment.pending", "payment.succeeded", "session.succeeded"]);
    },
  );

  test("rule 3: any number of clicks at once, over two processes, leave one payment and one provider order", async () => {
    const stage = await open();
    const other = stage.join("other");
    const sessionId = await stage.session();
    const clicks = Array.from({ length: 8 }, (_, index) =>
      startPayment(index % 2 === 0 ? stage.context : other, { sessionId, method: "bank_transfer" }),
    );
    const results = await Promise.all(clicks);
    const ids = new Set(results.map((result) => (result.ok ? result.value.payment.id : result.code)));
    expect(ids.size).toBe(1);
    expect(stage.created.length).toBe(1);
  });
});
