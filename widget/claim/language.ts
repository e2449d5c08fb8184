/** The claim page's texts: its own, and those that it shares with the widget. */
import { directionOf, negotiate } from "../i18n/languages.ts";
import { catalog } from "../locales/catalog.ts";
import { claimCatalog } from "../locales/claims/catalog.ts";
import { claimTexts } from "../locales/claims/en.ts";
import type { ClaimTexts } from "../locales/claims/texts.ts";
import { messages } from "../locales/en.ts";
import type { Messages } from "../locales/messages.ts";

export interface ClaimLanguage {
  /** For `Intl`. */
  readonly tag: string;
  readonly direction: "ltr" | "rtl";
  readonly messages: Messages;
  readonly texts: ClaimTexts;
}

export const english: ClaimLanguage = { tag: "en", direction: "ltr", messages, texts: claimTexts };

const available: ReadonlySet<string> = new Set([...Object.keys(catalog), "en"]);

/** The best language for what is wanted, best first. English serves where none fits, and where none can be fetched. */
export async function loadLanguage(wishes: readonly (string | null)[]): Promise<ClaimLanguage> {
  const given = wishes.filter((wish): wish is string => wish !== null && wish !== "");
  const { wish, source } = negotiate(given, available) ?? { wish: "en", source: "en" };
  const [load, loadOwn] = [catalog[source], claimCatalog[source]];
  if (load === undefined || loadOwn === undefined) return { ...english, tag: wish };
  try {
    const [shared, own] = await Promise.all([load(), loadOwn()]);
    return { tag: wish, direction: directionOf(source), messages: shared.messages, texts: own.claimTexts };
  } catch {
    // Not reachable. Whoever waits for money back would rather read English than wait.
    return english;
  }
}
