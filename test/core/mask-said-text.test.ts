import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { maskSaidText } from "../../bff/core/mask-said-text.ts";

const mask = (text: string) =>
  maskSaidText(text, {
    fields: ["custom_data"],
    person: [
      { field: "name", text: "Ana Díaz" },
      { field: "name", text: "张三" },
      { field: "accountNumber", text: "90807060" },
      { field: "accountType", text: "clabe" },
      { field: "openId", text: "ab12cd34" },
    ],
    kept: ["20481632641282565121", "123456789012", "P20481632641282", "PO-7081632641282"],
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
    ["the known name in small letters", '{"msg":"ana díaz"}', '{"msg":"A…"}'],
    ["the known name without accents", '{"msg":"to Ana Diaz."}', '{"msg":"to A…."}'],
    ["the known name in capitals without accents", "ANA DIAZ", "A…"],
    ["the known name with its accents apart", "Ana Di\u0301az", "A…"],
    ["the known name with its words swapped", "DÍAZ, Ana has", "A… has"],
    ["the known name as one word", "x-anadiaz-1", "x-A…-1"],
    ["the known name in HTML", "<b>Ana D&iacute;az</b> Ana D&#237;az Ana D&#xED;az", "<b>A…</b> A… A…"],
    ["the known name in full width", "Ａｎａ　Ｄｉａｚ", "A…"],
    [
      "the known name in escapes of JSON",
      '{"d":"{\\"n\\":\\"ANA D\\\\u00cdAZ\\"}"}',
      '{"d":"{\\"n\\":\\"A…\\"}"}',
    ],
    ["the known name with an unseen sign", "Ana\u200b Dí\u2060az", "A…"],
    ["a known name of two characters", "付款人张三，失败", "付款人张…，失败"],
    ["a known short number in groups", "acct 90-807 060", "acct …7060"],
    ["an object of a person", '{"customer":{"first":"Juan"},"a":1}', '{"customer":"…","a":1}'],
    ["an object of a person by another name", '{"payerInfo":{"value":"Juan"}}', '{"payerInfo":"…"}'],
    ["a CLABE in fours", "CLABE 0020 1007 7777 7777 71 closed", "CLABE …7771 closed"],
    ["a card with dots", "4111.1111.1111.1111", "…1111"],
    ["a card with slashes", "4111/1111/1111/1111", "…1111"],
    ["a card with brackets", "(4111)(1111) [1111]-1111", "(…1111"],
    ["a card in two groups", "41111111 11111111", "…1111"],
    ["a card after a letter", "x4111111111111111", "x…1111"],
    ["a card between letters", "card4111111111111111exp", "card…1111exp"],
    ["a card with unseen signs", "4111\u200b1111\u200d1111\ufeff1111", "…1111"],
    ["a card in full width", "４１１１１１１１１１１１１１１１", "…1111"],
    ["a card in Arabic digits", "٤١١١ ١١١١ ١١١١ ١١١١", "…1111"],
    ["a card in Devanagari digits", "४१११११११११११११७", "…1117"],
    ["a card with its date and code", "4111 1111 1111 1111 12/27 123", "…7123"],
    ["two cards", "4111111111111111, 5555555555554444", "…1111, …4444"],
    ["a card after an order's number", "20481632641282565121 4111111111111111", "20481632641282565121 …1111"],
    ["a CPF with its signs", "CPF 529.982.247-25", "CPF …4725"],
    ["a number after an escape", '"\\u00a05512345678"', '"\\u00a0…5678"'],
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
    ["a date and an hour", "on 2026-11-27 12:00 and 27/11/2026 12:00"],
    ["an amount with dots", "R$ 1.234.567.890,00"],
    ["an address of a machine", "from 192.168.100.200"],
    ["a part of another word", "Susana Diazepam"],
    ["a kind of account", "CLABE"],
    ["our order number with more digits", '{"tradeNo":"202611271859288123456789p9p0bv"}'],
    ["their order number with letters", "order P20481632641282 of PO-7081632641282"],
    ["a hash after a hyphen", "key-0f3c1234567890123abc-1"],
    ["words", '{"code":"0000","msg":"success"}'],
  ])("but not %s", (_what, text) => {
    expect(mask(text)).toBe(text);
  });

  test("a number of 10 to 19 digits, whatever stands between them", () => {
    const gap = fc.constantFrom(
      "",
      " ",
      "-",
      "/",
      "(",
      ")",
      ". ",
      " - ",
      "\u200b",
      "%20",
      "\u00a0",
      "&nbsp;",
    );
    const groups = fc.array(fc.tuple(fc.stringMatching(/^[5-9]{1,4}$/), gap), {
      minLength: 4,
      maxLength: 12,
    });
    fc.assert(
      fc.property(groups, fc.constantFrom("", "x", "no: "), (parts, before) => {
        const count = parts.flatMap(([digits]) => [...digits]).length;
        fc.pre(count >= 10 && count <= 19);
        const shown = mask(before + parts.flat().join(""));
        expect(shown.replaceAll(/%20|\D/g, "").length).toBeLessThanOrEqual(4);
      }),
    );
  });

  test("a name in whatever form, order and escape", () => {
    const escapes = fc.constantFrom<(text: string) => string>(
      (text) => text,
      encodeURIComponent,
      (text) => JSON.stringify(text).slice(1, -1),
      (text) => text.replaceAll(/[^ -~]/gu, (sign) => `&#${sign.codePointAt(0)};`),
      (text) =>
        text.replaceAll(
          /[^ -~]/gu,
          (sign) => `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
        ),
    );
    const forms = fc.constantFrom("NFC", "NFD", "NFKC", "NFKD");
    const cases = fc.constantFrom<(text: string) => string>(
      (text) => text.toUpperCase(),
      (text) => text.toLowerCase(),
      (text) => text.replaceAll("í", "i"),
    );
    const orders = fc.constantFrom("Ana Díaz", "Díaz Ana", "Díaz, Ana", "Ana  Díaz", "Ana_Díaz");
    fc.assert(
      fc.property(orders, forms, cases, escapes, (name, form, cased, escaped) => {
        expect(mask(`to ${escaped(cased(name).normalize(form))}!`)).toBe("to A…!");
      }),
    );
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
