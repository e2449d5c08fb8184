import type { Guide } from "../locales/messages.ts";
import { englishLanguage, type Language } from "./language.ts";

/**
 * Loads the best language for a list of wanted ones. English is built in. For any other, the widget fetches the catalogue
 * and then that language. When that fails, it uses English, so that the customer can still pay.
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

/** Loads the instructions for paying in a language, or in English when the catalogue lacks that language. */
export async function loadGuide(source: string): Promise<Guide> {
  const { guideCatalog } = await import("../locales/guides/catalog.ts");
  const load = guideCatalog[source];
  if (load !== undefined) return (await load()).guide;
  return (await import("../locales/guides/en.ts")).guide;
}
