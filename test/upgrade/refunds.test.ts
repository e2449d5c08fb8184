/** What an earlier commit left open of money back, and of a session that was changed. The state: README.md. */
import { expect, test } from "vitest";
import {
  claim as claimSchema,
  payment as paymentSchema,
  refund as refundSchema,
  session as sessionSchema,
} from "../../bff/contract.ts";
import type { TestApp } from "../support/app.ts";
import { forEachEngine } from "../support/databases.ts";
import { openState as open } from "./open-state.ts";

const day = 24 * 60 * 60_000;
const states = [
  { name: "0022", lastMigration: "0022-dead-deliveries-by-endpoint" },
  { name: "0024", lastMigration: "0024-amounts-received" },
];
const beneficiary = { name: "Ana Diaz", accountNumber: "002010077777777771", accountType: "clabe" };

for (const written of states)
  forEachEngine(
    `refunds in a database whose last migration is ${written.lastMigration}`,
    (openTestDatabase) => {
      async function openState() {
        const { state, ...opened } = await open(openTestDatabase, written);
        const { refunds, claimToken, patched } = state;
        if (refunds === undefined || claimToken === undefined || patched === undefined)
          throw new Error("the state has no refunds");
        return { ...opened, refunds, patched, authorization: `Bearer ${claimToken}` };
      }
      const readRefund = async (app: TestApp, id: string) =>
        (await app.api.get(`/v1/refunds/${id}`)).as(refundSchema);

      async function playPayoutOf(app: TestApp, refundId: string): Promise<void> {
        const { payout } = await readRefund(app, refundId);
        const { orderNo } = JSON.parse((await app.api.get(`/v1/payouts/${payout}`)).text);
        app.sandbox.state.play({ provider: "paypro", kind: "payout", orderNo }, { action: "pay" });
        await app.settle();
      }

      test("go on: the one that was sent succeeds, the other is claimed by its old link, and no more can be given back", async () => {
        const { app, shop, refunds, authorization } = await openState();
        await playPayoutOf(app, refunds.pending);
        expect((await readRefund(app, refunds.pending)).status).toBe("succeeded");

        const path = "/checkout/claim";
        const seen = (await app.call({ path, headers: { authorization } })).as(claimSchema);
        expect(seen).toMatchObject({ id: refunds.claim, status: "awaiting_claim", closed: null });
        const claimed = await app.call({
          method: "POST",
          path,
          headers: { authorization },
          body: { beneficiary },
        });
        expect(claimed.as(claimSchema)).toMatchObject({ status: "pending", closed: "claimed" });
        await playPayoutOf(app, refunds.claim);

        const { amountRefunded } = (await app.api.get(`/v1/payments/${refunds.payment}`)).as(paymentSchema);
        expect(amountRefunded).toEqual({ value: "100.00", currency: "MXN" });
        const more = { amount: { value: "50.01", currency: "MXN" }, reason: "requested" };
        const refused = await app.api.post(`/v1/payments/${refunds.payment}/refunds`, more, {
          "idempotency-key": "one centavo more",
        });
        expect(refused.problem().code).toBe("refund_exceeds_received");
        const told = shop.received.filter(({ event }) => event.type === "refund.succeeded");
        expect(told.map(({ event }) => event.data.refund?.id)).toEqual([refunds.pending, refunds.claim]);
        expect(app.sandbox.state.requests({ operation: "createPayout" })).toHaveLength(1);
      });

      test("end by themselves where nobody claims them", async () => {
        const { app, refunds } = await openState();
        app.clock.advance(31 * day);
        await app.runJobsUntilIdle();
        expect((await readRefund(app, refunds.claim)).status).toBe("expired");
      });

      test("stand beside a session that was changed, which has its new terms and can be changed and paid", async () => {
        const { app, patched } = await openState();
        const path = `/v1/sessions/${patched.id}`;
        const read = async () => (await app.api.get(path)).as(sessionSchema);
        expect(await read()).toMatchObject({
          amount: { value: "175.00", currency: "MXN" },
          description: "Two tacos and a drink",
        });
        const headers = { authorization: `Bearer ${app.apiKey}` };
        const body = { amount: { value: "180.00", currency: "MXN" } };
        expect((await app.call({ method: "PATCH", path, headers, body })).status).toBe(200);
        const { id } = await app.browser(patched.clientToken).start("store");
        app.sandbox.state.play(await app.orderOf(id), { action: "pay" });
        await app.settle();
        expect(await read()).toMatchObject({ status: "succeeded", amountReceived: { value: "180.00" } });
      });
    },
  );
