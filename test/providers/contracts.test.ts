/** Contracts that differ from the documentation's, as the sandbox can play them. */
import { afterEach, describe, expect, test } from "vitest";
import type { ProviderAdapter, RawCallback } from "../../bff/providers/contract.ts";
import { createProviderHttp } from "../../bff/providers/http-client.ts";
import type { QuirksInput } from "../../demo/sandbox/quirks.ts";
import { type Sandbox, startSandbox } from "../../demo/sandbox/sandbox.ts";
import { bharatpayData } from "../conformance/data/bharatpay.ts";
import { chainupData } from "../conformance/data/chainup.ts";
import { cxpayData } from "../conformance/data/cxpay.ts";
import { lhxpayData } from "../conformance/data/lhxpay.ts";
import { payproData } from "../conformance/data/paypro.ts";
import type { ConformanceData } from "../conformance/data-shape.ts";
import { accountInput, accountNamed, rawCallback, readAdapter } from "../conformance/support/lab.ts";
import { orderRef, paymentOrder, payoutOrder } from "../conformance/support/orders.ts";

const running: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of running.splice(0)) await stop();
});

interface Contract {
  readonly sandbox: Sandbox;
  readonly adapter: ProviderAdapter;
  readonly lastCallback: () => RawCallback;
}

async function open(data: ConformanceData, quirks: QuirksInput, options?: object): Promise<Contract> {
  const delivered: RawCallback[] = [];
  const { status, body: acknowledged } = data.acknowledgement;
  const sandbox = await startSandbox({
    quirks,
    callbacks: {
      scale: 0,
      deliver: async ({ contentType, body }) => {
        delivered.push(rawCallback(body, contentType));
        return { status, body: acknowledged };
      },
    },
  });
  const http = createProviderHttp({ timeoutMs: 20_000, allowPrivateAddresses: true });
  running.push(async () => {
    await sandbox.stop();
    await http.close();
  });
  const { baseUrl } = sandbox.providers[data.id];
  const wish = { account: accountNamed(data), ...(options === undefined ? {} : { options: { ...options } }) };
  const adapter = readAdapter(data, accountInput({ data, sandbox, baseUrl }, wish), http);
  return {
    sandbox,
    adapter,
    lastCallback() {
      const raw = delivered.at(-1);
      if (raw === undefined) throw new Error("no callback was sent");
      return raw;
    },
  };
}

/** Creates an order by the account's first method, and pays it. */
async function paid(data: ConformanceData, { sandbox, adapter }: Contract, amount?: string) {
  const [methodCase] = accountNamed(data).methods;
  if (methodCase === undefined) throw new Error("no method");
  const order = paymentOrder(methodCase);
  const created = await adapter.createPayment(order);
  expect(created).toMatchObject({ kind: "accepted" });
  sandbox.state.play(
    { provider: data.id, orderNo: order.orderNo },
    { action: "pay", ...(amount === undefined ? {} : { amount }) },
  );
  await sandbox.state.callbacksSettled();
  return orderRef(order, created);
}

describe("BharatPay", () => {
  test.each(["sourceNo", "data", "Data", "none"] as const)(
    "may put its cipher text into a callback as %s",
    async (callbackOuter) => {
      const contract = await open(bharatpayData, { bharatpay: { callbackOuter } });
      const { orderNo } = await paid(bharatpayData, contract);
      expect(contract.adapter.readCallback(contract.lastCallback())).toMatchObject({
        facts: [{ mustConfirm: true, report: { orderNo, status: "succeeded" } }],
      });
    },
  );

  test("may have only the family Debit, which a check finds out", async () => {
    const contract = await open(bharatpayData, { bharatpay: { families: ["Debit"], hasBalance: false } });
    const [methodCase] = accountNamed(bharatpayData).methods;
    if (methodCase === undefined) throw new Error("no method");
    expect(await contract.adapter.createPayment(paymentOrder(methodCase))).toEqual({
      kind: "unknown",
      cause: "error_status",
    });
    expect(await contract.adapter.probe(Date.now())).toMatchObject({
      kind: "unexpected",
      code: "other_family",
      note: expect.stringContaining("options.payInFamily to Debit"),
    });
  });

  test("gives the bank's number of a transfer", async () => {
    const contract = await open(bharatpayData, {});
    const ref = await paid(bharatpayData, contract);
    expect(await contract.adapter.queryPayment(ref)).toMatchObject({
      report: { details: { utr: expect.stringMatching(/^4\d{11}$/), code: "30" } },
    });
  });
});

