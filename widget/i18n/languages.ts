import { catalog } from "../locales/catalog.ts";
import { englishLanguage, type Language } from "./language.ts";

const rightToLeft = new Set(["Arab", "Hebr", "Thaa", "Nkoo", "Syrc", "Adlm", "Rohg"]);

/** The countries with Latin American Spanish: UN M.49 area 419, and the US, as in CLDR. */
const latinAmerica = "AR BO CL CO CR CU DO EC GT HN MX NI PA PE PR PY SV US UY VE".split(" ");

/** Languages without texts, and the language that their readers know best. */
const nearest: ReadonlyMap<string, string> = new Map([
  ["no", "nb"],
  ["nn", "nb"],
  ["yue", "zh-Hant"],
  ["bs", "hr"],
]);

function readTag(tag: string): Intl.Locale | null {
  try {
    return new Intl.Locale(tag);
  } catch {
    // Not a language tag, perhaps a typo in the attribute: the caller tries the next wanted language.
    return null;
  }
}

/** The tags that may serve a wanted language, best first: `es-AR` → `es-AR`, `es-419`, `es-Latn`, `es`, `es-ES`. */
export function candidates(tag: string): readonly string[] {
  const wish = readTag(tag);
  if (wish === null) return [];
  const { language, region, script } = wish.maximize();
  const likely = new Intl.Locale(language).maximize().region;
  const near = nearest.get(language);
  return [
    wish.baseName,
    `${language}-${region}`,
    ...(language === "es" && region !== undefined && latinAmerica.includes(region) ? ["es-419"] : []),
    `${language}-${script}`,
    // Chinese falls back to the simplified script, other languages to the bare tag and that of their likeliest country.
    ...(language === "zh" ? ["zh-Hans"] : [language, `${language}-${likely}`]),
    ...(near === undefined ? [] : [near]),
  ];
}

/** The best available tag for a list of wanted languages, and the one that it serves; null when none fits. */
export function negotiate(
  wishes: readonly string[],
  available: ReadonlySet<string>,
): { readonly wish: string; readonly source: string } | null {
  for (const wish of wishes) {
    const source = candidates(wish).find((tag) => available.has(tag));
    if (source !== undefined) return { wish: readTag(wish)?.baseName ?? source, source };
  }
  return null;
}

/** The writing direction of a language. */
export function directionOf(tag: string): "ltr" | "rtl" {
  const script = readTag(tag)?.maximize().script;
  return script !== undefined && rightToLeft.has(script) ? "rtl" : "ltr";
}

/** Loads the best available language for a list of wanted ones. Rejects when it can't be fetched. */
export async function findLanguage(wishes: readonly string[]): Promise<Language> {
  const found = negotiate(wishes, new Set([...Object.keys(catalog), "en"]));
  const load = found === null ? undefined : catalog[found.source];
  if (found === null) return englishLanguage;
  if (load === undefined) return { ...englishLanguage, tag: found.wish };
  const { messages } = await load();
  return { tag: found.wish, source: found.source, direction: directionOf(found.source), messages };
}
