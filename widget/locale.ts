import { messages as english } from "./locales/en.ts";
import type { Guide, Messages } from "./locales/messages.ts";

/** A language in use. */
export interface Language {
  /** For `Intl`: what was asked for (`es-AR`), where the messages are of a wider tag (`es-419`). */
  readonly tag: string;
  /** The tag of the messages. */
  readonly source: string;
  readonly direction: "ltr" | "rtl";
  readonly messages: Messages;
}

export const englishLanguage: Language = { tag: "en", source: "en", direction: "ltr", messages: english };

const rightToLeft = new Set(["Arab", "Hebr", "Thaa", "Nkoo", "Syrc", "Adlm", "Rohg"]);

/** The countries for which Spanish is that of Latin America (UN M.49 area 419). */
const latinAmerica = "AR BO CL CO CR CU DO EC GT HN MX NI PA PE PR PY SV UY VE".split(" ");

function readTag(tag: string): Intl.Locale | null {
  try {
    return new Intl.Locale(tag);
  } catch {
    // Not a language tag, such as a typo in the attribute: the next wish is looked at.
    return null;
  }
}

/** The tags that may serve a wish, best first: `es-AR` → `es-AR`, `es-419`, `es-Latn`, `es`, `es-ES`. */
export function candidates(tag: string): readonly string[] {
  const wish = readTag(tag);
  if (wish === null) return [];
  const { language, region, script } = wish.maximize();
  const likely = new Intl.Locale(language).maximize().region;
  return [
    wish.baseName,
    `${language}-${region}`,
    ...(language === "es" && region !== undefined && latinAmerica.includes(region) ? ["es-419"] : []),
    `${language}-${script}`,
    // Chinese in the other script is another text; every other language is better than none.
    ...(language === "zh" ? ["zh-Hans"] : [language, `${language}-${likely}`]),
  ];
}

/** The best of the available tags for a list of wishes, and the wish it serves; null when none fits. */
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

/** Which way a language is written. */
export function directionOf(tag: string): "ltr" | "rtl" {
  const script = readTag(tag)?.maximize().script;
  return script !== undefined && rightToLeft.has(script) ? "rtl" : "ltr";
}

const builtIn = new Set(["en"]);

/**
 * The language for a list of wishes. English is at hand; for any other the catalogue, and then that language alone,
 * is fetched from the BFF. A language that can't be fetched gives English, so that one can still pay.
 */
export async function loadLanguage(wishes: readonly string[]): Promise<Language> {
  const [first] = wishes;
  if (first === undefined || first === "en" || first === "en-US") return englishLanguage;
  try {
    const { catalog } = await import("./locales/catalog.ts");
    const found = negotiate(wishes, new Set([...Object.keys(catalog), ...builtIn]));
    if (found === null) return englishLanguage;
    const messages = (await catalog[found.source]?.())?.messages ?? english;
    return { tag: found.wish, source: found.source, direction: directionOf(found.source), messages };
  } catch {
    return englishLanguage;
  }
}

/** The instructions for paying in a language; English where they can't be fetched. */
export async function loadGuide(source: string): Promise<Guide> {
  const { guideCatalog } = await import("./locales/guides/catalog.ts");
  const load = guideCatalog[source];
  if (load !== undefined) return (await load()).guide;
  return (await import("./locales/guides/en.ts")).guide;
}
