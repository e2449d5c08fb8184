/** The countries with Latin American Spanish: UN M.49 area 419, and the US, as in CLDR. */
const latinAmerica = "AR BO CL CO CR CU DO EC GT HN MX NI PA PE PR PY SV US UY VE";

/** Languages without texts of their own, and those that their readers know best. */
const nearest: ReadonlyMap<string, string> = new Map([
  ["zh", "zh-Hans"],
  ["no", "nb"],
  ["nn", "nb"],
  ["yue", "zh-Hant"],
  ["bs", "hr"],
]);

function readTag(tag: string): Intl.Locale | null {
  try {
    // Java and PHP write `es_MX`.
    return new Intl.Locale(tag.replace(/_/g, "-"));
  } catch {
    // Not a language tag, perhaps a typo in the attribute: the caller tries the next wanted language.
    return null;
  }
}

/** The tags that may serve a wanted language, best first: `es-AR` → `es-AR`, `es-AR`, `es-419`, `es-Latn`, `es`. */
export function candidates(tag: string): readonly string[] {
  const wish = readTag(tag);
  if (wish === null) return [];
  const { language, region = "-", script } = wish.maximize();
  const isLatinAmerican = language === "es" && latinAmerica.includes(region);
  return [
    wish.baseName,
    `${language}-${region}`,
    ...(isLatinAmerican ? ["es-419"] : []),
    `${language}-${script}`,
    language,
    nearest.get(language) ?? language,
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

/** The writing direction of a language that has texts. */
export function directionOf(source: string): "ltr" | "rtl" {
  return /^(ar|fa|he|ur)\b/.test(source) ? "rtl" : "ltr";
}
