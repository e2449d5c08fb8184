import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { advice } from "../fallback/advice.ts";
import { directionOf } from "../i18n/languages.ts";
import { catalog } from "../locales/catalog.ts";
import { messages as english } from "../locales/en.ts";

/** Tags that browsers send for a language whose texts have another tag. */
const otherNames: Readonly<Record<string, string>> = {
  zh: "zh-Hans",
  "zh-CN": "zh-Hans",
  "zh-TW": "zh-Hant",
  "zh-HK": "zh-Hant",
  no: "nb",
};

/** What is said where the widget cannot run, in one language. */
interface FallbackTexts {
  /** The tag for `lang`. */
  readonly lang: string;
  readonly dir: "ltr" | "rtl";
  /** For a shop's page: a sentence, and the text of the link to the hosted page. */
  readonly error: string;
  readonly open: string;
  /** For the hosted page: what the customer can do, and the text of the button. */
  readonly advice: string;
  readonly again: string;
}

async function textsOf(tag: string): Promise<FallbackTexts> {
  const messages = tag === "en" ? english : (await catalog[tag]?.())?.messages;
  const said = advice[tag];
  if (messages === undefined || said === undefined) throw new Error(`there is no advice in ${tag}`);
  return {
    lang: tag,
    dir: directionOf(tag),
    error: messages.error,
    open: messages.openPage,
    advice: said,
    again: messages.tryAgain,
  };
}

/** Writes `v1/fallback.json`: the texts by language tag. `fallback.js` fetches them, and the BFF reads them for its page. */
export async function writeFallbackTexts(folder: string): Promise<void> {
  const names = ["en", ...Object.keys(catalog)].map((tag) => [tag, tag] as const);
  const all = [...names, ...Object.entries(otherNames)];
  const texts = await Promise.all(all.map(async ([name, tag]) => [name, await textsOf(tag)] as const));
  await writeFile(join(folder, "v1/fallback.json"), `${JSON.stringify(Object.fromEntries(texts))}\n`);
}
