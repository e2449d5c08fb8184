import { describe, expect, test } from "vitest";
import { chainup } from "../../bff/providers/chainup/adapter.ts";
import { now, openRecordedAccount, refOf, type Script } from "./support/canned-provider.ts";
import {
  chainupForFile,
  detail,
  order,
  payerWith,
  prefix,
  ref,
  unsure,
  usdt,
} from "./support/chainup-account.ts";
import { answerOf, credentials, openAsPlatform, refusalOf, sealAs } from "./support/chainup-platform.ts";

const { provider, account, lastAsked } = chainupForFile();

describe("a ChainUp query", () => {
  test("names their number and our account inside the envelope, and the token where there is one", async () => {
    provider.answer({ body: answerOf(detail()) });
    await account().queryPayment({ ...ref, payer: payerWith({ userId: "1", token: "t-1" }) });
    expect(lastAsked().path).toBe(`${prefix}/orderDetail`);
    const { envelope, fields } = openAsPlatform(lastAsked().body);
    expect(envelope).toMatchObject({ app_id: "AK", time: String(now) });
    expect(fields).toEqual({ appKey: "AK", orderNum: "10000000002", token: "t-1" });
  });

  test("is flat where the account says so", async () => {
    provider.answer({ body: answerOf(detail()) });
    expect(await account({ orderDetailShape: "flat" }).queryPayment(ref)).toMatchObject({ kind: "report" });
    expect(JSON.parse(lastAsked().body)).toEqual({ appKey: "AK", orderNum: "10000000002" });
  });

  const statuses = [
    ["0", "canceled", null],
    ["1", "pending", null],
    ["2", "failed", null],
    ["3", "succeeded", null],
    ["4", "pending", "4"],
  ] as const;
  for (const [orderStatus, status, undocumentedStatus] of statuses) {
    test(`reads orderStatus ${orderStatus} as ${status}`, async () => {
      const isPaid = status === "succeeded";
      for (const written of [orderStatus, Number(orderStatus)]) {
        provider.answer({ body: answerOf(detail({ orderStatus: written })) });
        expect(await account().queryPayment(ref)).toEqual({
          kind: "report",
          report: {
            orderNo: order.orderNo,
            providerOrderId: "10000000002",
            status,
            amountText: null,
            orderedAmountText: isPaid ? "12.5" : null,
            currency: isPaid ? "USDT" : null,
            nextAction: null,
            undocumentedStatus,
            details: { utr: null, feeText: null, code: orderStatus, message: null },
          },
        });
      }
    });
  }

  test("keeps the text of an amount that is a number", async () => {
    const inner = JSON.stringify(detail({ orderStatus: "3" })).replace('"12.5"', "12.500000");
    provider.answer({ body: JSON.stringify({ code: "0", ...sealAs(inner) }) });
    expect(await account().queryPayment(ref)).toMatchObject({ report: { orderedAmountText: "12.500000" } });
  });

  test("tells what was paid where the platform does", async () => {
    provider.answer({ body: answerOf(detail({ orderStatus: "3", payAmount: "1" })) });
    expect(await account().queryPayment(ref)).toMatchObject({
      report: { amountText: "1", orderedAmountText: "12.5" },
    });
  });

  test.each([{ orderAmount: null }, { payCoinSymbol: null }, { orderAmount: "", payCoinSymbol: "USDT" }])(
    "leaves open how much was paid when it has %j",
    async (rest) => {
      provider.answer({ body: answerOf(detail({ orderStatus: "3", ...rest })) });
      expect(await account().queryPayment(ref)).toMatchObject({
        report: { status: "succeeded", amountText: null, amountUntold: true },
      });
      provider.answer({ body: answerOf(detail({ orderStatus: "1", ...rest })) });
      expect(await account().queryPayment(ref)).not.toHaveProperty("report.amountUntold");
    },
  );

  test("knows the method's coin in whatever letters", async () => {
    for (const payCoinSymbol of ["usdt", "Usdt", "USDT"]) {
      provider.answer({ body: answerOf(detail({ orderStatus: "3", payCoinSymbol })) });
      expect(await account().queryPayment(ref)).toMatchObject({ report: { currency: "USDT" } });
    }
  });

  test("tells a coin other than the method's as it was written", async () => {
    provider.answer({ body: answerOf(detail({ orderStatus: "3", payCoinSymbol: "BTC" })) });
    expect(await account().queryPayment(ref)).toMatchObject({ report: { currency: "BTC" } });
    const method = { ...usdt, channel: "USDTTRC" };
    provider.answer({ body: answerOf(detail({ orderStatus: "3", payCoinSymbol: "USDTTRC" })) });
    expect(await account().queryPayment({ ...ref, method })).toMatchObject({ report: { currency: "USDT" } });
  });

  test("believes no answer about another order", async () => {
    for (const rest of [{ appOrderId: "other" }, { orderNum: "10000000003" }]) {
      provider.answer({ body: answerOf(detail({ orderStatus: "3", ...rest })) });
      expect(await account().queryPayment(ref)).toEqual({ kind: "unknown", cause: "unreadable_answer" });
    }
  });
});

