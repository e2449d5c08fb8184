import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readBalanceAmount } from "../../bff/providers/parsing/balance-amount.ts";
import { cleanOptionalText, cleanText, onlyIfClean } from "../../bff/providers/parsing/clean-text.ts";
import { readJsonAnswer } from "../../bff/providers/parsing/provider-answer.ts";
import { readRefusal } from "../../bff/providers/parsing/refusal-words.ts";
import { readWebAddress } from "../../bff/providers/parsing/web-address.ts";
import { equalText } from "../../bff/providers/signing/constant-time.ts";
import { decimalForms } from "../../bff/providers/signing/decimal-forms.ts";
import { plainWord, secretWord } from "../../bff/providers/signing/secret-word.ts";
import { joinPairs, md5Hex, signedPairs } from "../../bff/providers/signing/signed-fields.ts";

describe("what is signed", () => {
  test("is sorted by code unit, without sign and without what is empty; 0 and false are not empty", () => {
    const fields = new Map([
      ["b", "2"],
      ["a", "0"],
      ["B", "false"],
      ["_", "x"],
      ["é", "y"],
      ["a1", "z"],
      ["sign", "s"],
      ["c", ""],
    ]);
    expect(joinPairs(signedPairs(fields), "&")).toBe("B=false&_=x&a=0&a1=z&b=2&é=y");
  });

  test("is raw", () => {
    expect(joinPairs([["u", "https://m.example/cb?a=1&b=2"]], "&")).toBe("u=https://m.example/cb?a=1&b=2");
  });

  test("is digested as UTF-8, in lower-case hex", () => {
    expect(md5Hex("")).toBe("d41d8cd98f00b204e9800998ecf8427e");
    expect(md5Hex("张三")).toBe("615db57aa314529aaa0fbe95b3e95bd3");
  });
});

describe("clean text", () => {
  test("has nothing in it that could start another field, whatever came", () => {
    const nasty = fc.string({ unit: "binary" });
    fc.assert(
      fc.property(nasty, fc.nat(60), (text, length) => {
        const clean = cleanText(text, length);
        expect(clean).not.toMatch(/[=&\p{Cc}\p{Cs}]/u);
        expect([...clean].length).toBeLessThanOrEqual(length);
        expect(clean).toBe(clean.trim());
        expect(cleanText(clean, length)).toBe(clean);
        expect(Buffer.from(clean, "utf8").toString("utf8")).toBe(clean);
      }),
    );
  });

  test.each([
    ["Ana Díaz", "Ana Díaz"],
    ["  a=b&c\n", "abc"],
    ["\ud800x", "\ufffdx"],
    ["张三", "张三"],
    ["a\u0000b\u007fc\u0085d\u2028e", "abcde"],
  ])("of %j is %j", (text, clean) => {
    expect(cleanText(text)).toBe(clean);
  });

  test("of nothing is null, where it may be", () => {
    expect([null, "", " ", "=&"].map((text) => cleanOptionalText(text))).toEqual([null, null, null, null]);
    expect(cleanOptionalText(" x ")).toBe("x");
  });

  test("is taken only as it stands, where another text would mean something else", () => {
    expect(onlyIfClean("ana@example.com")).toBe("ana@example.com");
    expect(
      [null, "", "a=b@example.com", "a@example.com ", "x".repeat(129)].map((text) => onlyIfClean(text)),
    ).toEqual([null, null, null, null, null]);
  });
});

test("two texts are equal when they are the same, and only then", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      expect(equalText(a, b)).toBe(a === b);
      expect(equalText(a, a)).toBe(true);
    }),
  );
  expect(equalText("é", "e\u0301")).toBe(false);
});

describe("the forms of a decimal", () => {
  test.each([
    ["1000", ["1000", "1000.0", "1000.00"]],
    ["1000.0", ["1000.0", "1000", "1000.00"]],
    ["1000.00", ["1000.00", "1000", "1000.0"]],
    ["1000.50", ["1000.50", "1000.5"]],
    ["1000.5", ["1000.5", "1000.50"]],
    ["1000.55", ["1000.55"]],
    ["1000.555", ["1000.555"]],
    ["0", ["0", "0.0", "0.00"]],
    ["-5.10", ["-5.10", "-5.1"]],
    ["1e3", ["1e3"]],
    ["", [""]],
    ["none", ["none"]],
  ])("%s are %j", (text, forms) => {
    expect(decimalForms(text)).toEqual(forms);
  });

  test("are all the same number", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.nat(4), (n, places) => {
        const text = (n / 10 ** places).toFixed(places);
        for (const form of decimalForms(text)) expect(Number(form)).toBe(Number(text));
      }),
    );
  });
});

test.each([
  ["1000", 100_000n],
  ["1000.5", 100_050n],
  ["1000.239", 100_023n],
  ["-0.05", -5n],
  ["-5.5", -550n],
  ["", undefined],
  [null, undefined],
  ["1e3", undefined],
  ["1,000", undefined],
])("a balance of %j is %s in minor units", (text, minor) => {
  expect(readBalanceAmount(text, { currency: "MXN", decimals: 2 })?.minor).toBe(minor);
});

