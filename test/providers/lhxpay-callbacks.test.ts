import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RawCallback } from "../../bff/providers/contract.ts";
import { lhxpay } from "../../bff/providers/lhxpay/adapter.ts";
import { lhxpayCredentials } from "../../bff/providers/lhxpay/credentials.ts";
import { signLhxpay } from "../../bff/providers/lhxpay/signature.ts";
import vectors from "../conformance/vectors.json" with { type: "json" };
import { formOf, openAccount, rawOf } from "./support/canned-provider.ts";

const md5 = (text: string) => createHash("md5").update(text, "utf8").digest("hex");
const known = vectors["002"];
const credentials = { appKey: "AK", secret: known.secret };
const { secret } = lhxpayCredentials.parse(credentials);
const adapter = openAccount(lhxpay, { baseUrl: "https://gw.example", credentials });

const inFen = (text: string) => (text === "99.5" ? "99.50" : "100.00");

function signPayIn(amount: string, originAmount: string, name = "originAmount"): string {
  return md5(`amount=${amount}&appKey=AK&channel=1&mrn=M0001&${name}=${originAmount}&key=SECRET2`);
}

const fields = { amount: "100.00", appKey: "AK", channel: "1", mrn: "M0001", originAmount: "100.00" };
const honest = { ...fields, sign: known.callback.sign };

function statusOf(raw: RawCallback, side: "pay-in" | "payout" = "pay-in"): string {
  const result = side === "pay-in" ? adapter.readCallback(raw) : adapter.payouts?.readCallback(raw);
  return result?.kind === "refused" ? result.reason : (result?.kind ?? "absent");
}

describe("LHXPay's signatures", () => {
  const values = new Map(
    [known.create, known.callback, known.query, known.payout, known.payoutCallback].map(({ str, sign }) => [
      str,
      sign,
    ]),
  );

  test("are the MD5 of the vectors' texts", () => {
    for (const [text, sign] of values) expect(md5(text)).toBe(sign);
  });

  test("agree with every vector", () => {
    expect(
      signLhxpay(
        "payIn",
        {
          amount: "100.00",
          appKey: "AK",
          callbackUrl: "https://m.example/cb?a=1&b=2",
          channelId: "1",
          mrn: "M0001",
          returnUrl: "https://m.example/r",
        },
        secret,
      ),
    ).toBe(known.create.sign);
    expect(signLhxpay("payInCallback", fields, secret)).toBe(known.callback.sign);
    expect(signLhxpay("query", { appKey: "AK", mrn: "M0001" }, secret)).toBe(known.query.sign);
    expect(
      signLhxpay(
        "payout",
        {
          accountName: "张三",
          accountNumber: "6222000000000000000",
          amount: "501.00",
          appKey: "AK",
          bankName: "工商银行",
          callbackUrl: "https://m.example/cb",
          mrn: "P0001",
        },
        secret,
      ),
    ).toBe(known.payout.sign);
    expect(signLhxpay("payoutCallback", { amount: "501.00", appKey: "AK", mrn: "P0001" }, secret)).toBe(
      known.payoutCallback.sign,
    );
    expect(signLhxpay("balance", { appKey: "AK" }, secret)).toBe(md5("appKey=AK&key=SECRET2"));
  });
});

