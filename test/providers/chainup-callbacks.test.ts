import { createHash, generateKeyPairSync, randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chainup } from "../../bff/providers/chainup/adapter.ts";
import { openCallback, seal } from "../../bff/providers/chainup/signature.ts";
import { hasSignatureForm, signRsa } from "../../bff/providers/signing/rsa-blocks.ts";
import { openAccount, rawOf } from "./support/canned-provider.ts";
import {
  credentials,
  known,
  merchantPrivate,
  merchantPublic,
  openAsPlatform,
  platformPrivate,
  platformPublic,
  sealAs,
} from "./support/chainup-platform.ts";

const digest = "RSA-SHA256";
const keys = { privateKey: merchantPrivate, platformPublicKey: platformPublic, digest } as const;
const adapter = openAccount(chainup, { baseUrl: "https://gw.example", credentials });
const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 });

const inner = {
  outOrderId: "T0001",
  orderNum: "10000000002",
  orderStatus: "3",
  payAmount: "200",
  returnUrl: "https://m.example/r",
};
const bodyOf = (text: string, rest: object = {}, how = {}) =>
  JSON.stringify({ app_id: "AK", time: 1715310032000, ...sealAs(text, how), ...rest });
const reasonOf = (body: string) => {
  const result = adapter.readCallback(rawOf(body));
  return result.kind === "refused" ? result.reason : result.kind;
};

describe("a callback that anybody may post", () => {
  const platform = { privateKey: platformPrivate, platformPublicKey: merchantPublic, digest } as const;
  const sealed = (length: number) => seal("a".repeat(length), platform);

  test("is decrypted up to the length that a genuine one can have", () => {
    // Eight blocks of 2048 bits.
    expect(openCallback(sealed(8 * 245), keys)).toHaveLength(8 * 245);
    expect(openCallback(sealed(8 * 245 + 1), keys)).toBeUndefined();
  });

  test("is not decrypted without a signature that the platform made", () => {
    const signature = Buffer.from(sealed(10).sign, "base64url");
    expect(hasSignatureForm(signature, platformPublic)).toBe(true);
    for (const bytes of [
      randomBytes(256),
      Buffer.alloc(256),
      Buffer.alloc(0),
      signature.subarray(1),
      Buffer.concat([signature, signature]),
      Buffer.from(signRsa("a".repeat(32), stranger.privateKey, digest), "base64url"),
    ]) {
      expect(hasSignatureForm(bytes, platformPublic)).toBe(false);
    }
  });
});

describe("ChainUp's envelope", () => {
  test("opens the known answer, whose inner text has the known MD5", () => {
    const { data, sign } = known.body;
    expect(openCallback({ data, sign }, keys)).toBe(known.plain);
    expect(createHash("md5").update(known.plain).digest("hex")).toBe(known.md5hex);
  });

  test("seals the known text so that the platform reads and verifies it", () => {
    const sealed = seal(known.plain, keys);
    const { fields } = openAsPlatform(JSON.stringify({ app_id: "AK", time: "1", ...sealed }));
    expect(fields).toEqual(JSON.parse(known.plain));
    // Signatures of PKCS#1 v1.5 are the same each time; what is encrypted is not.
    expect(seal(known.plain, keys).sign).toBe(sealed.sign);
    expect(seal(known.plain, keys).data).not.toBe(sealed.data);
  });

  test("gives back any text", () => {
    const platform = { privateKey: platformPrivate, platformPublicKey: merchantPublic, digest } as const;
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 800 }), (text) => {
        fc.pre(text.isWellFormed() && !text.startsWith("\ufeff") && Buffer.byteLength(text) <= 8 * 245);
        expect(openCallback(seal(text, platform), keys)).toBe(text);
      }),
      { numRuns: 40 },
    );
  });
});

