/** Masks what is known of a person, in whatever way somebody else writes it. */
import {
  type FoldedCharacter,
  foldedSigns,
  foldText,
  type Replacement,
  replaceParts,
} from "./folded-text.ts";

/** What stands between the words of a name and the groups of a number. */
const between = /^[ \u00a0.,\-_'’/()+·]$/u;
const letterOrDigit = /^[\p{L}\p{N}]$/u;
/** Scripts that set no blank between words, in which a name may have two characters. */
const wordless = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+$/u;
const leastWordless = 2;
const least = 3;
/** What is shorter is a part of other words, too. */
const leastInside = 8;
/** More words are looked for in their own order only. */
const mostSwapped = 4;

export type KnownText = readonly [text: string, mask: string];

export function maskKnown(text: string, known: readonly KnownText[]): string {
  if (known.length === 0) return text;
  const signs = foldText(text).filter(({ sign }) => !between.test(sign));
  const places: number[] = [];
  for (const [index, { sign }] of signs.entries()) {
    // A sign may have two units of UTF-16.
    for (let unit = 0; unit < sign.length; unit++) places.push(index);
  }
  const all = signs.map(({ sign }) => sign).join("");
  const parts = known.flatMap(([one, mask]) =>
    mask === one ? [] : formsOf(one).flatMap((form) => findForm({ all, places, signs }, form, mask)),
  );
  return replaceParts(text, parts);
}

/** The words one after another, in each order. */
function formsOf(known: string): readonly string[] {
  const words: string[] = [""];
  for (const sign of foldedSigns(known.trim())) {
    if (between.test(sign)) words.push("");
    else words.push((words.pop() ?? "") + sign);
  }
  const said = words.filter((word) => word !== "");
  const isName =
    said.length > 1 && said.length <= mostSwapped && said.every((word) => /^\p{L}+$/u.test(word));
  return [...new Set(isName ? ordersOf(said) : [said.join("")])];
}

function ordersOf(words: readonly string[]): readonly string[] {
  if (words.length < 2) return [words.join("")];
  return words.flatMap((word, index) => ordersOf(words.toSpliced(index, 1)).map((rest) => word + rest));
}

interface Searched {
  readonly all: string;
  /** Of each place in `all`, the index of its sign. */
  readonly places: readonly number[];
  readonly signs: readonly FoldedCharacter[];
}

function findForm({ all, places, signs }: Searched, form: string, mask: string): readonly Replacement[] {
  const isWordless = wordless.test(form);
  if (form.length < (isWordless ? leastWordless : least)) return [];
  const found: Replacement[] = [];
  for (let at = all.indexOf(form); at !== -1; at = all.indexOf(form, at + form.length)) {
    const first = places[at] ?? 0;
    const last = places[at + form.length - 1] ?? first;
    const isOwn = !isJoined(signs[first - 1], signs[first]) && !isJoined(signs[last], signs[last + 1]);
    const [begin, end] = [signs[first], signs[last]];
    if (begin === undefined || end === undefined) continue;
    if (isOwn || isWordless || form.length >= leastInside)
      found.push({ from: begin.from, to: end.to, by: mask });
  }
  return found;
}

/** Whether they are letters or digits of one word. */
function isJoined(one: FoldedCharacter | undefined, next: FoldedCharacter | undefined): boolean {
  if (one === undefined || next === undefined || next.from > one.to) return false;
  return letterOrDigit.test(one.sign) && letterOrDigit.test(next.sign);
}
