import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { maskSaidText } from "../../bff/core/mask-said-text.ts";

const mask = (text: string) =>
  maskSaidText(text, {
    fields: ["custom_data"],
    person: [
      { field: "name", text: "Ana Díaz" },
      { field: "openId", text: "ab12cd34" },
    ],
    kept: ["20481632641282565121", "123456789012"],
  });

describe("a person is masked in what was said", () => {
  test.each([
    ["a payer's name", '{"payer":"Juan Pérez"}', '{"payer":"J…"}'],
    ["a number in a field of persons", '{"mobile":5512345678}', '{"mobile":"…5678"}'],
    ["a field with blanks of its own", '{"account_number":"0123456"}', '{"account_number":"…"}'],
    ["a field that the adapter lists", '{"customData":"secret thing"}', '{"customData":"s…"}'],
    ["an object in a field of persons", '{"payer":{"first":"Juan"},"a":1}', '{"payer":"…","a":1}'],
    ["a card in another field", '{"note":"4111111111111111"}', '{"note":"…1111"}'],
    ["a card as a number", '{"note":4111111111111111}', '{"note":"…1111"}'],
    ["a card in groups", "card 4111 1111 1111 1111 declined", "card …1111 declined"],
    ["a card with hyphens", "card 4111-1111-1111-1111", "card …1111"],
    [
      "a CLABE in a sentence",
      '{"msg":"CLABE 002010077777777771 is closed"}',
      '{"msg":"CLABE …7771 is closed"}',
    ],
    ["a UPI ID", '{"msg":"payer ana.diaz@okaxis"}', '{"msg":"payer a…@okaxis"}'],
    ["an e-mail address in a sentence", "unknown: ana@example.com.", "unknown: a…@example.com."],
    [
      "an e-mail address in an address",
      "https://x.example/q?to=ana%40example.com&a=1",
      "https://x.example/q?to=a…@example.com&a=1",
    ],
    ["a card in an address", "https://x.example/q?c=4111111111111111", "https://x.example/q?c=…1111"],
    ["a number in the path of an address", "https://x.example/5512345678/q", "https://x.example/…5678/q"],
    ["a phone number with its country", "call +52 55 1234 5678 now", "call …5678 now"],
    ["a phone number in an address", "q?n=%2B525512345678", "q?n=…5678"],
    [
      "a phone number in JSON inside a text",
      '{"d":"{\\"n\\":\\"919876543210\\"}"}',
      '{"d":"{\\"n\\":\\"…3210\\"}"}',
    ],
    ["a number in a list", '["5512345678"]', '["…5678"]'],
    ["a number after a break", "a\\n5512345678", "a\\n…5678"],
    ["the known name in a sentence", '{"msg":"Ana Díaz has no account"}', '{"msg":"A… has no account"}'],
    ["the known name in capitals", '{"msg":"ANA DÍAZ"}', '{"msg":"A…"}'],
    ["the known name in an address", "q?n=Ana%20D%C3%ADaz", "q?n=A…"],
    ["what else is known", '{"x":"ab12cd34"}', '{"x":"…cd34"}'],
  ])("%s", (_what, text, shown) => {
    expect(mask(text)).toBe(shown);
  });

  test.each([
    ["the order's numbers", '{"no":"20481632641282565121","utr":123456789012}'],
    ["our order number", '{"tradeNo":"20261127120000k3m9x0q2w8z7a1b4"}'],
    [
      "times",
      '{"timestamp":"1764244803000","t":1764244803,"at":"20261127120000","on":"2026-11-27 12:00:03"}',
    ],
    ["amounts", '{"amount":"1234567890.00","value":150.00}'],
    ["a hash", '{"h":"0f3c1234567890123abc"}'],
    ["a UUID", '{"id":"a1b2c3d4-1234-4567-8912-a1b2c3d4e5f6"}'],
    ["words", '{"code":"0000","msg":"success"}'],
  ])("but not %s", (_what, text) => {
    expect(mask(text)).toBe(text);
  });

  test("in whatever text, and twice is as once", () => {
    const near = fc.constantFrom("", " ", ":", "?a=", "\n", '"', "账", "/", "%20");
    fc.assert(
      fc.property(near, near, fc.stringMatching(/^[2-9]\d{15}$/), (before, after, card) => {
        const shown = mask(`${before}${card}${after}`);
        expect(shown).not.toContain(card.slice(0, 12));
        expect(mask(shown)).toBe(shown);
      }),
    );
  });
});
