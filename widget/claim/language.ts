/** The claim page's texts: its own, and those that it shares with the widget. */
import { directionOf, negotiate } from "../i18n/languages.ts";
import { loadGuide } from "../i18n/load-language.ts";
import { catalog } from "../locales/catalog.ts";
import { claimCatalog } from "../locales/claims/catalog.ts";
import { claimTexts } from "../locales/claims/en.ts";
import type { ClaimTexts } from "../locales/claims/texts.ts";
import { messages } from "../locales/en.ts";
import type { Guide, Messages } from "../locales/messages.ts";

export interface ClaimLanguage {
  /** For `Intl`. */
  readonly tag: string;
  readonly direction: "ltr" | "rtl";
  readonly messages: Messages;
  readonly texts: ClaimTexts;
  /** What the links to the shop's pages are called, and what a sandbox is; null where they were not loaded. */
  readonly guide: Pick<Guide, "help" | "terms" | "sandbox"> | null;
}

export const english: ClaimLanguage = {
  tag: "en",
  direction: "ltr",
  messages,
  texts: claimTexts,
  guide: null,
};

const available: ReadonlySet<string> = new Set([...Object.keys(catalog), "en"]);

/**
 * The best language for what is wanted, best first. English serves where none fits, and where none can be fetched.
 * @param isGuided whether the shop has pages to which a link may lead, or is a sandbox
 */
export async function loadLanguage(
  wishes: readonly (string | null)[],
  isGuided = false,
): Promise<ClaimLanguage> {
  const given = wishes.filter((wish): wish is string => wish !== null && wish !== "");
  const { wish, source } = negotiate(given, available) ?? { wish: "en", source: "en" };
  const [load, loadOwn] = [catalog[source], claimCatalog[source]];
  const guide = isGuided ? loadGuide(source).catch(() => null) : null;
  if (load === undefined || loadOwn === undefined) return { ...english, tag: wish, guide: await guide };
  try {
    const [shared, own] = await Promise.all([load(), loadOwn()]);
    const { messages, claimTexts: texts } = { ...shared, ...own };
    return { tag: wish, direction: directionOf(source), messages, texts, guide: await guide };
  } catch {
    // Not reachable. Whoever waits for money back would rather read English than wait.
    return english;
  }
}
