import { catalog } from "../../../../widget/locales/catalog.ts";
import { claimCatalog } from "../../../../widget/locales/claims/catalog.ts";
import { claimTexts as englishClaim } from "../../../../widget/locales/claims/en.ts";
import type { ClaimTexts } from "../../../../widget/locales/claims/texts.ts";
import { messages as englishMessages } from "../../../../widget/locales/en.ts";
import { guideCatalog } from "../../../../widget/locales/guides/catalog.ts";
import { guide as englishGuide } from "../../../../widget/locales/guides/en.ts";
import type { Guide, Messages } from "../../../../widget/locales/messages.ts";

/** One language, loaded. */
export interface LocaleTexts {
  readonly tag: string;
  /** ISO 15924 code of the script it is written in, e.g. `Deva`. */
  readonly script: string;
  readonly messages: Messages;
  readonly guide: Guide;
  /** Every text by its path, e.g. `guide.steps.spei.1`. */
  readonly texts: ReadonlyMap<string, string>;
}

function* flatten(value: unknown, path: string): Generator<readonly [string, string]> {
  if (typeof value === "string") yield [path, value];
  else if (typeof value === "object" && value !== null) {
    for (const [key, inner] of Object.entries(value))
      yield* flatten(inner, path === "" ? key : `${path}.${key}`);
  }
}

function textsOf(tag: string, messages: Messages, guide: Guide, claim: ClaimTexts): LocaleTexts {
  const texts = new Map([...flatten(messages, ""), ...flatten(guide, "guide"), ...flatten(claim, "claim")]);
  return { tag, script: new Intl.Locale(tag).maximize().script ?? "", messages, guide, texts };
}

export const english = textsOf("en", englishMessages, englishGuide, englishClaim);

/** Every language of the catalogues but the built-in English. */
export async function loadAll(): Promise<readonly LocaleTexts[]> {
  return Promise.all(
    Object.entries(catalog).map(async ([tag, load]) => {
      const { messages } = await load();
      const guide = (await guideCatalog[tag]?.())?.guide;
      const claim = (await claimCatalog[tag]?.())?.claimTexts;
      if (guide === undefined || claim === undefined) throw new Error(`${tag} has messages alone`);
      return textsOf(tag, messages, guide, claim);
    }),
  );
}

/** The `{names}` in a text, sorted. */
export function placeholdersIn(text: string): readonly string[] {
  return (text.match(/\{\w+\}/g) ?? []).sort();
}

/** The paths of both plural messages: their last part is a category and differs by language. */
export function isPlural(path: string): boolean {
  return path.startsWith("minutesLeft.") || path.startsWith("secondsLeft.");
}