describe("a ChainUp order whose creation is in doubt", () => {
  test("is queried by the very same creation under the same number", async () => {
    provider.answer({ body: answerOf({ orderNum: "10000000009" }) });
    await account().createPayment(order);
    const first = openAsPlatform(lastAsked().body).fields;
    const result = await account().queryPayment(unsure);
    expect(lastAsked().path).toBe(`${prefix}/createThirdOrder`);
    expect(openAsPlatform(lastAsked().body).fields).toEqual(first);
    expect(result).toMatchObject({
      kind: "report",
      report: {
        orderNo: order.orderNo,
        providerOrderId: "10000000009",
        status: "pending",
        amountText: null,
        nextAction: {
          type: "redirect",
          url: `${provider.baseUrl}/platform/pay.html?appKey=AK&orderNum=10000000009&userId=22033390`,
        },
      },
    });
    expect(provider.asked).toHaveLength(2);
  });

  test("is there when the platform answers 70002 with the order", async () => {
    provider.answer({ body: answerOf({ orderNum: "10000000009" }, { code: "70002" }) });
    expect(await account().queryPayment(unsure)).toMatchObject({
      kind: "report",
      report: { status: "pending", providerOrderId: "10000000009" },
    });
    expect(await account().createPayment(order)).toMatchObject({
      kind: "accepted",
      providerOrderId: "10000000009",
    });
  });

  test("cannot be queried, which is no error, when 70002 comes alone or unsigned", async () => {
    for (const body of [
      refusalOf("70002"),
      refusalOf(70002),
      '{"code":"70002"}',
      answerOf({ orderNum: "10000000009" }, { code: "70002", over: "{}" }),
    ]) {
      provider.answer({ body });
      expect(await account().queryPayment(unsure)).toEqual({ kind: "cannot_query" });
      expect(await account().createPayment(order)).toEqual({ kind: "unknown", cause: "duplicate_order" });
    }
  });

  test("is not requested once nobody waits for it any more, because a request would make one", async () => {
    provider.answer({ body: answerOf({ orderNum: "10000000009" }) });
    expect(await account().queryPayment(refOf(order, { isCreationInDoubt: false }))).toEqual({
      kind: "cannot_query",
    });
    expect(provider.asked).toEqual([]);
  });

  test("stays in doubt when the provider is silent about it", async () => {
    const silences: readonly (readonly [Script, string])[] = [
      ["hang", "timeout"],
      ["drop", "connection_lost"],
      [{ status: 503, body: "{}" }, "server_error"],
      [{ status: 429, body: "{}" }, "rate_limited"],
    ];
    for (const [script, cause] of silences) {
      provider.answer(script);
      const adapter = account({}, script === "hang" ? 150 : 10_000);
      expect(await adapter.queryPayment(unsure)).toEqual({ kind: "unknown", cause });
    }
  });

  test("is queried as a creation, so a failure opens the circuit of creations", async () => {
    const { adapter, operations } = openRecordedAccount(chainup, { baseUrl: provider.baseUrl, credentials });
    provider.answer({ body: "{}" });
    await adapter.queryPayment(unsure);
    await adapter.queryPayment(ref);
    expect(operations).toEqual(["create", "query"]);
  });
});

describe("canceling at ChainUp", () => {
  test("sends their number to the path without the prefix", async () => {
    provider.answer({ body: answerOf({ orderNum: "10000000002" }) });
    expect(await account().cancelPayment?.(ref)).toEqual({ kind: "canceled" });
    expect(lastAsked().path).toBe("/opay/cancelOrder");
    expect(openAsPlatform(lastAsked().body).fields).toEqual({ orderNum: "10000000002" });
    provider.answer({ body: refusalOf("0") });
    expect(await account().cancelPayment?.(ref)).toEqual({ kind: "canceled" });
  });

  test("uses the path of the option", async () => {
    provider.answer({ body: refusalOf("0") });
    await account({ cancelPath: `${prefix}/cancelOrder` }).cancelPayment?.(ref);
    expect(lastAsked().path).toBe(`${prefix}/cancelOrder`);
  });

  test("tells why it is refused, and is unknown where that is not sure", async () => {
    for (const [code, expected] of [
      ["70003", { kind: "refused", code: "order_not_cancelable" }],
      ["70001", { kind: "refused", code: "order_not_found" }],
      ["50005", { kind: "refused", code: "signature_refused" }],
      ["10001", { kind: "unknown", cause: "server_error" }],
      ["99999", { kind: "unknown", cause: "unclear_refusal", details: { code: "99999" } }],
    ] as const) {
      provider.answer({ body: refusalOf(code) });
      expect(await account().cancelPayment?.(ref)).toMatchObject(expected);
    }
    provider.asked.length = 0;
    expect(await account().cancelPayment?.(unsure)).toEqual({ kind: "unknown", cause: "no_provider_number" });
    expect(provider.asked).toEqual([]);
  });
});
