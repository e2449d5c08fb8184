import { beforeEach, expect, test } from "vitest";
import {
  listAccountsAnswer,
  payment as paymentSchema,
  payout as payoutSchema,
  refund as refundSchema,
} from "../../bff/contract.ts";
import type { DemoConfig } from "../../demo/config.ts";
import { describeApp } from "../support/app-suite.ts";

const withRefunds = (base: DemoConfig) => ({
  ...base,
  accounts: base.accounts.map((account) =>
    account.id === "chainup-coins" ? { ...account, options: { refunds: true } } : account,
  ),
});
const usdt = (value: string) => ({ value, currency: "USDT" });

let keys = 0;

describeApp("refunds by the exchange", { config: withRefunds }, (app) => {
  let paymentId = "";
  beforeEach(async () => {
    const { clientToken } = await app().api.createSession({
      amount: usdt("12.50"),
      customer: { providerAccounts: { chainup: { userId: "4711" } } },
    });
    const { id } = await app().browser(clientToken).start("crypto");
    app().sandbox.state.play(await app().orderOf(id), { action: "pay" });
    await app().settle();
    paymentId = id;
  });

  const post = (body: object) =>
    app().api.post(
      `/v1/payments/${paymentId}/refunds`,
      { reason: "requested", ...body },
      { "idempotency-key": `exchange-${++keys}` },
    );
  const create = async (body: object) => {
    const reply = await post(body);
    expect(reply.status, reply.text).toBe(201);
    return reply.as(refundSchema);
  };
  const read = async (id: string) => (await app().api.get(`/v1/refunds/${id}`)).as(refundSchema);
  const sent = () => app().sandbox.state.orders({ kind: "payout" });
  const arm = (fault: { kind: "refuse"; code: string } | { kind: "drop" }) =>
    app().sandbox.state.arm({ ...fault, operation: "createPayout", provider: "chainup" });

  test("go to the user who paid, and are succeeded by the exchange's answer", async () => {
    const before = sent().length;
    const refund = await create({ amount: usdt("2.5") });
    expect(refund).toMatchObject({ method: "provider", account: "chainup-coins", status: "succeeded" });
    const { orderNo } = (await app().api.get(`/v1/payouts/${refund.payout}`)).as(payoutSchema);
    expect(sent().length - before).toBe(1);
    expect(sent().find((order) => order.orderNo === orderNo)).toMatchObject({
      via: "refundOrder",
      currency: "USDT",
      amountMinor: 2_500_000n,
      detail: { userId: "4711" },
    });
    const payment = (await app().api.get(`/v1/payments/${paymentId}`)).as(paymentSchema);
    expect(payment.amountRefunded?.value).toMatch(/^2\.50*$/);
  });

  test("whose answer is lost are unknown, and never sent again", async () => {
    const before = sent().length;
    arm({ kind: "drop" });
    const refund = await create({});
    expect(refund).toMatchObject({ status: "unknown", failure: null });
    for (let hours = 0; hours < 4; hours += 1) {
      app().clock.advance(3_600_000);
      await app().runJobsUntilIdle();
    }
    expect(sent().length - before).toBe(1);
    expect(["unknown", "pending"]).toContain((await read(refund.id)).status);
    expect((await post({ amount: usdt("1") })).problem().code).toBe("refund_exceeds_received");
  });

  test.each([
    ["70006", "failed"],
    ["50005", "failed"],
    ["10001", "unknown"],
    ["70002", "unknown"],
    ["99999", "unknown"],
  ])("that the exchange answers with %s are %s, and nothing was sent", async (code, status) => {
    const before = sent().length;
    arm({ kind: "refuse", code });
    expect(await create({})).toMatchObject({ status });
    expect(sent().length).toBe(before);
  });

  test("take no beneficiary: 422, and nothing is sent", async () => {
    const before = sent().length;
    const beneficiary = { name: "Ana Diaz", accountNumber: "002010077777777771", accountType: "clabe" };
    const problem = (await post({ beneficiary })).problem();
    expect(problem.errors?.map(({ path }) => path)).toEqual(["beneficiary"]);
    expect(sent().length).toBe(before);
  });

  test("are what the account says it can do", async () => {
    const { data } = (await app().api.get("/v1/accounts")).as(listAccountsAnswer);
    expect(data.find(({ id }) => id === "chainup-coins")?.capabilities).toContain("refund");
  });
});