describe("CXPay", () => {
  test("may sign empty fields", async () => {
    const contract = await open(cxpayData, { cxpay: { signsEmpty: true } });
    const { orderNo } = await paid(cxpayData, contract);
    expect(new TextDecoder().decode(contract.lastCallback().body)).toContain('"remark":""');
    expect(contract.adapter.readCallback(contract.lastCallback())).toMatchObject({
      facts: [{ mustConfirm: true, report: { orderNo, status: "succeeded" } }],
    });
  });

  test("may not say in a query how much was paid", async () => {
    const contract = await open(cxpayData, { cxpay: { tellsAmount: false } });
    const ref = await paid(cxpayData, contract);
    expect(await contract.adapter.queryPayment(ref)).toMatchObject({
      report: {
        status: "succeeded",
        amountText: null,
        amountUntold: true,
        details: { utr: expect.stringMatching(/^\d{12}$/), feeText: expect.stringMatching(/^\d/) },
      },
    });
  });
});

describe("ChainUp", () => {
  test.each(["ms", "seconds", "text"] as const)(
    "may write coins in small letters and times as %s",
    async (payTimes) => {
      const contract = await open(chainupData, { chainup: { coinLetters: "lower", payTimes } });
      const ref = await paid(chainupData, contract);
      expect(await contract.adapter.queryPayment(ref)).toMatchObject({
        report: { status: "succeeded", currency: ref.amount.currency },
      });
      const day = new Date().toISOString().slice(0, 10);
      const wish = { day, type: null, page: 1, pageSize: 10, now: Date.now() };
      const statement = await contract.adapter.statement?.(wish);
      expect(statement).toMatchObject({ kind: "statement", entries: [{ isPaid: true, amount: ref.amount }] });
    },
  );

  test("names what was ordered in a query, and what was paid in the callback", async () => {
    const contract = await open(chainupData, {});
    const ref = await paid(chainupData, contract, "1");
    expect(await contract.adapter.queryPayment(ref)).toMatchObject({
      report: { status: "succeeded", amountText: null, orderedAmountText: expect.not.stringMatching(/^1$/) },
    });
    expect(contract.adapter.readCallback(contract.lastCallback())).toMatchObject({
      facts: [{ report: { amountText: "1", orderedAmountText: null } }],
    });
  });
});

describe("LHXPay", () => {
  test.each(["integer", "decimal"] as const)("takes payouts written as %s", async (payoutAmounts) => {
    const options = { payoutAmountFormat: payoutAmounts };
    const contract = await open(lhxpayData, { lhxpay: { payoutAmounts } }, options);
    const [payout] = accountNamed(lhxpayData).payouts;
    if (payout === undefined) throw new Error("no payout");
    expect(await contract.adapter.payouts?.create(payoutOrder(payout))).toMatchObject({ kind: "accepted" });
  });
});

test.each([
  [payproData, { paypro: { hasBalance: false } }],
  [lhxpayData, { lhxpay: { hasBalance: false } }],
  [bharatpayData, { bharatpay: { hasBalance: false } }],
] as const)("a check of $id needs no balance", async (data, quirks) => {
  const contract = await open(data, quirks);
  expect(await contract.adapter.probe(Date.now())).toMatchObject({
    kind: "ok",
    note: expect.stringContaining("the balance call did not work"),
  });
});
