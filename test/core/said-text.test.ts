import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changeFields, firstBytes, hiddenText, hideTexts } from "../../bff/core/said-text.ts";

const hideSign = (text: string) =>
  changeFields(text, (name) => (name === "sign" || name === "token" ? hiddenText : null));

describe("a field's value is found", () => {
  test.each([
    ["in JSON", '{"a":"1","sign":"0f3c"}', '{"a":"1","sign":"[secret]"}'],
    ["with blanks around the colon", '{"sign" : "0f3c" }', '{"sign" : "[secret]" }'],
    ["as a number", '{"sign":12.50,"a":1}', '{"sign":"[secret]","a":1}'],
    ["with a quote in it", '{"sign":"a\\"b","a":1}', '{"sign":"[secret]","a":1}'],
    ["in capitals", '{"Sign":"0f3c"}', '{"Sign":"[secret]"}'],
    ["deep inside", '{"data":{"x":[{"sign":"0f3c"}]}}', '{"data":{"x":[{"sign":"[secret]"}]}}'],
    ["in JSON inside a text", '{"data":"{\\"sign\\":\\"0f3c\\"}"}', '{"data":"{\\"sign\\":\\"[secret]\\"}"}'],
    ["in what was cut off", '{"a":1,"sign":"0f3', '{"a":1,"sign":"[secret]"'],
    ["in what was cut off after a backslash", '{"sign":"0f3\\', '{"sign":"[secret]"'],
    ["as an object", '{"token":{"a":"}","b":[1]},"c":1}', '{"token":"[secret]","c":1}'],
    ["as a list", '{"a":[{"sign" : ["0f","3c"]}]}', '{"a":[{"sign" : "[secret]"}]}'],
    ["as an object that was cut off", '{"token":{"a":"0f', '{"token":"[secret]"'],
    [
      "as an object in JSON inside a text",
      '{"d":"{\\"token\\":{\\"a\\":1}}"}',
      '{"d":"{\\"token\\":\\"[secret]\\"}"}',
    ],
    ["as parts of a form", "token[a]=0f&token%5Bb%5D=3c&c=1", "token[a]=[secret]&token%5Bb%5D=[secret]&c=1"],
    [
      "in JSON inside a form",
      "d=%7B%22sign%22%3A%220f%22%7D&c=1",
      "d=%7B%22sign%22%3A%22%5Bsecret%5D%22%7D&c=1",
    ],
    ["in a form", "a=1&sign=0f3c&b=2", "a=1&sign=[secret]&b=2"],
    ["at the start of a form", "sign=0f3c", "sign=[secret]"],
    [
      "in an address",
      "https://x.example/pay?a=1&token=t&b=2",
      "https://x.example/pay?a=1&token=[secret]&b=2",
    ],
    [
      "in an address inside JSON",
      '{"url":"https://x.example/?token=t","a":1}',
      '{"url":"https://x.example/?token=[secret]","a":1}',
    ],
  ])("%s", (_where, text, shown) => {
    expect(hideSign(text)).toBe(shown);
  });

  test("and nothing else is changed", () => {
    for (const text of [
      "",
      "null",
      "<html>sign</html>",
      '{"design":"x","signs":1}',
      "sign",
      '["sign","x"]',
    ]) {
      expect(hideSign(text)).toBe(text);
    }
  });

  test("in whatever JSON", () => {
    const others = fc.dictionary(fc.string({ maxLength: 12 }), fc.json());
    fc.assert(
      fc.property(fc.string(), others, (secret, fields) => {
        const text = JSON.stringify({ ...fields, sign: `§${secret}§` });
        const parsed: unknown = JSON.parse(hideSign(text));
        expect(parsed).toMatchObject({ sign: hiddenText });
      }),
    );
  });
});

describe("a secret is hidden wherever it stands", () => {
  const secret = 'a/b c"ü';
  test.each([
    ["as it is", `x${secret}x`],
    ["in JSON", JSON.stringify({ a: secret })],
    ["in JSON with escaped slashes", JSON.stringify({ a: secret }).replaceAll("/", "\\/")],
    ["in an address", `https://x.example/?a=${encodeURIComponent(secret)}`],
    ["in a form", new URLSearchParams({ a: secret }).toString()],
  ])("%s", (_where, text) => {
    const shown = hideTexts(text, ["other", secret]);
    expect(shown).toContain(hiddenText);
    expect(shown).not.toContain("%2Fb");
    expect(shown).not.toMatch(/a\\?\/b/);
  });

  test("the longer one first, and no word of three letters", () => {
    expect(hideTexts("abcd abcdef abc", ["abcd", "abcdef", "abc"])).toBe("[secret] [secret] abc");
  });
});

test("what is cut has at most so many bytes, and is a part of it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 0, max: 40 }), (text, most) => {
      const whole = text.toWellFormed();
      const cut = firstBytes(whole, most);
      expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(most);
      expect(whole.startsWith(cut)).toBe(true);
    }),
  );
});
