import { describe, expect, test } from "vitest";
import { chainup } from "../../bff/providers/chainup/adapter.ts";
import { now, openAccount } from "./support/canned-provider.ts";
import { chainupForFile, prefix } from "./support/chainup-account.ts";
import { answerOf, credentials, openAsPlatform, refusalOf } from "./support/chainup-platform.ts";

const { provider, account, lastAsked } = chainupForFile();

describe("ChainUp's daily statement", () => {
  const ask = (rest: object = {}) =>
    account().statement?.({ day: "2026-11-19", type: null, page: 1, pageSize: 200, now, ...rest });

  test("requests one page, all values as text, of one type or of all", async () => {
    provider.answer({ body: answerOf({ count: 0, list: [] }) });
    expect(await ask()).toEqual({ kind: "statement", total: 0, entries: [] });
    expect(lastAsked().path).toBe(`${prefix}/merchantBillingDay`);
    const fields = () => openAsPlatform(lastAsked().body).fields;
    expect(fields()).toEqual({ day: "2026-11-19", pageNum: "1", pageSize: "200" });
    await ask({ type: "payment", page: 3 });
    expect(fields()).toMatchObject({ orderType: "1", pageNum: "3" });
    await ask({ type: "transfer", pageSize: 5000 });
    expect(fields()).toMatchObject({ orderType: "11", pageSize: "2000" });
  });

  test("gives the entries with exact amounts, and the number of all to page by", async () => {
    const row = { appOrderId: "T1", payCoinSymbol: "USDT", orderAmount: "12.5", orderType: "1", userId: "1" };
    const list = [
      { ...row, openId: "", createTime: now - 9, payTime: now },
      { ...row, orderNum: "77", orderAmount: 3, orderType: 11, payTime: "2026-11-19 10:00:00" },
      { ...row, payCoinSymbol: "BTC", orderAmount: "0.00000001", payTime: null },
      { ...row, orderAmount: "0.1234567" },
    ];
    provider.answer({ body: answerOf({ count: "2345", list }) });
    const amount = (minor: bigint, currency: string, decimals: number) => ({ minor, currency, decimals });
    expect(await ask()).toEqual({
      kind: "statement",
      total: 2345,
      entries: [
        {
          orderNo: "T1",
          providerOrderId: null,
          type: "payment",
          amount: amount(12_500_000n, "USDT", 6),
          isPaid: true,
          paidAt: now,
        },
        {
          orderNo: "T1",
          providerOrderId: "77",
          type: "transfer",
          amount: amount(3_000_000n, "USDT", 6),
          isPaid: true,
          paidAt: null,
        },
        {
          orderNo: "T1",
          providerOrderId: null,
          type: "payment",
          amount: amount(1n, "BTC", 8),
          isPaid: false,
          paidAt: null,
        },
        {
          orderNo: "T1",
          providerOrderId: null,
          type: "payment",
          amount: amount(1_234_567n, "USDT", 7),
          isPaid: false,
          paidAt: null,
        },
      ],
    });
  });

  test.each([
    [1_763_546_400_000, 1_763_546_400_000],
    ["1763546400000", 1_763_546_400_000],
    [1_763_546_400, 1_763_546_400_000],
    ["1763546400", 1_763_546_400_000],
    ["2025-11-19T10:00:00Z", 1_763_546_400_000],
    ["2025-11-19T18:00:00+08:00", 1_763_546_400_000],
    ["2025-11-19 10:00:00", null],
    ["yesterday at 9", null],
  ])("counts an order whose payTime is %j as paid", async (payTime, paidAt) => {
    const list = [{ appOrderId: "T1", payCoinSymbol: "usdt", orderAmount: "12.5", payTime }];
    provider.answer({ body: answerOf({ count: 1, list }) });
    expect(await ask()).toMatchObject({
      entries: [{ isPaid: true, paidAt, amount: { minor: 12_500_000n, currency: "USDT", decimals: 6 } }],
    });
  });

  test.each(["", "0", 0, null])("counts one whose payTime is %j as not paid", async (payTime) => {
    const list = [{ appOrderId: "T1", payCoinSymbol: "USDT", orderAmount: "12.5", payTime }];
    provider.answer({ body: answerOf({ count: 1, list }) });
    expect(await ask()).toMatchObject({ entries: [{ isPaid: false, paidAt: null }] });
  });

  test("reads a page of 2000 entries", async () => {
    const list = Array.from({ length: 2000 }, (_, index) => ({
      appOrderId: `20261119120000${String(index).padStart(16, "0")}`,
      payCoinSymbol: "USDT",
      orderAmount: "1000.000001",
      orderType: "1",
      userId: "22033390",
      openId: "2ae04ed9165624419bad68e9e0f3f29fbd",
      createTime: now,
      payTime: now,
    }));
    provider.answer({ body: answerOf({ count: 2000, list }) });
    const result = await openAccount(chainup, { baseUrl: provider.baseUrl, credentials }, 30_000).statement?.(
      {
        day: "2026-11-19",
        type: null,
        page: 1,
        pageSize: 2000,
        now,
      },
    );
    expect(result).toMatchObject({ kind: "statement", total: 2000 });
    expect(result?.kind === "statement" ? result.entries : []).toHaveLength(2000);
  });

  test("is unknown when an entry cannot be read: one that is left out would look like a difference", async () => {
    for (const inner of [
      { count: 1, list: [{ appOrderId: "T1", payCoinSymbol: "USDT", orderAmount: "abc" }] },
      { count: 1, list: [{ appOrderId: "T1", orderAmount: "1" }] },
      { count: "x", list: [] },
      { list: [] },
    ]) {
      provider.answer({ body: answerOf(inner) });
      expect(await ask()).toEqual({ kind: "unknown", cause: "unreadable_answer" });
    }
  });
});

describe("trying a ChainUp account out", () => {
  test("queries an order that cannot exist, signed", async () => {
    provider.answer({ body: refusalOf("70001") });
    expect(await account().probe(now)).toEqual({ kind: "ok" });
    expect(openAsPlatform(lastAsked().body).fields).toEqual({ appKey: "AK", orderNum: "0" });
    provider.answer({ body: answerOf({ count: 0, list: [] }) });
    expect(await account({ orderDetailShape: "flat" }).probe(now)).toEqual({ kind: "ok" });
    expect(openAsPlatform(lastAsked().body).fields).toEqual({
      day: "2026-11-20",
      pageNum: "1",
      pageSize: "1",
    });
  });
});
