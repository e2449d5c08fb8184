/**
 * What a person may have typed into the one box of the search: each way in which the text can be read. It says what to
 * look for, and nothing of where. Pure.
 *
 * Source: docs/search.md#what-you-can-search-for
 */
import { isId } from "./ids.ts";
import type { Currencies } from "./money.ts";
import { amountsOf, type SoughtAmount } from "./sought-amounts.ts";
import { spellingsOf } from "./spellings.ts";

export interface SearchTerms {
  /** The kind of the id, where the text is one. */
  readonly id: { readonly prefix: SoughtPrefix; readonly text: string } | null;
  /** As it was typed, and with full-width characters made plain. References and numbers are compared with them. */
  readonly texts: readonly string[];
  /** How a reference that is the text, or begins with it, may be stored: with A to Z in lower case. */
  readonly references: readonly string[];
  /** Without separators, as typed and in upper case. */
  readonly utrs: readonly string[];
  /** The text without separators, if it is long enough for a printed code. */
  readonly code: string | null;
  readonly email: string | null;
  /** Digits: as typed, and with and without the calling codes of the countries in which we take payments. */
  readonly phones: readonly string[];
  readonly amounts: readonly SoughtAmount[];
}

const prefixes = ["cs", "pay", "po", "re", "evt"] as const;
export type SoughtPrefix = (typeof prefixes)[number];

/** Invisible: they come with a text that is copied from a message or a PDF. */
const invisible = /\p{Cf}/gu;
const separators = /[\s\p{Pd}._/]/gu;
const phoneSeparators = /[\s\p{Pd}./()]/gu;
const leastCode = 5;
/** Mexico, Brazil, India, Indonesia, Nigeria, China. */
const callingCodes = ["52", "55", "91", "62", "234", "86"];
const leastNational = 7;

/** What was typed, without what is invisible: plain, as it was typed, and composed in either way. */
export function formsOf(typed: string): readonly string[] {
  const asTyped = typed.replaceAll(invisible, "").trim();
  const plain = asTyped.normalize("NFKC").trim();
  return [plain, asTyped, asTyped.normalize("NFC"), asTyped.normalize("NFD")];
}

export function searchTermsOf(
  typed: string,
  { currencies, known }: { readonly currencies: Currencies; readonly known: readonly string[] },
): SearchTerms {
  const forms = formsOf(typed);
  const [text = ""] = forms;
  const compact = text.replaceAll(separators, "");
  const prefix = prefixes.find((name) => isId(name, text));
  return {
    id: prefix === undefined ? null : { prefix, text },
    texts: [...new Set(forms)].filter((one) => one !== ""),
    references: [...new Set(forms.flatMap(spellingsOf))].filter((one) => one !== ""),
    utrs: [...new Set([text, compact, compact.toUpperCase()])].filter((one) => one !== ""),
    code: compact.length >= leastCode ? compact : null,
    email: /^[^\s@]+@[^\s@]+$/.test(text) ? text : null,
    phones: phonesOf(text),
    amounts: amountsOf(text, { currencies, known }),
  };
}

/** A merchant may have sent a number with its country or without, and a person may type either. */
function phonesOf(text: string): readonly string[] {
  const compact = text.replaceAll(phoneSeparators, "");
  if (!/^\+?[0-9]{7,17}$/.test(compact)) return [];
  const digits = compact.replace(/^(\+|00)/, "");
  const national = callingCodes.flatMap((code) => {
    const rest = digits.startsWith(code) ? digits.slice(code.length) : "";
    return rest.length >= leastNational ? [rest, `0${rest}`] : [];
  });
  const abroad = compact.startsWith("+") ? [] : callingCodes.map((code) => code + digits.replace(/^0/, ""));
  return [...new Set([digits, ...national, ...abroad])];
}
