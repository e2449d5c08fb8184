import { describe, expect, test } from "vitest";
import { parseProviderDecimal } from "../../bff/core/money.ts";
import { parseFormText } from "../../bff/providers/parsing/form-fields.ts";
import { parseFlatJson, parseJsonText } from "../../bff/providers/parsing/lexeme-json.ts";
import { numberText, scalarText, wordsText } from "../../bff/providers/parsing/scalars.ts";
import { readWebAddress } from "../../bff/providers/parsing/web-address.ts";
import { decimalForms } from "../../bff/providers/signing/decimal-forms.ts";
import { makeCall, openSpoken, spokenProviders } from "../growth/support/providers.ts";
import { sealAs } from "./support/chainup-platform.ts";

const flat = (value: object) => parseFlatJson(Buffer.from(JSON.stringify(value)));
const fields = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${i}`, "1"]));
const tooLong = { ok: false, reason: "too_long" };
const tooMany = { ok: false, reason: "too_many" };

describe("the limits of a flat callback:", () => {
  test("a text of 2,048 characters is taken, a longer one refused", () => {
    expect(flat({ a: "x".repeat(2_048) }).ok).toBe(true);
    expect(flat({ a: "x".repeat(2_049) })).toEqual(tooLong);
    expect(parseFormText(`a=${"x".repeat(2_048)}`).ok).toBe(true);
    expect(parseFormText(`a=${"x".repeat(2_049)}`)).toEqual(tooLong);
  });

  test("a name of 64 characters is taken, a longer one refused", () => {
    expect(flat({ ["x".repeat(64)]: "" }).ok).toBe(true);
    expect(flat({ ["x".repeat(65)]: "" })).toEqual(tooLong);
    expect(parseFormText(`${"x".repeat(65)}=1`)).toEqual(tooLong);
  });

  test("100 fields are taken, more refused", () => {
    expect(flat(fields(100)).ok).toBe(true);
    expect(flat(fields(101))).toEqual(tooMany);
    expect(parseFormText(String(new URLSearchParams(fields(100)))).ok).toBe(true);
    expect(parseFormText(String(new URLSearchParams(fields(101))))).toEqual(tooMany);
    expect(parseFormText("&".repeat(101))).toEqual(tooMany);
  });
});

describe("the limits of any JSON:", () => {
  test.each([
    ["a number of 65 characters", `[${"1".repeat(64)}]`, `[${"1".repeat(65)}]`, "too_long"],
    ["a decimal of 65 characters", `[1.${"0".repeat(62)}]`, `[1.${"0".repeat(63)}]`, "too_long"],
    ["a key of 257 characters", `{"${"k".repeat(254)}":1}`, `{"${"k".repeat(255)}":1}`, "too_long"],
    ["an object of 501 keys", JSON.stringify(fields(500)), JSON.stringify(fields(501)), "too_many"],
    ["more than 200,000 values", `[${"1,".repeat(199_997)}1]`, `[${"1,".repeat(200_000)}1]`, "too_many"],
    ["17 levels", `${"[".repeat(16)}${"]".repeat(16)}`, `${"[".repeat(17)}${"]".repeat(17)}`, "too_deep"],
  ])("%s", (_, taken, refused, reason) => {
    expect(parseJsonText(taken).ok).toBe(true);
    expect(parseJsonText(refused)).toEqual({ ok: false, reason });
  });

  test("a string may have any length: a cipher is one", () => {
    expect(parseJsonText(JSON.stringify({ data: "A".repeat(1_000_000) }))).toMatchObject({ ok: true });
  });

  test("a string without an end is no JSON", () => {
    expect(parseJsonText(`"${'\\"'.repeat(1_000)}`)).toEqual({ ok: false, reason: "not_json" });
    expect(parseJsonText('{"a":"\\')).toEqual({ ok: false, reason: "not_json" });
  });
});

describe("the limits of a value:", () => {
  test("a number's text has at most 64 characters, another scalar 256", () => {
    expect(numberText.safeParse("1".repeat(64)).success).toBe(true);
    expect(numberText.safeParse("1".repeat(65)).success).toBe(false);
    expect(scalarText.safeParse("x".repeat(256)).success).toBe(true);
    expect(scalarText.safeParse("x".repeat(257)).success).toBe(false);
  });

  test("what a provider says in words is cut, and its answer is read all the same", () => {
    expect(wordsText.parse("x".repeat(5_000))).toBe("x".repeat(500));
  });

  test("an amount with more than 64 characters is none, and has no other forms", () => {
    expect(parseProviderDecimal(`5.${"0".repeat(62)}`, 2)).toBe(500n);
    expect(parseProviderDecimal(`5.${"0".repeat(63)}`, 2)).toBeUndefined();
    expect(decimalForms(`5.${"0".repeat(62)}`)).toContain("5");
    expect(decimalForms(`5.${"0".repeat(63)}`)).toEqual([`5.${"0".repeat(63)}`]);
  });

  test("an address with more than 4,096 characters is none", () => {
    const start = "https://pay.example/";
    expect(readWebAddress(start.padEnd(4_096, "a"))).not.toBeNull();
    expect(readWebAddress(start.padEnd(4_097, "a"))).toBeNull();
  });
});

describe.each(spokenProviders)("$name:", (spoken) => {
  test.each(spoken.answers.filter(({ kind }) => kind === "report"))(
    "an amount without end in the answer to $call leaves the order unknown",
    async ({ call, template }) => {
      const { adapter, answer } = openSpoken(spoken);
      const endless = `1.${"0".repeat(5_000)}1`;
      const json = JSON.stringify(template).replace(
        /"(amount|orderAmount|fiatAmount)":(?:"[\d.]*"|[\d.]+)/,
        `"$1":"${endless}"`,
      );
      expect(json).toContain(endless);
      answer(Buffer.from(spoken.writeAnswer(json)));
      expect(await makeCall(adapter, spoken, call)).toEqual({ kind: "unknown", cause: "unreadable_answer" });
    },
  );
});

test("a callback of ChainUp has at most eight blocks, which are opened, and a longer one is refused", () => {
  const spoken = spokenProviders.find(({ name }) => name === "ChainUp");
  if (spoken === undefined) throw new Error("there is no ChainUp");
  const { adapter } = openSpoken(spoken);
  const callbackOf = (bytes: number) => {
    const [start = "", end = ""] = JSON.stringify({
      outOrderId: "1",
      orderNum: "2",
      orderStatus: "3",
      payAmount: "4",
      returnUrl: "@",
    }).split("@");
    const inner = start + "r".repeat(bytes - start.length - end.length) + end;
    const body = Buffer.from(JSON.stringify({ app_id: spoken.credentials.appId, ...sealAs(inner) }));
    return adapter.readCallback({ body, headers: {}, query: "" });
  };
  expect(callbackOf(8 * 245)).toMatchObject({ kind: "facts" });
  expect(callbackOf(8 * 245 + 1)).toEqual({ kind: "refused", reason: "wrong_signature" });
});
