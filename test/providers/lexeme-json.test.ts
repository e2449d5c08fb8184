import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { parseFlatJson, parseJsonBytes, parseJsonText } from "../../bff/providers/parsing/lexeme-json.ts";
import { numberLexeme, scalarText } from "../../bff/providers/parsing/scalars.ts";

const flat = (text: string) => parseFlatJson(Buffer.from(text));

describe("reading JSON", () => {
  test.each(["1000", "1000.0", "1000.00", "0.10", "-1.50", "1e3", "1E+3", "12345678901234567890.123"])(
    "keeps the number %s as it was written",
    (lexeme) => {
      const reading = parseJsonText(`{"n":${lexeme}}`);
      const schema = z.object({ n: numberLexeme });
      expect(reading.ok && schema.parse(reading.value)).toEqual({ n: lexeme });
      expect(flat(`{"n":${lexeme}}`)).toEqual({ ok: true, fields: new Map([["n", lexeme]]) });
    },
  );

  test("gives what JSON.parse gives, for any JSON without a repeated key", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const text = JSON.stringify(value);
        const reading = parseJsonText(text);
        expect(reading.ok).toBe(true);
        const numbers = (_key: string, item: unknown) => {
          const lexeme = numberLexeme.safeParse(item);
          return lexeme.success ? Number(lexeme.data) : item;
        };
        const back = reading.ok ? JSON.stringify(reading.value, numbers) : "";
        expect(JSON.parse(back)).toEqual(JSON.parse(text));
      }),
    );
  });

  test("never throws, whatever the text is", () => {
    const pieces = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      '"',
      "\\",
      ":",
      ",",
      "1",
      "a",
      " ",
      "null",
      "\\u0061",
      "-",
      "e",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        const text = parts.join("");
        const strict = (() => {
          try {
            JSON.parse(text);
            return true;
          } catch {
            return false;
          }
        })();
        const reading = parseJsonText(text);
        if (reading.ok) expect(strict).toBe(true);
        else if (strict) expect(reading.reason).toBe("repeated_key");
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ["with the same value", '{"a":1,"a":1}'],
    ["with another value", '{"a":1,"a":2}'],
    ["with null", '{"a":1,"a":null}'],
    ["spelled with an escape", '{"a":1,"\\u0061":2}'],
    ["blanks in front of the colon", '{"a" :1,"a"\n\t:1}'],
    ["deep inside", '{"x":[{"y":{"a":1,"b":2,"a":3}}]}'],
    ["an empty one", '{"":1,"":2}'],
    ["a dangerous one", '{"__proto__":1,"__proto__":2}'],
    ["with a quote in it", '{"a\\"b":1,"a\\"b":1}'],
  ])("refuses a repeated key %s", (_how, text) => {
    expect(parseJsonText(text)).toEqual({ ok: false, reason: "repeated_key" });
  });

  test.each([
    ["in another object", '{"a":{"k":1},"b":{"k":1},"k":1}'],
    ["as a value", '{"a":"a","b":"a:"}'],
    ["inside a list", '["a","a",{"a":"a"}]'],
    ["as text that looks like JSON", '{"a":"{\\"k\\":1,\\"k\\":2}"}'],
  ])("does not mind the same word %s", (_where, text) => {
    expect(parseJsonText(text)).toMatchObject({ ok: true });
  });

  test.each([
    "",
    " ",
    "{",
    '{"a"}',
    "{'a':1}",
    '{"a":01}',
    '{"a":.5}',
    '{"a":1,}',
    "NaN",
    "undefined",
    '{"a":1}x',
  ])("refuses %j", (text) => {
    expect(parseJsonText(text)).toEqual({ ok: false, reason: "not_json" });
  });

  test("refuses what is nested without end, quickly", () => {
    for (const open of ["[", '{"a":', '[{"a":']) {
      expect(parseJsonText(open.repeat(200_000))).toEqual({ ok: false, reason: "too_deep" });
    }
    expect(parseJsonText(`${"[".repeat(16)}${"]".repeat(16)}`)).toMatchObject({ ok: true });
  });

  test("refuses bytes that are not UTF-8, and drops a byte order mark", () => {
    expect(parseJsonBytes(Buffer.from([0x22, 0xff, 0x22]))).toEqual({ ok: false, reason: "not_utf8" });
    expect(parseJsonBytes(Buffer.from('\ufeff"x"'))).toEqual({ ok: true, value: "x" });
  });

  test("gives an object no prototype from outside", () => {
    const reading = parseJsonText('{"__proto__":{"polluted":true}}');
    expect(reading.ok && Reflect.get(Object(reading.value), "polluted")).toBeUndefined();
    expect(Reflect.get({}, "polluted")).toBeUndefined();
  });
});

describe("flat JSON", () => {
  test("gives each scalar its text, and drops null", () => {
    expect(flat('{"s":"x","n":1.0,"t":true,"f":false,"e":"","z":0,"no":null}')).toEqual({
      ok: true,
      fields: new Map([
        ["s", "x"],
        ["n", "1.0"],
        ["t", "true"],
        ["f", "false"],
        ["e", ""],
        ["z", "0"],
      ]),
    });
  });

  test.each(["[]", "1", '"x"', "null", "true"])("refuses %s, which is no object", (text) => {
    expect(flat(text)).toEqual({ ok: false, reason: "not_an_object" });
  });

  test.each(['{"a":[]}', '{"a":{}}', '{"a":["1"]}'])("refuses %s, which is not flat", (text) => {
    expect(flat(text)).toEqual({ ok: false, reason: "not_flat" });
  });
});

test("a scalar's text is that of a string, a number or a boolean, and nothing else's", () => {
  const reading = parseJsonText('["x",1.50,true,null,{},[]]');
  const items = reading.ok && Array.isArray(reading.value) ? reading.value : [];
  expect(items.map((item) => scalarText.safeParse(item).data)).toEqual([
    "x",
    "1.50",
    "true",
    undefined,
    undefined,
    undefined,
  ]);
});
