import type { Guide } from "../locales/messages.ts";
import { englishLanguage, type Language } from "./language.ts";

/**
 * The language for a list of wishes. English is at hand; for any other the catalogue, and then that language alone,
 * is fetched from the BFF. A language that can't be fetched gives English, so that one can still pay.
 */
export async function loadLanguage(wishes: readonly string[]): Promise<Language> {
  const [first] = wishes;
  if (first === undefined || first === "en" || first === "en-US") return englishLanguage;
  try {
    const { findLanguage } = await import("./languages.ts");
    return await findLanguage(wishes);
  } catch {
    return englishLanguage;
  }
}

/** The instructions for paying in a language; English where they can't be fetched. */
export async function loadGuide(source: string): Promise<Guide> {
  const { guideCatalog } = await import("../locales/guides/catalog.ts");
  const load = guideCatalog[source];
  if (load !== undefined) return (await load()).guide;
  return (await import("../locales/guides/en.ts")).guide;
}