describe("a ChainUp callback", () => {
  test("of the known answer is read", () => {
    expect(adapter.readCallback(rawOf(JSON.stringify(known.body)))).toEqual({
      kind: "facts",
      facts: [
        {
          mustConfirm: true,
          report: {
            orderNo: "T0001",
            providerOrderId: "10000000002",
            status: "succeeded",
            amountText: "200",
            orderedAmountText: null,
            currency: null,
            nextAction: null,
            undocumentedStatus: null,
            details: { utr: null, feeText: null, code: "3", message: null },
          },
        },
      ],
      // What was said, for the exchanges.
      opened: expect.stringContaining('"orderNum":"10000000002"'),
    });
  });

  test("is acknowledged with the platform's own words, byte for byte", () => {
    expect(adapter.acknowledgement).toEqual({
      status: 200,
      contentType: "application/json",
      body: '{"code":"0","msg":"success","data":"success"}',
    });
  });

  test("tells each status, the undocumented too", () => {
    for (const [orderStatus, status, undocumentedStatus] of [
      ["0", "canceled", null],
      ["1", "pending", null],
      ["2", "failed", null],
      ["3", "succeeded", null],
      ["7", "pending", "7"],
    ]) {
      for (const written of [orderStatus, Number(orderStatus)]) {
        const body = bodyOf(JSON.stringify({ ...inner, orderStatus: written }));
        expect(adapter.readCallback(rawOf(body))).toMatchObject({
          facts: [{ mustConfirm: true, report: { status, undocumentedStatus } }],
        });
      }
    }
  });

  test("keeps the text of an amount, number or string", () => {
    for (const [written, text] of [
      ["200.000000", "200.000000"],
      ['"0.00000001"', "0.00000001"],
      ["12345678901234567890.123456", "12345678901234567890.123456"],
    ] as const) {
      const body = bodyOf(JSON.stringify(inner).replace('"200"', written));
      expect(adapter.readCallback(rawOf(body))).toMatchObject({ facts: [{ report: { amountText: text } }] });
    }
  });

  test("is accepted with time as text or missing, either alphabet, padding and fields nobody knows", () => {
    for (const body of [
      bodyOf(JSON.stringify(inner), { time: "1715310032000" }),
      bodyOf(JSON.stringify(inner), { time: undefined }),
      bodyOf(JSON.stringify(inner), { extra: { a: 1 } }),
      bodyOf(JSON.stringify({ ...inner, payCoinSymbol: "USDT", fee: 1 })),
      bodyOf(JSON.stringify(inner), {}, { alphabet: "base64" }),
    ]) {
      expect(reasonOf(body)).toBe("facts");
    }
  });

  test("is refused for another account", () => {
    expect(reasonOf(bodyOf(JSON.stringify(inner), { app_id: "AK2" }))).toBe("wrong_account");
    expect(reasonOf(bodyOf(JSON.stringify(inner), { app_id: "" }))).toBe("wrong_account");
  });

  test("is refused alike for everything that can be wrong on the way", () => {
    const text = JSON.stringify(inner);
    const good = sealAs(text);
    for (const body of [
      bodyOf(text, {}, { signedBy: stranger.privateKey }),
      bodyOf(text, {}, { readBy: stranger.publicKey }),
      bodyOf(text, {}, { over: `${text} ` }),
      bodyOf(text, {}, { digest: "RSA-SHA1" }),
      bodyOf(text, { sign: sealAs("{}").sign }),
      bodyOf(text, { data: sealAs("{}").data }),
      bodyOf(text, { data: good.data.slice(0, -1) }),
      bodyOf(text, { data: `${good.data}AAAA` }),
      bodyOf(text, { data: "not base64 at all!" }),
      bodyOf(text, { data: "AAAA" }),
      bodyOf(text, { sign: "AAAA" }),
      bodyOf("x".repeat(245 * 49)),
    ]) {
      expect(reasonOf(body)).toBe("wrong_signature");
    }
  });

  test("is refused when it holds a key twice, is cut off, or has another shape", () => {
    const text = JSON.stringify(inner);
    expect(reasonOf(bodyOf(text.replace("}", ',"payAmount":"1"}')))).toBe("repeated_key");
    expect(reasonOf(bodyOf(text).replace("}", ',"app_id":"AK"}'))).toBe("repeated_key");
    expect(reasonOf(bodyOf(text.slice(0, -1)))).toBe("not_json");
    for (const name of ["outOrderId", "orderNum", "orderStatus"]) {
      const { [name]: _left, ...rest } = inner as Record<string, string>;
      expect(reasonOf(bodyOf(JSON.stringify(rest)))).toBe("unexpected_fields");
    }
    for (const name of ["app_id", "data", "sign"]) {
      expect(reasonOf(bodyOf(text, { [name]: undefined }))).toBe("unexpected_fields");
      expect(reasonOf(bodyOf(text, { [name]: ["AK"] }))).toBe("unexpected_fields");
    }
    for (const body of ["", "Test", "[]", "null", "{}", '"AK"', bodyOf("[]"), bodyOf("null"), bodyOf("1")]) {
      expect(["facts", "ping"]).not.toContain(reasonOf(body));
    }
    const whole = JSON.stringify(known.body);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), (length) => {
        expect(["facts", "ping"]).not.toContain(reasonOf(whole.slice(0, length)));
      }),
      { numRuns: 50 },
    );
  });

  test("is refused or means the same after any change of one character", () => {
    const whole = JSON.stringify(known.body);
    const honest = adapter.readCallback(rawOf(whole));
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.constantFrom(...'019aAzZ_-+/=" \\'), (at, character) => {
        const result = adapter.readCallback(rawOf(whole.slice(0, at) + character + whole.slice(at + 1)));
        if (result.kind !== "refused") expect(result).toEqual(honest);
      }),
      { numRuns: 300 },
    );
  });

  test("has one way only to write its signature in an alphabet", () => {
    const { sign } = known.body;
    // The last character of 342 carries four bits that stand for nothing.
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const accepted = [...alphabet].filter(
      (last) => reasonOf(JSON.stringify({ ...known.body, sign: sign.slice(0, -1) + last })) === "facts",
    );
    expect(accepted).toEqual([sign.at(-1)]);
  });
});