describe("an LHXPay pay-in callback", () => {
  test("says what was paid and what was ordered, and is to be confirmed by a query", () => {
    expect(adapter.readCallback(formOf(honest))).toEqual({
      kind: "facts",
      facts: [
        {
          mustConfirm: true,
          report: {
            orderNo: "M0001",
            providerOrderId: null,
            status: "succeeded",
            amountText: "100.00",
            orderedAmountText: "100.00",
            currency: null,
            nextAction: null,
            undocumentedStatus: null,
          },
        },
      ],
    });
  });

  test("is acknowledged with the plain word success", () => {
    expect(adapter.acknowledgement).toEqual({ status: 200, contentType: "text/plain", body: "success" });
  });

  test("tells another amount paid than ordered as it is", () => {
    const raw = formOf({ ...fields, amount: "60.00", sign: signPayIn("60.00", "100.00") });
    expect(adapter.readCallback(raw)).toMatchObject({
      facts: [{ report: { amountText: "60.00", orderedAmountText: "100.00" } }],
    });
  });

  const written: readonly (readonly [title: string, amounts: [string, string], signed: [string, string]])[] =
    [
      ["as posted", ["100", "100.0"], ["100", "100.0"]],
      ["with both amounts in two decimals", ["100", "100"], ["100.00", "100.00"]],
      ["with both amounts in two decimals, one of which has them", ["99.5", "100.00"], ["99.50", "100.00"]],
      ["with what was ordered as an integer", ["100.00", "100.00"], ["100.00", "100"]],
      ["with what was ordered as an integer, posted short", ["99.5", "100.0"], ["99.50", "100"]],
    ];
  for (const [title, [amount, originAmount], signed] of written) {
    test(`is accepted when it was signed ${title}`, () => {
      const raw = formOf({ ...fields, amount, originAmount, sign: signPayIn(signed[0], signed[1]) });
      expect(adapter.readCallback(raw)).toMatchObject({
        kind: "facts",
        facts: [{ report: { amountText: inFen(amount), orderedAmountText: "100.00" } }],
      });
    });
  }

  test("is refused when it was signed over another number", () => {
    for (const [paid, wanted] of [
      ["100.01", "100.00"],
      ["1000", "100"],
      ["100.00", "10"],
      ["100.00", "100.5"],
    ] as const) {
      expect(statusOf(formOf({ ...fields, sign: signPayIn(paid, wanted) }))).toBe("wrong_signature");
    }
    // 100.50 has no form as an integer.
    const raw = formOf({ ...fields, originAmount: "100.50", sign: signPayIn("100.00", "100") });
    expect(statusOf(raw)).toBe("wrong_signature");
  });

  test("may spell what was ordered originalAmount", () => {
    const { originAmount: originalAmount, ...rest } = honest;
    expect(adapter.readCallback(formOf({ ...rest, originalAmount }))).toMatchObject({
      facts: [{ report: { orderedAmountText: "100.00" } }],
    });
    expect(statusOf(formOf({ ...honest, originalAmount }))).toBe("facts");
    expect(statusOf(formOf({ ...honest, originalAmount: "1.00" }))).toBe("unexpected_fields");
    expect(statusOf(formOf(rest))).toBe("unexpected_fields");
  });

  test("may be JSON with numbers, of which the text counts", () => {
    const sign = signPayIn("100.0", "100.00");
    const body = `{"amount":100.0,"appKey":"AK","channel":1,"mrn":"M0001","originAmount":100.00,"sign":"${sign}"}`;
    expect(adapter.readCallback(rawOf(body))).toMatchObject({
      facts: [{ report: { amountText: "100.00", orderedAmountText: "100.00" } }],
    });
  });

  test("may have fields that nobody knows", () => {
    expect(statusOf(formOf({ ...honest, payer: "张三", utr: "1" }))).toBe("facts");
  });

  test("is refused for another account, even when that one's key signed it", () => {
    const sign = md5("amount=100.00&appKey=AK2&channel=1&mrn=M0001&originAmount=100.00&key=SECRET2");
    expect(statusOf(formOf({ ...fields, appKey: "AK2", sign }))).toBe("wrong_account");
  });

  test("is refused when a field is missing, doubled or no value of its kind", () => {
    for (const name of ["amount", "appKey", "channel", "mrn", "originAmount", "sign"]) {
      const rest = Object.entries(honest).filter(([key]) => key !== name);
      expect(["facts", "ping"]).not.toContain(statusOf(formOf(Object.fromEntries(rest))));
      expect(["facts", "ping"]).not.toContain(statusOf(formOf({ ...honest, [name]: "" })));
    }
    const doubled = `${new URLSearchParams(honest)}&amount=100.00`;
    expect(statusOf(rawOf(doubled, "application/x-www-form-urlencoded"))).toBe("repeated_key");
    const twice = JSON.stringify(honest).replace("}", ',"mrn":"M0001"}');
    expect(statusOf(rawOf(twice))).toBe("repeated_key");
    for (const [name, text] of [
      ["amount", "1e2"],
      ["amount", "-100.00"],
      ["amount", "100.001"],
      ["amount", "100."],
      ["amount", "100.00&appKey=AK"],
      ["originAmount", "abc"],
      ["channel", "1&mrn=M0002"],
      ["mrn", "M0001&originAmount=1"],
      ["mrn", "x".repeat(65)],
    ] as const) {
      const forged: Record<string, string> = { ...fields, [name]: text };
      const sign = md5(
        `amount=${forged.amount}&appKey=AK&channel=${forged.channel}&mrn=${forged.mrn}&originAmount=${forged.originAmount}&key=SECRET2`,
      );
      expect(statusOf(formOf({ ...forged, sign })), text).toBe("unexpected_fields");
    }
  });

  test("is refused when it is cut off, empty or nothing of the kind", () => {
    const whole = new URLSearchParams(honest).toString();
    fc.assert(
      fc.property(fc.nat(whole.length - 1), (length) => {
        expect(statusOf(rawOf(whole.slice(0, length)))).not.toBe("facts");
      }),
    );
    for (const body of ["", "Test", "{}", "[]", "null", "\u0000"])
      expect(statusOf(rawOf(body))).not.toBe("facts");
    expect(statusOf({ body: Uint8Array.of(0xff, 0xfe), headers: {}, query: "" })).toBe("not_utf8");
  });

  test("is refused or means the same after any change of one character", () => {
    const whole = new URLSearchParams(honest).toString();
    const first = adapter.readCallback(formOf(honest));
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.constantFrom(..."019aAzZ&=%+.-"), (at, character) => {
        const changed = whole.slice(0, at) + character + whole.slice(at + 1);
        const result = adapter.readCallback(rawOf(changed, "application/x-www-form-urlencoded"));
        if (result.kind !== "refused") expect(result).toEqual(first);
      }),
      { numRuns: 400 },
    );
  });

  test("round-trips any amount and order number that is signed", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 15n }),
        fc.bigInt({ min: 1n, max: 10n ** 15n }),
        fc.stringMatching(/^[0-9a-z]{30}$/),
        fc.integer({ min: 1, max: 15 }),
        (paid, wanted, mrn, channel) => {
          const text = (minor: bigint) => `${minor / 100n}.${(minor % 100n).toString().padStart(2, "0")}`;
          const [amount, originAmount] = [text(paid), text(wanted)];
          const sign = md5(
            `amount=${amount}&appKey=AK&channel=${channel}&mrn=${mrn}&originAmount=${originAmount}&key=SECRET2`,
          );
          const raw = formOf({ amount, appKey: "AK", channel: String(channel), mrn, originAmount, sign });
          expect(adapter.readCallback(raw)).toMatchObject({
            facts: [{ report: { orderNo: mrn, amountText: amount, orderedAmountText: originAmount } }],
          });
        },
      ),
    );
  });
});