describe("an address to send a customer to", () => {
  test.each(["https://pay.example/p?a=b#c", "http://127.0.0.1:9104/checkout/1"])("may be %s", (url) => {
    expect(readWebAddress(url)).toBe(url);
  });

  test.each([
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    " javascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "intent://x",
    "/pay/1",
    "//pay.example/1",
    "https://",
    "https://user@pay.example/",
    "https://user:pw@pay.example/",
    "",
  ])("is never %j", (url) => {
    expect(readWebAddress(url)).toBe(null);
  });
});

describe("a refusal is about", () => {
  test.each([
    ["credentials", "sign verification failed"],
    ["credentials", "sign error"],
    ["credentials", "Invalid signature"],
    ["credentials", "签名错误"],
    ["credentials", "merchant does not exist"],
    ["credentials", "商户不存在"],
    ["credentials", "Unauthorized"],
    ["credentials", "sign_error"],
    ["credentials", "invalidSign"],
    ["credentials", "invalid_app_key"],
    ["not_found", "order does not exist"],
    ["not_found", "merchant order number does not exist"],
    ["not_found", "sourceNo not found"],
    ["other", "object_not_found"],
    ["other", "Not Found"],
    ["not_found", "商户订单不存在"],
    ["not_found", "No such order"],
    ["duplicate", "tradeNo already exists"],
    ["duplicate", "Duplicate order"],
    ["duplicate", "mrn_duplication"],
    ["duplicate", "orderIdAlreadyExists"],
    ["duplicate", "订单号重复"],
    ["duplicate", "订单已存在"],
    ["no_capacity", "该金额客满"],
    ["amount", "amount out of limits"],
    ["amount", "金额错误"],
    ["other", "channel is not available"],
    ["other", "insufficient balance"],
    ["other", "merchant balance not enough"],
    ["other", ""],
  ])("%s when it says %j", (subject, words) => {
    expect(readRefusal({ code: "", words })).toBe(subject);
    expect(readRefusal({ code: words, words: "" })).toBe(subject);
  });

  test.each([
    "System busy, please query later",
    "order is being processed, please do not resubmit",
    "Request timed out",
    "订单处理中，请稍后查询",
    "系统繁忙",
    "请勿重复提交",
    "internal server error",
  ])("nothing that is certain when it says %j", (words) => {
    expect(readRefusal({ code: "400", words })).toBe("doubt");
  });

  test("nothing that is certain when its code is one of a server that got to no answer", () => {
    for (const code of ["408", "429", "500", "502", "504"]) {
      expect(readRefusal({ code, words: "amount out of limits" })).toBe("doubt");
    }
    expect(readRefusal({ code: "404", words: "Not Found" })).toBe("doubt");
    expect(readRefusal({ code: "404", words: "order not found" })).toBe("not_found");
    expect(readRefusal({ code: "5000", words: "amount out of limits" })).toBe("amount");
  });
});

describe("an answer", () => {
  const answer = (status: number, body: string) =>
    readJsonAnswer({
      kind: "answer",
      status,
      headers: { "content-type": "text/plain" },
      body: Buffer.from(body),
    });

  test.each([
    [429, "rate_limited"],
    [500, "server_error"],
    [599, "server_error"],
    [301, "redirected"],
    [399, "redirected"],
    [401, "access_denied"],
    [403, "access_denied"],
    [404, "error_status"],
    [408, "error_status"],
    [400, "error_status"],
  ])("of status %i is unknown, whatever it says", (status, cause) => {
    expect(answer(status, '{"code":200}')).toEqual({ kind: "unknown", cause });
  });

  test("is read as JSON whatever its content type", () => {
    expect(answer(200, '{"a":"b"}')).toEqual({ kind: "json", status: 200, value: { a: "b" } });
    expect(answer(201, '{"a":"b"}')).toMatchObject({ kind: "json", status: 201 });
  });

  test("is read under an error status only where the provider documents that status", () => {
    const response = { kind: "answer", status: 400, headers: {}, body: Buffer.from("{}") } as const;
    expect(readJsonAnswer(response, [400])).toMatchObject({ kind: "json", status: 400 });
    expect(readJsonAnswer({ ...response, status: 404 }, [400])).toMatchObject({ kind: "unknown" });
  });

  test("that is no JSON is unknown", () => {
    expect(answer(200, "<html>")).toEqual({ kind: "unknown", cause: "unreadable_answer" });
  });

  test("that never came keeps its cause", () => {
    expect(readJsonAnswer({ kind: "no_answer", cause: "timeout" })).toEqual({
      kind: "unknown",
      cause: "timeout",
    });
    expect(readJsonAnswer({ kind: "not_sent", cause: "circuit_open" })).toEqual({
      kind: "not_sent",
      cause: "circuit_open",
    });
  });
});

describe("a credential", () => {
  test.each(["", " k3y", "k3y ", "k 3y", "k\n3y", "ключ", "k".repeat(513)])("is not %j", (text) => {
    const plain = plainWord.safeParse(text);
    const secret = secretWord.safeParse(text);
    expect([plain.success, secret.success]).toEqual([false, false]);
    if (text.trim() !== "" && text.length < 500) {
      expect(JSON.stringify(secret.error?.issues)).not.toContain(text.trim());
    }
  });

  test("that is secret does not print, and reveals itself when asked", () => {
    const secret = secretWord.parse("s3cr3t");
    expect(JSON.stringify({ secret })).toBe('{"secret":"[secret]"}');
    expect(secret.reveal()).toBe("s3cr3t");
  });
});
