import { describe, expect, test } from "vitest";
import { english, isPlural, type LocaleTexts, loadAll } from "./support/texts.ts";

const locales = await loadAll();
const rightToLeft = ["ar", "fa", "he", "ur"];

function offending({ texts }: LocaleTexts, isWrong: (text: string, path: string) => boolean): string[] {
  return [...texts].filter(([path, text]) => isWrong(text, path)).map(([path, text]) => `${path}: ${text}`);
}

/** What ends a sentence. Thai has no such mark. */
const sentenceEnd = /[.。।።။។۔]$/;

describe.each([english, ...locales])("$tag", (locale) => {
  const { tag } = locale;

  test("has no text that is empty or has space around it", () => {
    expect(offending(locale, (text) => text === "" || text !== text.trim())).toEqual([]);
  });

  test("has typographic quotes, apostrophes, dashes and ellipses", () => {
    expect(offending(locale, (text) => /["'`´]|\.\.\.| - |--/.test(text))).toEqual([]);
  });

  test("has no space too many, and none before a mark that wants none", () => {
    // French has a space before these marks that does not break; German one before the ellipsis of a left-out word.
    expect(offending(locale, (text) => / {2}| [.,:;!?…،؛؟。，]/.test(text))).toEqual([]);
  });

  test("ends sentences where English does, and headings and labels with no full stop", () => {
    if (tag === "th") {
      expect(offending(locale, (text) => sentenceEnd.test(text))).toEqual([]);
      return;
    }
    const wrong = offending(locale, (text, path) => {
      const inEnglish = english.texts.get(isPlural(path) ? path.replace(/\.\w+$/, ".other") : path);
      const isSentence = path.startsWith("guide.steps.") || sentenceEnd.test(inEnglish ?? "");
      return isSentence !== sentenceEnd.test(text);
    });
    expect(wrong).toEqual([]);
  });

  test("has no direction marks but isolates around names and money in right-to-left texts", () => {
    const isIsolated = /\u2068\{(merchant|amount|id)\}\u2069/g;
    expect(
      offending(locale, (text) => {
        const rest = rightToLeft.includes(tag) ? text.replace(isIsolated, "") : text;
        const isBare = rightToLeft.includes(tag) && /\{(merchant|amount|id)\}/.test(rest);
        return isBare || /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(rest);
      }),
    ).toEqual([]);
  });
});

describe("fr", () => {
  test("has a space that does not break before : ; ! and ?", () => {
    const french = locales.filter(({ tag }) => tag === "fr");
    expect(french).toHaveLength(1);
    for (const locale of french)
      expect(offending(locale, (text) => /[^\u00a0\u202f][:;!?]/.test(text))).toEqual([]);
  });
});

describe.each(locales.filter(({ tag }) => tag.startsWith("es")))("$tag", (locale) => {
  test("opens every question that it closes", () => {
    expect(
      offending(locale, (text) => (text.match(/\?/g) ?? []).length !== (text.match(/¿/g) ?? []).length),
    ).toEqual([]);
  });
});
