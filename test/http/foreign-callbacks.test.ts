/**
 * A merchant with two accounts at one provider: what is signed for one account says nothing about the other's orders,
 * though both signatures are right.
 */
import { expect, test } from "vitest";
import { payout as payoutSchema } from "../../bff/contract.ts";
import type { DemoConfig } from "../../demo/config.ts";
import { payproSign } from "../../demo/sandbox/providers/paypro/signature.ts";
import type { TestApp } from "../support/app.ts";
import { describeApp } from "../support/app-suite.ts";
import { postCallback } from "./support/callbacks.ts";

const otherSecret = "the-secret-of-the-other-account";

const config = (base: DemoConfig) => ({
  ...base,
  accounts: [
    ...base.accounts,
    ...base.accounts
      .filter(({ id }) => id === "paypro-mx")
      .map((account) => ({
        ...account,
        id: "paypro-two",
        credentials: { merchantNo: "2000000777", appSecret: otherSecret },
      })),
  ],
});

/** A right callback of the other account, which says that this order was paid. */
function paidBySecond(orderNo: string, amount: string): string {
  const fields = { status: "SUCCESS", message: "ok", tradeNo: orderNo, amount, timestamp: "1" };
  return JSON.stringify({ ...fields, sign: payproSign(Object.entries(fields), otherSecret) });
}

const countOf = async (app: TestApp, id: string) => {
  const rows = app.database.kysely.selectFrom("callbacks").select("subject_id");
  return (await rows.where("subject_id", "=", id).execute()).length;
};

async function makePayout(app: TestApp) {
  const beneficiary = { name: "Ana Diaz", accountNumber: "002010077777777771", accountType: "clabe" };
  const request = {
    account: "paypro-mx",
    amount: { value: "120", currency: "MXN" },
    reference: "r",
    beneficiary,
  };
  const reply = await app.api.post("/v1/payouts", request, {
    "idempotency-key": `foreign-${app.database.engine}`,
  });
  return reply.as(payoutSchema);
}

describeApp("a callback of one account about an order of another", { config }, (app) => {
  test("is 404 for a payment, and queries nobody", async () => {
    const { clientToken } = await app().api.createSession({ methods: ["store"] });
    const { id } = await app().browser(clientToken).start("store");
    const { orderNo, accountId } = await rowOf(app(), id);
    expect(accountId).toBe("paypro-mx");
    const reply = await postCallback(app(), "/callbacks/paypro-two", paidBySecond(orderNo, "150.00"));
    expect(reply.problem()).toMatchObject({ status: 404, code: "not_found" });
    expect([(await app().api.readPayment(id)).status, await countOf(app(), id)]).toEqual(["pending", 0]);
  });

  test("is 404 for a payout, at either kind of address", async () => {
    const { id, orderNo } = await makePayout(app());
    const body = paidBySecond(orderNo, "120.00");
    const order = app()
      .sandbox.state.orders({ kind: "payout" })
      .find((held) => held.orderNo === orderNo);
    const own = new URL(order?.callbackUrl ?? "").pathname;
    for (const path of ["/callbacks/paypro-two", own.replace("paypro-mx", "paypro-two")]) {
      const reply = await postCallback(app(), path, body);
      expect(reply.problem(), path).toMatchObject({ status: 404, code: "not_found" });
    }
    const { status } = (await app().api.get(`/v1/payouts/${id}`)).as(payoutSchema);
    expect([status, await countOf(app(), id)]).toEqual(["pending", 0]);
  });
});

async function rowOf(app: TestApp, id: string) {
  const row = await app.database.kysely
    .selectFrom("payments")
    .select(["order_no as orderNo", "account_id as accountId"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return row;
}
