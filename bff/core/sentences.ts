/**
 * A list of English sentences with codes that stay: a sentence is written by its code and values, and its code and values
 * are found in it again.
 *
 * Source: docs/decisions/0067-details-by-code.md#0067-details-of-timelines-are-sentences-with-a-code
 */

/** Ends that somebody reports, as the English sentences name them. */
const reports = {
  failed: "failure",
  canceled: "cancellation",
  reversed: "reversal",
  partially_paid: "partial payment",
  succeeded: "success",
} as const;
export type ReportedEnd = keyof typeof reports;

type NamesIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;
/** What stands in a sentence. Amounts are decimal text. */
export type ValuesIn<Text extends string> = {
  readonly [Name in NamesIn<Text>]: Name extends "report" ? ReportedEnd : string;
};

/** What a sentence says, for a program. */
export interface ReadSentence<Code extends string = string> {
  readonly code: Code;
  readonly values: Readonly<Record<string, string>>;
}

type List = Readonly<Record<string, string>>;

export interface Sentences<Known extends List> {
  readonly codes: readonly (keyof Known & string)[];
  /** The English sentence, with its placeholders. */
  sentenceOf(code: keyof Known & string): string;
  write<Code extends keyof Known & string>(code: Code, values: ValuesIn<Known[Code]>): string;
  /** @returns null for a sentence that is not of this list, such as an older version's. */
  read(text: string): ReadSentence | null;
}

const word = /^\w+$/;
const amount = /^-?\d+(?:\.\d+)?$/;
/** What a placeholder may hold. All others are amounts. */
const shapes: ReadonlyMap<string, RegExp> = new Map([
  ["report", /^(?:failure|cancellation|reversal|partial payment|success)$/],
  ["currency", /^[\w.-]+$/],
  ["failure", word],
  ["reason", word],
  ["fact", word],
  ["objection", word],
  ["said", word],
  ["status", word],
  ["paidAt", /^[\dT:.Z-]+$/],
]);
const placeholder = /\{(\w+)\}/g;

/** @param former older wordings that rows may have, by code. */
export function createSentences<const Known extends List>(
  known: Known,
  former: readonly (readonly [keyof Known & string, string])[] = [],
): Sentences<Known> {
  const isCode = (name: string): name is keyof Known & string => Object.hasOwn(known, name);
  const readers = [...Object.entries(known), ...former].map(readerOf);
  return {
    codes: Object.keys(known).filter(isCode),
    sentenceOf: (code) => known[code] ?? "",
    write: (code, values) => fillIn(known[code] ?? "", new Map<string, unknown>(Object.entries(values))),
    read(text) {
      for (const { code, parts, names } of readers) {
        const values = valuesIn(text, parts, names);
        if (values !== null) return { code, values };
      }
      return null;
    },
  };
}

function fillIn(sentence: string, given: ReadonlyMap<string, unknown>): string {
  return sentence.replace(placeholder, (_whole, name: string) => {
    const value = String(given.get(name));
    return name === "report" ? englishOf(value) : value;
  });
}

function englishOf(report: string): string {
  return Object.entries(reports).find(([name]) => name === report)?.[1] ?? report;
}

/** What always stands there, and the names of the placeholders between. */
function readerOf([code, text]: readonly [string, string]) {
  const names = Array.from(text.matchAll(placeholder), ([, name = ""]) => name);
  return { code, names, parts: text.split(/\{\w+\}/) };
}

/** @returns null for another sentence. */
function valuesIn(
  text: string,
  [start = "", ...parts]: readonly string[],
  names: readonly string[],
): Readonly<Record<string, string>> | null {
  if (!text.startsWith(start)) return null;
  const values: [string, string][] = [];
  let rest = text.slice(start.length);
  for (const [index, name] of names.entries()) {
    const part = parts[index] ?? "";
    const end = index === names.length - 1 ? rest.length - part.length : rest.indexOf(part);
    if (end < 0 || rest.slice(end, end + part.length) !== part) return null;
    const value = rest.slice(0, end);
    if (!(shapes.get(name) ?? amount).test(value)) return null;
    values.push([name, readValue(name, value)]);
    rest = rest.slice(end + part.length);
  }
  return rest === "" ? Object.fromEntries(values) : null;
}

function readValue(name: string, text: string): string {
  if (name !== "report") return text;
  return Object.entries(reports).find(([, noun]) => noun === text)?.[0] ?? text;
}
