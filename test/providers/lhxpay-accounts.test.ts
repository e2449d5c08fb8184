import { describe, expect, test } from "vitest";
import { lhxpay } from "../../bff/providers/lhxpay/adapter.ts";
import { findProvider } from "../../bff/providers/registry.ts";
import { mistakesIn, openAccount, provideForFile } from "./support/canned-provider.ts";
import { credentials, md5, wechat } from "./support/lhxpay-account.ts";

const { provider, lastAsked } = provideForFile();

function account(options: object = {}) {
  return openAccount(lhxpay, { baseUrl: provider.baseUrl, credentials, options });
}

describe("LHXPay's configuration", () => {
  test("takes api as the mode when none is named", () => {
    expect(account().actionOf(wechat)).toBe("redirect");
    expect(account({ mode: "api" }).actionOf(wechat)).toBe("redirect");
    expect(account({ mode: "page" }).actionOf(wechat)).toBe("redirect_form");
  });

  test("names credentials that are missing or look alike", () => {
    expect(mistakesIn(lhxpay, { credentials: {} }).map((text) => text.split(" ")[0])).toEqual([
      "credentials.appKey",
      "credentials.secret",
    ]);
    // The provider's own tables spell appKey with Cyrillic letters; a value copied from there would, too.
    expect(mistakesIn(lhxpay, { credentials: { ...credentials, appKey: "АК" } })[0]).toMatch(
      /^credentials\.appKey must be visible ASCII/,
    );
    expect(lhxpay.secretCredentials).toEqual(["secret"]);
    expect(findProvider("lhxpay")).toBe(lhxpay);
    expect(lhxpay.title).toBe("LHXPay");
  });

  test("can do what its capabilities say", () => {
    const adapter = account();
    expect(adapter.capabilities).toEqual(["create", "query", "callback", "payout", "balance"]);
  });
});

describe("LHXPay's balance", () => {
  test("is a signed GET", async () => {
    provider.answer({ body: '{"error":"success","result":1234.50}' });
    expect(await account().balance?.(1)).toEqual({
      kind: "balance",
      available: { minor: 123_450n, currency: "CNY", decimals: 2 },
      total: null,
      frozen: null,
    });
    expect(lastAsked().path).toBe("/api/Merchants/Balance");
    expect(Object.fromEntries(lastAsked().query)).toEqual({
      appKey: "AK",
      sign: md5("appKey=AK&key=SECRET2"),
    });
    provider.answer({ body: '{"error":"success","result":"-3"}' });
    expect(await account().balance?.(1)).toMatchObject({ available: { minor: -300n } });
  });
});

describe("trying an LHXPay account out", () => {
  const nowhere = { status: 404, body: '{"code":"404","msg":"Not Found"}' };
  const queried = (body: string) =>
    provider.answer(({ path }) => (path.includes("/Merchants/") ? nowhere : { body }));

  test("is content with a query where the contract has no balance, and says what that proves", async () => {
    queried('{"error":"object_not_found","errorMessage":"订单不存在"}');
    expect(await account().probe(1)).toEqual({
      kind: "ok",
      note: expect.stringContaining("does not tell a wrong appKey"),
    });
    expect(lastAsked().path).toBe("/api/Payments/Query");
    expect(lastAsked().query.get("mrn")).toBe("0");
  });

  test("finds a wrong key by that query, too", async () => {
    queried('{"error":"sign_error","errorMessage":"签名错误"}');
    expect(await account().probe(1)).toEqual({ kind: "wrong_credentials", code: "signature_refused" });
    queried('{"error":"object_not_found","errorMessage":"无效的商户账户"}');
    expect(await account().probe(1)).toEqual({ kind: "wrong_credentials", code: "account_refused" });
  });
});
