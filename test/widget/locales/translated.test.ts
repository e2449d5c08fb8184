import { describe, expect, test } from "vitest";
import { english, type LocaleTexts, loadAll } from "./support/texts.ts";

const locales = await loadAll();
const translated = locales.filter(({ tag }) => !tag.startsWith("en-"));

/** Names, and words that the language shares with English. */
const sharedTexts: Readonly<Record<string, readonly string[]>> = {
  "methods.wechat_pay": ["WeChat Pay"],
  "methods.alipay": ["Alipay"],
  "methods.unionpay": ["UnionPay"],
  "methods.upi": ["UPI"],
  "methods.pix": ["Pix"],
  "claim.upiId": ["UPI ID"],
  "guide.tabs.ussd": ["USSD"],
  "guide.tabs.atm": ["ATM"],
  "guide.codeDetails.bank": ["Bank"],
};
const cognates: Readonly<Record<string, readonly string[]>> = {
  da: ["guide.tabs.scan"],
  de: ["optional"],
  el: ["fields.email"],
  // Filipinos say these in English at the bank.
  fil: [
    "methods.bank_transfer",
    "methods.bank_card",
    "methods.crypto",
    "fields.email",
    "codeLabel.va",
    "guide.tabs.web",
  ],
  vi: ["fields.email"],
};

/** Words in Latin letters that a text in another script may have: names, abbreviations, what a machine's screen says. */
const latinWords = new Set(
  (
    "WeChat Pay Alipay UnionPay UPI Pix Copia e Cola ATM USSD SPEI CLABE Virtual Account PIN OXXO QR QRIS ID Scan " +
    "Transfer Payment PhonePe Google Paytm Email email E banking JavaScript"
  ).split(" "),
);

const scripts: Readonly<Record<string, readonly string[]>> = {
  Hans: ["Han"],
  Hant: ["Han"],
  Jpan: ["Han", "Hiragana", "Katakana"],
  Kore: ["Hangul"],
};

function foreignLetters({ script, texts }: LocaleTexts): readonly string[] {
  const own = (scripts[script] ?? [script]).map((name) => `\\p{Script_Extensions=${name}}`).join("");
  const foreign = new RegExp(
    `(?![${own}\\p{Script=Latin}\\p{Script=Common}\\p{Script=Inherited}])\\p{L}`,
    "gu",
  );
  return [...texts.values()].filter((text) => foreign.test(text));
}

describe.each(translated)("$tag", (locale) => {
  const { tag, script, texts } = locale;

  test("leaves nothing in English but names and words it shares", () => {
    const same = [...texts]
      .filter(([path, text]) => text === english.texts.get(path))
      .filter(([path, text]) => !sharedTexts[path]?.includes(text) && !cognates[tag]?.includes(path))
      .map(([path]) => path);
    expect(same).toEqual([]);
  });

  test("has no English words in between", () => {
    const words = /\b(the|this|your|you|please|with|from|have|and pay|not|open the)\b/i;
    expect([...texts.values()].filter((text) => words.test(text))).toEqual([]);
  });

  test("is written in its own script", () => {
    expect(foreignLetters(locale)).toEqual([]);
    if (script === "Latn") return;
    const latin = [...texts.values()].flatMap(
      (text) => text.replace(/\{\w+\}/g, "").match(/\p{Script=Latin}+/gu) ?? [],
    );
    expect([...new Set(latin)].filter((word) => !latinWords.has(word))).toEqual([]);
  });

  test("has no two letters of one word from different alphabets that look alike", () => {
    const mixed =
      /\p{Script=Latin}[\p{Script=Cyrillic}\p{Script=Greek}]|[\p{Script=Cyrillic}\p{Script=Greek}]\p{Script=Latin}/u;
    expect([...texts.values()].filter((text) => mixed.test(text))).toEqual([]);
  });
});

describe("a regional variant", () => {
  const byTag = new Map([
    ["en", english] as const,
    ...locales.map((locale) => [locale.tag, locale] as const),
  ]);
  const bases = [
    ["en-IN", "en"],
    ["en-NG", "en"],
    ["es-419", "es"],
    ["es-MX", "es-419"],
    ["pt-BR", "pt"],
    ["zh-Hant", "zh-Hans"],
    ["sr-Latn", "sr"],
  ] as const;
  test.each(bases)("%s says some things otherwise than %s, in messages and in the guide", (tag, base) => {
    const differing = [...(byTag.get(tag)?.texts ?? [])]
      .filter(([path, text]) => byTag.get(base)?.texts.get(path) !== text)
      .map(([path]) => path);
    expect(differing.some((path) => path.startsWith("guide."))).toBe(true);
    expect(differing.some((path) => !path.startsWith("guide."))).toBe(true);
  });
});
