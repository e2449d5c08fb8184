import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Bench, startBench } from "./support/bench.ts";
import { send } from "./support/merchant.ts";

let bench: Bench;

beforeEach(async () => {
  bench = await startBench();
  bench.answerWith(200, "OK");
});
afterEach(() => bench.stop());

async function api(method: string, path: string, body?: unknown): Promise<{ status: number; json: unknown }> {
  const answer = await fetch(`${bench.sandbox.control}/api${path}`, {
    method,
    headers: { "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, json: text === "" ? null : JSON.parse(text) };
}

const page = async (path: string, form?: Record<string, string>) => {
  const options = form ? { method: "POST", body: new URLSearchParams(form) } : {};
  const answer = await fetch(`${bench.sandbox.control}${path}`, options);
  return { status: answer.status, text: await answer.text() };
};

describe("the control API", () => {
  test("lists orders and payouts with amounts as text, and one by its number", async () => {
    await send(bench.merchant.payproPayIn());
    await send(bench.merchant.cxpayCollect());
    await send(bench.merchant.cxpayPayOut());
    expect((await api("GET", "/orders")).json).toMatchObject({
      data: [
        {
          provider: "paypro",
          orderNo: "P0001",
          amount: "300.00",
          amountPaid: "0.00",
          status: "pending",
          page: null,
        },
        { provider: "cxpay", orderNo: "C0001", amount: "100.50", page: expect.stringContaining("/pay/") },
      ],
    });
    expect((await api("GET", "/orders?provider=cxpay")).json).toMatchObject({ data: [{ orderNo: "C0001" }] });
    expect((await api("GET", "/payouts")).json).toMatchObject({
      data: [{ orderNo: "D0001", kind: "payout" }],
    });
    expect((await api("GET", "/payouts/cxpay/D0001")).json).toMatchObject({ amount: "500.00" });
    expect((await api("GET", "/orders/cxpay/D0001")).status).toBe(404);
    expect((await api("GET", "/orders?provider=other")).status).toBe(422);
  });

  test("plays: part, the rest, and a callback again", async () => {
    await send(bench.merchant.payproPayIn());
    expect((await api("POST", "/orders/paypro/P0001/partial", {})).status).toBe(409);
    const part = await api("POST", "/orders/paypro/P0001/partial", { amount: "100" });
    expect(part.json).toMatchObject({ status: "partially_paid", amountPaid: "100.00" });
    expect((await api("POST", "/orders/paypro/P0001/pay")).json).toMatchObject({ status: "succeeded" });
    expect((await api("POST", "/orders/paypro/P0001/pay")).status).toBe(409);
    await api("POST", "/orders/paypro/P0001/callback");
    await api("POST", "/orders/paypro/P0001/callback", { mode: "lie_amount", amount: "1" });
    await bench.sandbox.state.callbacksSettled();
    const order = (await api("GET", "/orders/paypro/P0001")).json;
    expect(order).toMatchObject({
      callbacks: [
        { acknowledged: true, attempts: [{ status: 200, answer: "OK" }] },
        { acknowledged: true },
        { twist: null },
        { twist: "lie_amount", body: expect.stringContaining('"amount":1.00') },
      ],
    });
  });

  test("takes a short amount for the whole where it is told to", async () => {
    await send(bench.merchant.payproPayIn());
    const answer = await api("POST", "/orders/paypro/P0001/pay", { amount: "1", mode: "final" });
    expect(answer.json).toMatchObject({ status: "succeeded", amountPaid: "1.00" });
  });

  test("fails, closes, reverses, and says why it does not", async () => {
    await send(bench.merchant.cxpayCollect());
    await send(bench.merchant.payproPayIn());
    await send(bench.merchant.chainupCreate());
    expect((await api("POST", "/orders/cxpay/C0001/reverse")).json).toEqual({
      error: "the order is pending",
    });
    await api("POST", "/orders/cxpay/C0001/pay");
    expect((await api("POST", "/orders/cxpay/C0001/reverse", { mode: "still_paid" })).json).toMatchObject({
      status: "reversed",
    });
    const failed = await api("POST", "/orders/paypro/P0001/fail", { reason: "no funds" });
    expect(failed.json).toMatchObject({ status: "failed", detail: { reason: "no funds" } });
    expect((await api("POST", "/orders/paypro/P0001/reverse")).status).toBe(409);
    expect((await api("POST", "/orders/chainup/U0001/close")).json).toMatchObject({ status: "closed" });
    expect((await api("POST", "/orders/chainup/U0001/pay")).json).toMatchObject({ status: "succeeded" });
    expect((await api("POST", "/orders/chainup/U0001/dance")).status).toBe(404);
    expect((await api("POST", "/orders/chainup/U0001/pay", { amont: "1" })).status).toBe(422);
  });

  test("shows the log of requests, whether their signature was accepted, and counts by order", async () => {
    const sent = bench.merchant.payproPayIn();
    await send(sent);
    await send({ ...sent, body: sent.body.replace('"300"', '"301"') });
    expect((await api("GET", "/requests?provider=paypro&operation=createPayment")).json).toMatchObject({
      data: [
        { orderNo: "P0001", signature: "accepted", result: "ok" },
        { orderNo: "P0001", signature: "refused", result: "4004 sign verification failed" },
      ],
    });
    expect((await api("GET", "/requests?orderNo=P9999")).json).toEqual({ data: [] });
  });

  test("arms faults, lists them, takes them away, and forgets everything", async () => {
    const armed = await api("POST", "/faults", { kind: "status", status: 503, times: null });
    expect(armed).toMatchObject({
      status: 201,
      json: { spec: { kind: "status", status: 503, when: "after" } },
    });
    expect((await send(bench.merchant.payproPayIn())).status).toBe(503);
    expect((await api("POST", "/faults", { kind: "explode" })).status).toBe(422);
    expect((await api("GET", "/faults")).json).toMatchObject({ data: [{ met: 1 }] });
    await api("DELETE", "/faults");
    expect((await api("GET", "/faults")).json).toEqual({ data: [] });
    expect((await api("POST", "/reset")).status).toBe(204);
    expect((await api("GET", "/orders")).json).toEqual({ data: [] });
    expect((await api("GET", "/requests")).json).toEqual({ data: [] });
  });

  test("takes one fault away by its number", async () => {
    await api("POST", "/faults", { kind: "hang" });
    await api("POST", "/faults", { kind: "drop" });
    await api("DELETE", "/faults/1");
    expect((await api("GET", "/faults")).json).toMatchObject({ data: [{ spec: { kind: "drop" } }] });
  });

  test("posts BharatPay's `Test`, and puts a ChainUp transfer down", async () => {
    const saved = await api("POST", "/bharatpay/save-address", { url: bench.callbackUrl });
    expect(saved.json).toEqual({ status: 200, body: "OK" });
    expect(bench.received.at(-1)?.body).toBe("Test");
    const made = await api("POST", "/chainup/transfers", { amount: "7.5", currency: "USDT" });
    expect(made).toMatchObject({ status: 201, json: { status: "succeeded", amountPaid: "7.500000" } });
  });
});

test("answers what it cannot read without a stack, here and at the providers", async () => {
  const options = { method: "POST", headers: { "content-type": "application/json" }, body: '{"kind":' };
  const broken = await fetch(`${bench.sandbox.control}/api/faults`, options);
  expect([broken.status, await broken.text()]).toEqual([400, '{"error":"the request cannot be read"}']);
  const { baseUrl } = bench.sandbox.providers.cxpay;
  const long = await fetch(`${baseUrl}/order/query`, { ...options, body: "x".repeat(300_000) });
  expect([long.status, await long.text()]).toEqual([413, '{"error":"the request cannot be read"}']);
});

describe("the control page", () => {
  test("shows every provider's orders, or one's, with payouts, requests and faults", async () => {
    await send(bench.merchant.payproPayIn());
    await send(bench.merchant.cxpayCollect());
    await send(bench.merchant.cxpayPayOut());
    bench.sandbox.state.arm({ kind: "drop", provider: "cxpay" });
    const all = (await page("/")).text;
    for (const shown of ["P0001", "C0001", "D0001", "drop", "POST /collect/create"])
      expect(all).toContain(shown);
    const one = (await page("/?provider=cxpay")).text;
    expect(one).toContain("C0001");
    expect(one).not.toContain("P0001");
  });

  test("plays an order by its buttons, and says what is not possible", async () => {
    await send(bench.merchant.cxpayCollect());
    const path = "/orders/cxpay/payment/C0001";
    expect((await page(`${path}/pay`, {})).text).toContain("succeeded");
    const again = await page(`${path}/pay`, {});
    expect(again.status).toBe(409);
    expect(again.text).toContain("Not possible: the order is succeeded");
    expect((await page(`${path}/callback`, { mode: "forge" })).status).toBe(200);
    expect((await page(`${path}/reverse`, {})).text).toContain("reversed");
    await bench.sandbox.state.callbacksSettled();
    expect((await page(path)).text).toContain("forge");
    expect((await page("/orders/cxpay/payment/C0009")).status).toBe(404);
  });

  test("arms a fault by its form and takes it away", async () => {
    const form = { provider: "paypro", operation: "", when: "before", times: "always", amount: "" };
    await page("/faults", { ...form, kind: "api:status", code: "429" });
    await page("/faults", { ...form, kind: "callback:unknown_status", code: "0099" });
    expect(bench.sandbox.state.faults().map(({ spec }) => spec)).toMatchObject([
      { provider: "paypro", kind: "status", status: 429, when: "before", times: null },
      { provider: "paypro", kind: "unknown_status", operation: "callback", code: "0099" },
    ]);
    await page("/faults/disarm", { id: "1" });
    expect(bench.sandbox.state.faults()).toHaveLength(1);
    expect((await page("/faults", { ...form, kind: "api:status", code: "9" })).status).toBe(422);
    await page("/reset", {});
    expect(bench.sandbox.state.faults()).toHaveLength(0);
  });
});
