import { describe, expect, test } from "vitest";
import { pluralize } from "../../../widget/i18n/text.ts";
import { english, isPlural, type LocaleTexts, loadAll, placeholdersIn } from "./support/texts.ts";

const locales = await loadAll();
const all = [english, ...locales];

/** The whole numbers below 1000 that a category is for. */
function numbersOf(tag: string, category: string): readonly number[] {
  const rules = new Intl.PluralRules(tag);
  return Array.from({ length: 1000 }, (_, n) => n).filter((n) => rules.select(n) === category);
}

const pathsOf = ({ texts }: LocaleTexts) => [...texts.keys()].filter((path) => !isPlural(path)).sort();
const withoutStepNumber = (path: string) => path.replace(/^(guide\.steps\.\w+)\.\d+$/, "$1");
const unique = (paths: readonly string[]) => [...new Set(paths.map(withoutStepNumber))];

describe.each(all)("$tag", (locale) => {
  const { tag, messages, guide, texts } = locale;

  test("has the plural categories of the language, and no other", () => {
    const { pluralCategories } = new Intl.PluralRules(tag).resolvedOptions();
    expect(Object.keys(messages.minutesLeft).sort()).toEqual([...pluralCategories].sort());
    expect(Object.keys(messages.secondsLeft).sort()).toEqual([...pluralCategories].sort());
  });

  test("says how many minutes and seconds are left, unless its words say it for that one number", () => {
    for (const forms of [messages.minutesLeft, messages.secondsLeft]) {
      for (const [category, text] of Object.entries(forms)) {
        const expected = numbersOf(tag, category).length === 1 ? [[], ["{n}"]] : [["{n}"]];
        expect(expected, `${category}: ${text}`).toContainEqual(placeholdersIn(text));
      }
    }
    const number = new Intl.NumberFormat(tag).format(30);
    expect(pluralize(messages.secondsLeft, 30, tag)).toContain(number);
  });

  test("gives no two buttons or tabs of one screen the same name", () => {
    const { copy, cancel, otherMethod, tryAgain } = messages;
    const { print, saveImage, share, remind } = guide;
    for (const names of [
      [copy, cancel, otherMethod, print, saveImage, share, remind, ...Object.values(guide.tabs)],
      [tryAgain, otherMethod, cancel, messages.continue],
      Object.values(messages.methods),
    ]) {
      expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    }
  });

  test("has the texts that English has, and no other", () => {
    expect(unique(pathsOf(locale))).toEqual(unique(pathsOf(english)));
  });

  test("has two to four steps for each way to pay", () => {
    for (const [name, steps] of Object.entries(guide.steps)) {
      expect(steps.length, name).toBeGreaterThanOrEqual(2);
      expect(steps.length, name).toBeLessThanOrEqual(4);
    }
  });

  test("has the placeholders of English in each text", () => {
    const differing = pathsOf(locale)
      .filter((path) => !path.startsWith("guide.steps."))
      .filter((path) => {
        const mine = placeholdersIn(texts.get(path) ?? "");
        return mine.join() !== placeholdersIn(english.texts.get(path) ?? "").join();
      });
    expect(differing).toEqual([]);
    // Steps may be cut up otherwise than in English, so they are taken together.
    for (const [name, steps] of Object.entries(guide.steps)) {
      const inEnglish = Object.entries(english.guide.steps).find(([key]) => key === name)?.[1] ?? [];
      expect(placeholdersIn(steps.join(" ")), name).toEqual(placeholdersIn(inEnglish.join(" ")));
    }
  });
});
