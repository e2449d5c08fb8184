import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { directionOf } from "../../../widget/i18n/languages.ts";
import { catalog } from "../../../widget/locales/catalog.ts";
import { guideCatalog } from "../../../widget/locales/guides/catalog.ts";

const folder = join(import.meta.dirname, "../../../widget/locales");
const tags = ["en", ...Object.keys(catalog)].sort();

function tagsIn(path: string): readonly string[] {
  const notLanguages = ["catalog.ts", "messages.ts", "texts.ts"];
  return readdirSync(path)
    .filter((file) => file.endsWith(".ts") && !notLanguages.includes(file))
    .map((file) => file.slice(0, -".ts".length))
    .sort();
}

/** What is spoken where the providers take money: Mexico, Brazil, India, Indonesia, Nigeria, China. */
const ofProviders =
  "es es-419 es-MX pt pt-BR zh-Hans zh-Hant en-IN hi bn ta te mr gu kn ml pa ur id jv en-NG yo ig ha ar he fa";

describe("the widget's languages", () => {
  test("are at least 52", () => {
    expect(tags.length).toBeGreaterThanOrEqual(52);
  });

  test("have every language of the providers' countries", () => {
    expect(ofProviders.split(" ").filter((tag) => !tags.includes(tag))).toEqual([]);
  });

  test("go by canonical BCP 47 tags, each once", () => {
    expect(Intl.getCanonicalLocales(tags)).toEqual(tags);
  });

  test("have messages and a guide under the same tags", () => {
    expect(Object.keys(guideCatalog).sort()).toEqual(tags);
  });

  test("are all registered: no file lies about that nobody can load", () => {
    expect(tagsIn(folder)).toEqual(tags);
    expect(tagsIn(join(folder, "guides"))).toEqual(tags);
    expect(tagsIn(join(folder, "claims"))).toEqual(tags);
  });

  test("are all known to Intl, so that money, dates and plurals come out in the same language", () => {
    expect(Intl.PluralRules.supportedLocalesOf(tags)).toEqual(tags);
    expect(Intl.NumberFormat.supportedLocalesOf(tags)).toEqual(tags);
    expect(Intl.DateTimeFormat.supportedLocalesOf(tags)).toEqual(tags);
  });

  test("are written from right to left when Arabic, Persian, Hebrew or Urdu, and no other", () => {
    expect(tags.filter((tag) => directionOf(tag) === "rtl")).toEqual(["ar", "fa", "he", "ur"]);
  });
});