describe("an LHXPay payout callback", () => {
  const payout = { amount: "501.00", appKey: "AK", mrn: "P0001", sign: known.payoutCallback.sign };

  test("says that the payout succeeded, to be confirmed by a query", () => {
    expect(adapter.payouts?.readCallback(formOf(payout))).toMatchObject({
      kind: "facts",
      facts: [{ mustConfirm: true, report: { orderNo: "P0001", status: "succeeded", amountText: "501.00" } }],
    });
  });

  test("is accepted as posted, in two decimals and as whole yuan", () => {
    for (const [posted, signed] of [
      ["501", "501"],
      ["501", "501.00"],
      ["501.00", "501"],
      ["501.0", "501.00"],
    ]) {
      const sign = md5(`amount=${signed}&appKey=AK&mrn=P0001&key=SECRET2`);
      expect(statusOf(formOf({ ...payout, amount: posted ?? "", sign }), "payout")).toBe("facts");
    }
  });

  test("is refused when tampered with, for another account or made of a pay-in's", () => {
    expect(statusOf(formOf({ ...payout, amount: "502.00" }), "payout")).toBe("wrong_signature");
    expect(statusOf(formOf({ ...payout, mrn: "P0002" }), "payout")).toBe("wrong_signature");
    expect(statusOf(formOf({ ...payout, appKey: "AK2" }), "payout")).toBe("wrong_account");
    expect(statusOf(formOf({ ...payout, amount: "5e2" }), "payout")).toBe("unexpected_fields");
    expect(statusOf(formOf({ ...payout, mrn: "P 1" }), "payout")).toBe("unexpected_fields");
    expect(statusOf(formOf(honest), "payout")).toBe("wrong_signature");
    expect(statusOf(formOf(payout))).toBe("unexpected_fields");
    // The signature of a query that goes over the wire is none of a callback.
    expect(statusOf(formOf({ ...payout, sign: known.query.sign }), "payout")).toBe("wrong_signature");
  });
});
