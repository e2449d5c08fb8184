import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCallbackFields } from "../../bff/providers/parsing/callback-fields.ts";
import { formText, parseFormFields, parseFormText } from "../../bff/providers/parsing/form-fields.ts";

describe("reading a form", () => {
  test("gives back what a browser would have sent", () => {
    const name = fc.string({ unit: "grapheme", minLength: 1 }).filter((text) => !/[[\]]/.test(text));
    fc.assert(
      fc.property(fc.dictionary(name, fc.string({ unit: "grapheme" }), { minKeys: 1 }), (fields) => {
        const pairs = Object.entries(fields);
        expect(parseFormText(formText(pairs))).toEqual({ ok: true, fields: new Map(pairs) });
      }),
    );
  });

  test.each([
    [
      "a=1&b=2",
      [
        ["a", "1"],
        ["b", "2"],
      ],
    ],
    [
      "a=1+2&b=%E5%BC%A0",
      [
        ["a", "1 2"],
        ["b", "张"],
      ],
    ],
    ["a=https://m.example/cb?a=1", [["a", "https://m.example/cb?a=1"]]],
    [
      "a&b=",
      [
        ["a", ""],
        ["b", ""],
      ],
    ],
    ["&a=1&&", [["a", "1"]]],
  ] satisfies [string, [string, string][]][])("reads %s", (text, pairs) => {
    expect(parseFormText(text)).toEqual({ ok: true, fields: new Map(pairs) });
  });

  test.each([
    ["a=1&a=1", "repeated_key"],
    ["a=1&%61=2", "repeated_key"],
    ["a[]=1", "not_flat"],
    ["a%5B0%5D=1", "not_flat"],
    ["a=%", "not_a_form"],
    ["a=%zz", "not_a_form"],
    ["a=%ff", "not_a_form"],
    ["", "not_a_form"],
    ["&&", "not_a_form"],
  ])("refuses %s: %s", (text, reason) => {
    expect(parseFormText(text)).toEqual({ ok: false, reason });
  });

  test("refuses bytes that are not UTF-8", () => {
    expect(parseFormFields(Buffer.from([0x61, 0x3d, 0xff]))).toEqual({ ok: false, reason: "not_utf8" });
  });
});

describe("a callback's fields", () => {
  const read = (text: string, contentType: string) =>
    readCallbackFields({ body: Buffer.from(text), headers: { "content-type": contentType }, query: "" });

  test.each(["application/json", "application/x-www-form-urlencoded", "text/plain", ""])(
    "are read by how the body begins, not by the content type %s",
    (contentType) => {
      const fields = new Map([["a", "1.0"]]);
      expect(read(' \r\n{"a":1.0}', contentType)).toEqual({ ok: true, fields });
      expect(read('\ufeff{"a":1.0}', contentType)).toEqual({ ok: true, fields });
      expect(read("a=1.0", contentType)).toEqual({ ok: true, fields });
    },
  );
});
