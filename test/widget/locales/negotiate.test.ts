import { describe, expect, test } from "vitest";
import { directionOf, negotiate } from "../../../widget/i18n/languages.ts";
import { catalog } from "../../../widget/locales/catalog.ts";

const available = new Set([...Object.keys(catalog), "en"]);
const sourceOf = (...wishes: string[]) => negotiate(wishes, available)?.source ?? null;

describe("the language for a wish", () => {
  const fallbacks: readonly (readonly [wish: string, source: string])[] = [
    ["es-MX", "es-MX"],
    ["es-AR", "es-419"],
    ["es-US", "es-419"],
    ["es-ES", "es"],
    ["zh", "zh-Hans"],
    ["zh-SG", "zh-Hans"],
    ["zh-TW", "zh-Hant"],
    ["zh-HK", "zh-Hant"],
    ["yue-HK", "zh-Hant"],
    ["pt-PT", "pt"],
    ["pt-AO", "pt"],
    ["en-GB", "en"],
    ["en-IN", "en-IN"],
    ["hi-IN", "hi"],
    ["fr-CA", "fr"],
    ["ar-EG", "ar"],
    ["sr-RS", "sr"],
    ["sr-ME", "sr-Latn"],
    ["sh", "sr-Latn"],
    ["no", "nb"],
    ["nn-NO", "nb"],
    ["bs", "hr"],
    ["tl", "fil"],
    ["iw", "he"],
    ["in", "id"],
    ["jw", "jv"],
    ["mo", "ro"],
    ["DE-de", "de"],
    ["es_MX", "es-MX"],
    ["pt_BR", "pt-BR"],
    ["de-u-nu-latn", "de"],
  ];
  test.each(fallbacks)("%s is served by %s", (wish, source) => {
    expect(sourceOf(wish)).toBe(source);
  });

  test("is the first wish that can be met, and what is no tag is passed over", () => {
    expect(sourceOf("tlh", "e", "", "fr-BE", "de")).toBe("fr");
  });

  test("is none when no wish can be met", () => {
    expect(sourceOf("tlh", "xx")).toBeNull();
    expect(sourceOf()).toBeNull();
  });

  test("keeps for Intl the country that was asked for", () => {
    expect(negotiate(["tlh", "en-GB"], available)).toEqual({ wish: "en-GB", source: "en" });
    expect(negotiate(["ur_IN"], available)).toEqual({ wish: "ur-IN", source: "ur" });
  });

  test("is written as its script is", () => {
    const rightToLeft = ["Arab", "Hebr"];
    for (const tag of available) {
      const isRight = rightToLeft.includes(new Intl.Locale(tag).maximize().script ?? "");
      expect(directionOf(tag), tag).toBe(isRight ? "rtl" : "ltr");
    }
  });

  test("of every registered tag is that tag", () => {
    for (const tag of available) expect(sourceOf(tag)).toBe(tag);
  });
});
