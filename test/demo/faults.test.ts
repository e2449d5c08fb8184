import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { CallbackFaultSpec } from "../../demo/sandbox/hostility/faults.ts";
import { lhxpaySign } from "../../demo/sandbox/providers/lhxpay/signature.ts";
import { payproSign } from "../../demo/sandbox/providers/paypro/signature.ts";
import { type Bench, startBench } from "./support/bench.ts";
import { send } from "./support/merchant.ts";

let bench: Bench;

beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.stop());

const orders = () => bench.sandbox.state.orders().length;
const pay = () => bench.sandbox.state.play({ provider: "paypro", orderNo: "P0001" }, { action: "pay" });

describe("an armed fault meets the next call it fits", () => {
  test.each([
    ["before", 0],
    ["after", 1],
  ] as const)("drops the connection %s the order is recorded", async (when, recorded) => {
    bench.sandbox.state.arm({ provider: "paypro", operation: "createPayment", kind: "drop", when });
    await expect(send(bench.merchant.payproPayIn())).rejects.toThrow();
    expect(orders()).toBe(recorded);
    const again = await send(bench.merchant.payproPayIn());
    expect(again.json()).toMatchObject({ code: recorded === 0 ? "0000" : "4009" });
  });

  test.each([
    ["before", 503, 0],
    ["after", 502, 1],
    ["before", 429, 0],
  ] as const)("answers %s recording with HTTP %i", async (when, status, recorded) => {
    bench.sandbox.state.arm({ operation: "createPayment", kind: "status", when, status });
    const got = await send(bench.merchant.cxpayCollect());
    expect(got.status).toBe(status);
    expect(() => got.json()).toThrow();
    expect(orders()).toBe(recorded);
  });

  test.each([
    [undefined, 404, { code: "404", msg: "Not Found" }],
    [408, 408, { code: "408", msg: "Request Timeout" }],
    [200, 200, { code: "200", msg: "OK" }],
  ])("answers as a gateway that knows of no orders, with status %s", async (status, sent, body) => {
    bench.sandbox.state.arm({ kind: "gateway", ...(status === undefined ? {} : { status }) });
    const got = await send(bench.merchant.payproPayIn());
    expect(got.status).toBe(sent);
    expect(got.json()).toEqual(body);
  });

  test("never answers, until the sandbox stops", async () => {
    bench.sandbox.state.arm({ kind: "hang" });
    const answer = send(bench.merchant.payproPayIn()).then(
      () => "answered",
      () => "ended",
    );
    await expect.poll(orders, { timeout: 10_000 }).toBe(1);
    await bench.sandbox.stop();
    expect(await answer).toBe("ended");
    bench = await startBench();
  });

  test("answers garbage, half of the JSON, JSON as text, and a redirect", async () => {
    const { state } = bench.sandbox;
    state.arm({ kind: "garbage" });
    state.arm({ kind: "truncate" });
    state.arm({ kind: "text_plain" });
    state.arm({ kind: "redirect" });
    const first = await send(bench.merchant.payproBalance());
    expect(() => first.json()).toThrow();
    const second = await send(bench.merchant.payproBalance());
    expect(second.text).toMatch(/^\{"msg"/);
    expect(() => second.json()).toThrow();
    expect((await send(bench.merchant.payproBalance())).json()).toMatchObject({ code: "0000" });
    expect((await send(bench.merchant.payproBalance())).status).toBe(302);
    expect(state.faults()).toHaveLength(0);
  });

  test("answers good JSON that is far too long", async () => {
    bench.sandbox.state.arm({ kind: "oversize", bytes: 3_000_000 });
    const got = await send(bench.merchant.payproBalance());
    expect(got.text).toHaveLength(3_000_000);
    expect(got.json()).toMatchObject({ code: "0000" });
  });

  test("answers one byte at a time", async () => {
    bench.sandbox.state.arm({ kind: "slow", delayMs: 1 });
    const { url, headers, body } = bench.merchant.payproBalance();
    const answer = await fetch(url, { method: "POST", headers, body });
    let pieces = 0;
    let text = "";
    for await (const piece of answer.body ?? []) {
      pieces += 1;
      text += Buffer.from(piece).toString();
    }
    expect(pieces).toBeGreaterThan(5);
    expect(JSON.parse(text)).toMatchObject({ code: "0000" });
  });

  test("refuses in the provider's own words, by a code of one's choice", async () => {
    const { state } = bench.sandbox;
    state.arm({ provider: "bharatpay", kind: "refuse", code: "2044", message: "Channel busy" });
    expect((await send(bench.merchant.bharatpayCreate())).json()).toMatchObject({
      code: 2044,
      errorDesc: "Channel busy",
    });
    state.arm({ provider: "lhxpay", kind: "refuse" });
    expect((await send(bench.merchant.lhxpayCreate())).json()).toMatchObject({
      success: false,
      errorMsg: expect.stringContaining("客满"),
    });
    state.arm({ provider: "chainup", kind: "refuse", code: "70006", message: "balance" });
    expect((await send(bench.merchant.chainupCreate())).json()).toMatchObject({ code: "70006" });
    state.arm({ provider: "cxpay", kind: "refuse", code: "500" });
    expect((await send(bench.merchant.cxpayCollect())).json()).toMatchObject({ code: 500, success: false });
    expect(orders()).toBe(0);
  });

  test("is none when it would have the provider speak before it heard anything", () => {
    const arm = () => bench.sandbox.state.arm({ kind: "refuse", when: "before" });
    expect(arm).toThrow("own words");
    expect(bench.sandbox.state.faults()).toEqual([]);
  });

  test("lies to a query about what there is, what was paid and how it stands", async () => {
    const { state } = bench.sandbox;
    await send(bench.merchant.cxpayCollect());
    state.arm({ operation: "queryPayment", kind: "not_found" });
    state.arm({ operation: "queryPayment", kind: "lie_status" });
    state.arm({ operation: "queryPayment", kind: "lie_amount", amount: "1.25" });
    expect((await send(bench.merchant.cxpayQuery())).json()).toMatchObject({ code: 400 });
    expect((await send(bench.merchant.cxpayQuery())).json()).toMatchObject({ data: { status: 1 } });
    expect((await send(bench.merchant.cxpayQuery())).json()).toMatchObject({
      data: { status: 0, amount: 1.25 },
    });
    expect((await send(bench.merchant.cxpayQuery())).json()).toMatchObject({
      data: { status: 0, amount: 100.5 },
    });
  });

  test("spares other providers and other operations", async () => {
    bench.sandbox.state.arm({ provider: "paypro", operation: "balance", kind: "status" });
    expect((await send(bench.merchant.payproPayIn())).status).toBe(200);
    expect((await send(bench.merchant.cxpayBalance())).status).toBe(200);
    expect((await send(bench.merchant.payproBalance())).status).toBe(500);
  });

  test("meets as many calls as it was told to, or a seeded part of them, the same each time", async () => {
    const { state } = bench.sandbox;
    state.arm({ kind: "status", times: 2 });
    const statuses = async (count: number) => {
      const seen: number[] = [];
      for (let call = 0; call < count; call += 1)
        seen.push((await send(bench.merchant.payproBalance())).status);
      return seen;
    };
    expect(await statuses(3)).toEqual([500, 500, 200]);
    state.arm({ kind: "status", times: null, probability: 0.5, seed: 11 });
    const first = await statuses(20);
    state.disarm();
    state.arm({ kind: "status", times: null, probability: 0.5, seed: 11 });
    expect(await statuses(20)).toEqual(first);
    expect(new Set(first)).toEqual(new Set([200, 500]));
  });

  test("is written into the log of requests", async () => {
    bench.sandbox.state.arm({ kind: "status", when: "before" });
    await send(bench.merchant.payproPayIn());
    await send(bench.merchant.payproPayIn());
    expect(bench.sandbox.state.requests({ provider: "paypro" })).toMatchObject([
      { fault: "status", orderNo: null, signature: "absent" },
      { fault: null, orderNo: "P0001", signature: "accepted", result: "ok" },
    ]);
  });
});

describe("an armed fault meets the next callback", () => {
  beforeEach(async () => {
    bench.answerWith(200, "OK");
    await send(bench.merchant.payproPayIn());
  });
  const secret = () => bench.sandbox.providers.paypro.credentials.appSecret;
  const arm = (fault: Omit<CallbackFaultSpec, "operation">) =>
    bench.sandbox.state.arm({ ...fault, operation: "callback" });
  const bodies = async () => {
    await bench.sandbox.state.callbacksSettled();
    return bench.received.map(({ body }) => body);
  };
  function isSigned(body: string): boolean {
    const fields = [...body.matchAll(/"(\w+)":"?([^",}]*)"?/g)].map(
      ([, name = "", text = ""]): [string, string] => [name, text],
    );
    return fields.find(([name]) => name === "sign")?.[1] === payproSign(fields, secret());
  }

  test("loses it", async () => {
    arm({ kind: "lose" });
    pay();
    expect(await bodies()).toEqual([]);
    const order = bench.sandbox.state.order({ provider: "paypro", orderNo: "P0001" });
    expect(order?.callbacks).toMatchObject([{ twist: "lose", attempts: [], acknowledged: false }]);
  });

  test("sends it several times", async () => {
    arm({ kind: "duplicate", copies: 3 });
    pay();
    const sent = await bodies();
    expect(sent).toHaveLength(3);
    expect(new Set(sent).size).toBe(1);
  });

  test("sends it after the one that follows it", async () => {
    await send(bench.merchant.payproPayIn({ tradeNo: "P0002" }));
    arm({ kind: "reorder" });
    pay();
    bench.sandbox.state.play({ provider: "paypro", orderNo: "P0002" }, { action: "pay" });
    const numbers = (await bodies()).map((body) => /"tradeNo":"(\w+)"/.exec(body)?.[1]);
    expect(numbers).toEqual(["P0002", "P0001"]);
  });

  test.each(["forge", "wrong_account"] as const)("signs it wrongly: %s", async (kind) => {
    arm({ kind });
    pay();
    const [body = ""] = await bodies();
    expect(body).toContain('"status":"0000"');
    expect(isSigned(body)).toBe(false);
  });

  test.each([
    ["lie_amount", { amount: "12.34" }, '"amount":12.34'],
    ["lie_amount", {}, '"amount":299.99'],
    ["wrong_order", {}, '"tradeNo":"P0000"'],
    ["wrong_order", { otherOrderNo: "P7777" }, '"tradeNo":"P7777"'],
    ["unknown_status", {}, '"status":"77"'],
    ["extra_field", {}, '"wayCode":"va"'],
  ] as const)("signs %s rightly all the same", async (kind, more, part) => {
    arm({ kind, ...more });
    pay();
    const [body = ""] = await bodies();
    expect(body).toContain(part);
    expect(isSigned(body)).toBe(true);
  });

  test.each([
    ["truncate", /^\{[^}]*$/],
    ["garbage", /not what was agreed/],
    ["duplicate_key", /^\{("status":"0000"),\1,/],
  ] as const)("damages it: %s", async (kind, form) => {
    arm({ kind });
    pay();
    expect((await bodies())[0]).toMatch(form);
  });

  test("sends one again, honest or bent, when it is told to", async () => {
    const ref = { provider: "paypro", orderNo: "P0001" } as const;
    expect(bench.sandbox.state.sendCallback(ref)).toMatchObject({ ok: false });
    pay();
    bench.sandbox.state.sendCallback(ref);
    bench.sandbox.state.sendCallback(ref, { kind: "forge" });
    expect((await bodies()).map(isSigned)).toEqual([true, true, false]);
  });

  test("bends a form too", async () => {
    await send(bench.merchant.lhxpayCreate());
    arm({ provider: "lhxpay", kind: "duplicate_key" });
    arm({ provider: "lhxpay", kind: "wrong_account" });
    const ref = { provider: "lhxpay", orderNo: "L0001" } as const;
    bench.sandbox.state.play(ref, { action: "pay" });
    bench.sandbox.state.sendCallback(ref);
    const [twice = ""] = await bodies();
    expect(new URLSearchParams(twice).getAll("amount")).toEqual(["100.00", "100.00"]);
    bench.sandbox.state.reset();
    await send(bench.merchant.lhxpayCreate());
    arm({ provider: "lhxpay", kind: "wrong_account" });
    bench.sandbox.state.play(ref, { action: "pay" });
    const other = new URLSearchParams((await bodies()).at(-1));
    const { appKey, secret: key } = bench.sandbox.providers.lhxpay.credentials;
    expect(other.get("appKey")).not.toBe(appKey);
    expect(other.get("sign")).toBe(lhxpaySign("payInCallback", (name) => other.get(name) ?? "", key));
  });
});

test("does not arm what is no fault", () => {
  const { state } = bench.sandbox;
  // @ts-expect-error: no such kind
  expect(() => state.arm({ kind: "explode" })).toThrow();
  // @ts-expect-error: a callback cannot hang
  expect(() => state.arm({ kind: "hang", operation: "callback" })).toThrow();
  expect(() => state.arm({ kind: "status", probability: 2 })).toThrow();
  expect(state.faults()).toHaveLength(0);
});
