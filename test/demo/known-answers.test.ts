import { describe, expect, test } from "vitest";
import { decrypt, encrypt } from "../../demo/sandbox/providers/bharatpay/cipher.ts";
import { readKeys, seal, unseal } from "../../demo/sandbox/providers/chainup/envelope.ts";
import { cxpaySign } from "../../demo/sandbox/providers/cxpay/signature.ts";
import { lhxpaySign } from "../../demo/sandbox/providers/lhxpay/signature.ts";
import { payproSign } from "../../demo/sandbox/providers/paypro/signature.ts";
import vectors from "../conformance/vectors.json" with { type: "json" };

const answers = {
  bharatpay: vectors["000"],
  chainup: vectors["001"],
  lhxpay: vectors["002"],
  cxpay: vectors["003"],
  paypro: vectors["004"],
};

/** `a=1&b=x&y=2` split at the names it must have, as values may hold `&` and `=` themselves. */
function fieldsOf(text: string, names: readonly string[]): Map<string, string> {
  const starts = names.map((name) => ({ name, at: text.search(new RegExp(`(^|&)${name}=`)) }));
  const inOrder = starts.sort((a, b) => a.at - b.at);
  return new Map(
    inOrder.map(({ name, at }, index) => {
      const end = inOrder[index + 1]?.at ?? text.length;
      const piece = text.slice(at, end).replace(/^&/, "");
      return [name, piece.slice(name.length + 1)];
    }),
  );
}

describe("the sandbox signs and encrypts as the known answers say", () => {
  test.each([
    ["create", "payIn"],
    ["callback", "payInCallback"],
    ["query", "query"],
    ["payout", "payout"],
    ["payoutCallback", "payoutCallback"],
  ] as const)("LHXPay: %s", (name, message) => {
    const { str, sign } = answers.lhxpay[name];
    const text = str.replace(/&key=SECRET2$/, "");
    const names = [
      "amount",
      "appKey",
      "callbackUrl",
      "channelId",
      "channel",
      "mrn",
      "originAmount",
      "returnUrl",
      "accountName",
      "accountNumber",
      "bankName",
    ].filter((each) => new RegExp(`(^|&)${each}=`).test(text));
    const fields = fieldsOf(text, names);
    expect(lhxpaySign(message, (each) => fields.get(each) ?? "", answers.lhxpay.secret)).toBe(sign);
  });

  test.each(["create", "callback", "callback_1000_00"] as const)("CXPay: %s", (name) => {
    const { str, sign } = answers.cxpay[name];
    const pairs = str
      .replace(/&key=SECRET3$/, "")
      .split("&")
      .map((pair): [string, string] => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]);
    expect(cxpaySign([...pairs.reverse(), ["sign", "x"], ["empty", ""]], answers.cxpay.secret)).toBe(sign);
  });

  test("PayPro: create", () => {
    const fields: [string, string][] = [
      ["wayCode", "va"],
      ["tradeNo", "test_00000008"],
      ["timestamp", "1728609257212"],
      ["amount", "300"],
      ["email", "k@example.com"],
      ["mobile", "15745896325"],
      ["notifyUrl", "https://google.com"],
      ["payer", "kevin zhang"],
      ["remark", "test"],
      ["returnUrl", "http://abc.com/callback_page"],
      ["sign", "is not signed"],
      ["nothing", ""],
    ];
    expect(payproSign(fields, answers.paypro.secret)).toBe(answers.paypro.create.sign);
  });

  test.each(["create", "callback"] as const)("BharatPay: %s", (name) => {
    const { plain, data } = answers.bharatpay[name];
    expect(encrypt(plain, answers.bharatpay.vendorKey)).toBe(data);
    expect(decrypt(data, answers.bharatpay.vendorKey)?.toString("utf8")).toBe(plain);
  });

  test("BharatPay: the vendor's own example", () => {
    const { plain, cipher } = answers.bharatpay.vendor;
    expect(encrypt(plain, answers.bharatpay.vendorKey)).toBe(cipher);
  });

  test("ChainUp: signs a callback with the same bytes and can be read with the merchant's key", () => {
    const { plain, body, rsa_third_pri, rsa_saas_pri_TEST_ONLY } = answers.chainup;
    const keys = readKeys(rsa_third_pri, rsa_saas_pri_TEST_ONLY);
    expect(seal(plain, keys).sign).toBe(body.sign);
    // Read from the other end: what the platform encrypts for the merchant, with the keys swapped.
    const mirrored = readKeys(rsa_saas_pri_TEST_ONLY, rsa_third_pri);
    expect(unseal(body.data, body.sign, mirrored)?.toString("utf8")).toBe(plain);
  });
});
