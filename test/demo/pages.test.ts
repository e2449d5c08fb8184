import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ProviderId } from "../../demo/sandbox/state/order.ts";
import { type Bench, startBench } from "./support/bench.ts";
import { type Sent, send } from "./support/merchant.ts";

let bench: Bench;

beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.stop());

const returnUrl = "http://shop.example/thanks";

function pageOf(provider: ProviderId, orderNo: string): string {
  const order = bench.sandbox.state.order({ provider, orderNo });
  const page = order && bench.sandbox.state.pageOf(order);
  if (!page) throw new Error(`${provider} has no page for ${orderNo}`);
  return page;
}

/** Presses a button as a browser without script does: posts the first form that has it. */
async function press(page: string, button: string, fields: Record<string, string> = {}): Promise<Response> {
  const markup = await (await fetch(page)).text();
  const action = new RegExp(
    `<form method="post" action="([^"]+)"[^>]*>(?:(?!</form>).)*value="${button}"`,
    "s",
  ).exec(markup)?.[1];
  if (action === undefined) throw new Error(`the page has no button ${button}`);
  const body = new URLSearchParams({ do: button, ...fields });
  return fetch(new URL(action, page), { method: "POST", body, redirect: "manual" });
}

describe("each cashier page", () => {
  const cases: Readonly<Record<string, readonly [ProviderId, string, () => Sent]>> = {
    "PayPro's hosted page": ["paypro", "P0002", () => bench.merchant.payproLink()],
    "CXPay's cashier": ["cxpay", "C0001", () => bench.merchant.cxpayCollect()],
    "LHXPay's page by API": ["lhxpay", "L0001", () => bench.merchant.lhxpayCreate()],
    "LHXPay's page by form": ["lhxpay", "L0002", () => bench.merchant.lhxpayForm()],
    "ChainUp's pay page": ["chainup", "U0001", () => bench.merchant.chainupCreate()],
  };

  test.each(Object.keys(cases))("%s pays, and sends the browser back", async (name) => {
    const [provider, orderNo, build] = cases[name] ?? [];
    if (!provider || !orderNo || !build) throw new Error(name);
    await send(build());
    const page = pageOf(provider, orderNo);
    const back = await press(page, "pay");
    expect([back.status, back.headers.get("location")]).toEqual([303, returnUrl]);
    expect(bench.sandbox.state.order({ provider, orderNo })?.status).toBe("succeeded");
    await bench.sandbox.state.callbacksSettled();
    expect(bench.received.length).toBeGreaterThan(0);
    expect(await (await fetch(page)).text()).not.toContain('value="pay"');
  });

  test("pays another amount, and stays to say so when it is none", async () => {
    await send(bench.merchant.cxpayCollect());
    const page = pageOf("cxpay", "C0001");
    const wrong = await press(page, "other", { amount: "nothing" });
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain("That is not possible");
    await press(page, "other", { amount: "90.25" });
    expect(bench.sandbox.state.order({ provider: "cxpay", orderNo: "C0001" })).toMatchObject({
      status: "succeeded",
      paidMinor: 9025n,
    });
  });

  test("fails, or is left without paying", async () => {
    await send(bench.merchant.cxpayCollect());
    const page = pageOf("cxpay", "C0001");
    expect((await press(page, "leave")).headers.get("location")).toBe(returnUrl);
    expect(bench.sandbox.state.order({ provider: "cxpay", orderNo: "C0001" })?.status).toBe("pending");
    expect((await press(page, "fail")).headers.get("location")).toBe(returnUrl);
    expect(bench.sandbox.state.order({ provider: "cxpay", orderNo: "C0001" })?.status).toBe("failed");
  });

  test("of BharatPay shows the UPI address as a QR code, and has nowhere to go back to", async () => {
    await send(bench.merchant.bharatpayCreate());
    const page = pageOf("bharatpay", "B0001");
    expect(await (await fetch(page)).text()).toMatch(/<svg class="qr"/);
    const paid = await press(page, "pay");
    expect(await (await fetch(new URL(paid.headers.get("location") ?? "", page))).text()).toContain("Paid.");
  });

  test("does not tell of an order to who guesses", async () => {
    const { origin } = new URL(bench.sandbox.providers.cxpay.baseUrl);
    expect((await fetch(`${origin}/pay/${"0".repeat(32)}`)).status).toBe(404);
  });

  test("escapes what a merchant sent", async () => {
    await send(bench.merchant.cxpayCollect());
    await send(bench.merchant.payproPayIn({ remark: "<script>alert(1)</script>" }));
    const { control } = bench.sandbox;
    const markup = await (await fetch(`${control}/orders/paypro/payment/P0001`)).text();
    expect(markup).toContain("&lt;script&gt;");
    expect(markup).not.toContain("<script>");
  });
});

describe("the counter", () => {
  const code = () => {
    const order = bench.sandbox.state.order({ provider: "paypro", orderNo: "P0001" });
    return order?.detail.code ?? "";
  };
  const find = async (typed: string) =>
    fetch(`${bench.sandbox.control}/counter?code=${encodeURIComponent(typed)}`, { redirect: "manual" });

  beforeEach(async () => {
    await send(bench.merchant.payproPayIn());
  });

  test("lists what waits, and finds a code as a customer types it", async () => {
    expect(await (await fetch(`${bench.sandbox.control}/counter`)).text()).toContain(code());
    const grouped = code().replace(/(.{4})/g, "$1 ");
    const found = await find(grouped);
    expect(found.status).toBe(303);
    expect(found.headers.get("location")).toMatch(/^\/counter\/[0-9a-f]{32}$/);
    expect((await find("123")).status).toBe(404);
  });

  test("pays in parts, then in full, and says what arrived", async () => {
    const page = `${bench.sandbox.control}${(await find(code())).headers.get("location")}`;
    await press(page, "other", { amount: "100" });
    expect(await (await fetch(page)).text()).toContain("100.00 MXN arrived");
    expect(await (await fetch(page)).text()).toContain("Pay 200.00 MXN");
    await press(page, "pay");
    expect(await (await fetch(page)).text()).toContain("Paid: 300.00 MXN");
    expect(bench.sandbox.state.order({ provider: "paypro", orderNo: "P0001" })?.status).toBe("succeeded");
  });

  test("fails, or says nothing", async () => {
    const page = `${bench.sandbox.control}${(await find(code())).headers.get("location")}`;
    await press(page, "nothing");
    expect(bench.sandbox.state.order({ provider: "paypro", orderNo: "P0001" })?.status).toBe("pending");
    await press(page, "fail");
    expect(bench.sandbox.state.order({ provider: "paypro", orderNo: "P0001" })?.status).toBe("failed");
  });

  test("takes a UPI payment too", async () => {
    await send(bench.merchant.bharatpayCreate());
    const upi = bench.sandbox.state.order({ provider: "bharatpay", orderNo: "B0001" })?.detail.upi ?? "";
    const page = `${bench.sandbox.control}${(await find(upi)).headers.get("location")}`;
    await press(page, "pay");
    expect(bench.sandbox.state.order({ provider: "bharatpay", orderNo: "B0001" })?.status).toBe("succeeded");
  });
});
