import type { Adapt } from "./language.ts";
import { candidates } from "./languages.ts";
import { textKinds } from "./text-kinds.ts";

/** Texts by name, as they were found to be good. */
interface Texts {
  readonly [name: string]: string | readonly string[] | Texts;
}

/** The kinds of texts by name, for any name. */
interface Kinds {
  readonly [name: string]: "text" | "list" | Kinds;
}

/** What a page has given: its good texts by language (`""` for all languages), and the names of what is wrong. */
export interface ReadTexts {
  readonly byLanguage: ReadonlyMap<string, Texts>;
  readonly wrong: readonly string[];
}

const allKinds: Kinds = { ...textKinds };
const allLanguages = "";

/** The kind of a name; undefined for one that only the prototype has. */
function kindOf(kinds: Kinds, name: string): Kinds[string] | undefined {
  return Object.keys(kinds).includes(name) ? kinds[name] : undefined;
}

const isText = (value: unknown): value is string => typeof value === "string" && value.trim() !== "";
const isList = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length > 0 && value.every(isText);
const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** `es_mx` → `es-MX`; null for what is no language. */
function readTag(name: string): string | null {
  if (!/^[a-z]{2,3}([-_]|$)/i.test(name)) return null;
  return candidates(name)[0] ?? null;
}

/** Reads the texts in `given` that `kinds` knows. Adds the names of all others to `wrong`. */
function readSome(given: object, kinds: Kinds, path: string, wrong: string[]): Texts {
  const texts = new Map<string, Texts[string]>();
  for (const [name, value] of Object.entries(given)) {
    const kind = kindOf(kinds, name);
    if (value === undefined) continue;
    if (kind === "text" && isText(value)) texts.set(name, value);
    else if (kind === "list" && isList(value)) texts.set(name, [...value]);
    else if (typeof kind === "object" && isObject(value)) {
      texts.set(name, readSome(value, kind, `${path}${name}.`, wrong));
    } else wrong.push(path + name);
  }
  return Object.fromEntries(texts);
}

/** Reads what a page has given as its own texts. It never throws: what cannot be read is wrong. */
export function readOwnTexts(given: unknown): ReadTexts {
  const byLanguage = new Map<string, Texts>();
  const wrong: string[] = [];
  try {
    if (!isObject(given)) return { byLanguage, wrong: ["messages"] };
    const forAll = new Map<string, unknown>();
    for (const [name, value] of Object.entries(given)) {
      const tag = kindOf(allKinds, name) === undefined ? readTag(name) : null;
      if (tag !== null && isObject(value)) byLanguage.set(tag, readSome(value, allKinds, `${name}.`, wrong));
      else forAll.set(name, value);
    }
    byLanguage.set(allLanguages, readSome(Object.fromEntries(forAll), allKinds, "", wrong));
  } catch {
    // An object of the page's own making, such as one whose getter throws.
    wrong.push("messages");
  }
  return { byLanguage, wrong };
}

function withTexts<Whole extends object>(whole: Whole, own: Texts): Whole {
  const changed = Object.entries(whole).flatMap(([name, value]) => {
    const mine = Object.keys(own).includes(name) ? own[name] : undefined;
    if (mine === undefined) return [];
    return [[name, isObject(mine) ? { ...value, ...mine } : mine]];
  });
  return Object.assign({}, whole, Object.fromEntries(changed));
}

/**
 * Texts of the widget, with those of the page's own in their place: those for all languages, then those for the language,
 * the nearest last.
 * @param tag the wanted language, such as `es-AR`
 */
export function withOwnTexts<Whole extends object>(whole: Whole, own: ReadTexts, tag: string): Whole {
  const near = [...candidates(tag)].reverse();
  return [allLanguages, ...near].reduce((texts, language) => {
    const found = own.byLanguage.get(language);
    return found === undefined ? texts : withTexts(texts, found);
  }, whole);
}

const warned = new Set<string>();

/** What a page has given as its own texts, for use. Tells the console once what of it is ignored. */
export function adaptTo(given: unknown): Adapt {
  const own = readOwnTexts(given);
  const names = own.wrong.join(", ");
  if (names !== "" && !warned.has(names)) {
    warned.add(names);
    console.warn(`<pay-checkout> ignores these messages, because of their name or kind: ${names}`);
  }
  return (texts, tag) => withOwnTexts(texts, own, tag);
}
