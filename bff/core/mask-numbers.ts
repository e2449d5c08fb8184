/** Masks numbers of 10 to 19 digits by their look alone: a card, a CLABE, a phone number, a tax id. */
import { type FoldedCharacter, foldText, type Replacement, replaceParts } from "./folded-text.ts";
import { maskText } from "./personal-details.ts";

const leastDigits = 10;
const mostDigits = 19;
const digit = /^\d$/;
/** What may stand between the groups of a number. */
const between = /^[ \u00a0.\-‐‑‒–—/()[\]+_·]$/u;
const mostBetween = 3;
/** Seconds or milliseconds since 1970, or a date and time without anything between. */
const time = /^(?:1[5-9]\d{8}|1[5-9]\d{11}|20\d{12})$/;
/** Also with the hour after it. */
const date = /^(?:20\d\d([-./])[01]\d\1[0-3]\d|[0-3]\d([-./])[01]\d\2(?:20)?\d\d)(?: [0-2]\d)?$/;
const decimal = /^\d+\.\d+$/;
const address = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.|$)){4}$/;
const uuid = /(?:^|-)[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/;
const hash = /^(?=(?:\d*[a-f]){4})[\da-f]{16,}$/;

/** One of ours, also of another order. */
const orderNumber = /^20\d{12}[\da-z]{16}$/;

/** Digits without anything between them. */
interface Group {
  readonly first: number;
  readonly last: number;
  readonly digits: string;
}

/** @param kept numbers that are nobody's. */
export function maskNumbers(text: string, kept: readonly string[]): string {
  const signs = foldText(text);
  const nobodys = new Set(kept.flatMap((one) => [one.toLowerCase(), one.replaceAll(/\D/g, "")]));
  const isNobodys = ({ digits }: Group) =>
    digits.length > mostDigits || nobodys.has(digits) || time.test(digits);
  const parts = runsOf(signs).flatMap((run): readonly Replacement[] => {
    if (lengthOf(run) < leastDigits || isPlain(signs, run, nobodys)) return [];
    return splitBy(run, isNobodys).flatMap((groups) => maskRun(signs, groups, nobodys));
  });
  return replaceParts(text, parts);
}

function maskRun(
  signs: readonly FoldedCharacter[],
  groups: readonly Group[],
  nobodys: ReadonlySet<string>,
): readonly Replacement[] {
  const digits = groups.map((group) => group.digits).join("");
  const [begin, end] = [groups[0], groups.at(-1)];
  if (digits.length < leastDigits || nobodys.has(digits) || time.test(digits)) return [];
  if (begin === undefined || end === undefined || isPlain(signs, groups, nobodys)) return [];
  const before = signs[begin.first - 1];
  const first = before?.sign === "+" ? before : signs[begin.first];
  const last = signs[end.last];
  if (first === undefined || last === undefined) return [];
  return [{ from: first.from, to: last.to, by: maskText("number", digits) }];
}

function lengthOf(groups: readonly Group[]): number {
  return groups.reduce((sum, { digits }) => sum + digits.length, 0);
}

/** Groups with no more than a few signs between them. */
function runsOf(signs: readonly FoldedCharacter[]): readonly (readonly Group[])[] {
  const runs: Group[][] = [];
  let end = -1;
  for (let index = 0; index < signs.length; index += 1) {
    if (!isDigitAt(signs, index)) continue;
    const first = index;
    let digits = "";
    for (; isDigitAt(signs, index); index += 1) digits += signs[index]?.sign ?? "";
    const group = { first, last: index - 1, digits };
    const gap = end === -1 ? [] : signs.slice(Math.max(end + 1, first - mostBetween - 1), first);
    const isNext = end !== -1 && gap.length <= mostBetween && gap.every(({ sign }) => between.test(sign));
    if (isNext) runs.at(-1)?.push(group);
    else runs.push([group]);
    end = index - 1;
  }
  return runs;
}

function isDigitAt(signs: readonly FoldedCharacter[], index: number): boolean {
  return digit.test(signs[index]?.sign ?? "");
}

function splitBy(run: readonly Group[], ends: (group: Group) => boolean): readonly (readonly Group[])[] {
  const parts: Group[][] = [[]];
  for (const group of run) {
    if (ends(group)) parts.push([]);
    else parts.at(-1)?.push(group);
  }
  return parts;
}

const aroundLength = 40;
const ofWord = /^[\da-z-]$/;

/** A date, an amount, an address of a machine, or a piece of an order's number or of a hash. */
function isPlain(
  signs: readonly FoldedCharacter[],
  groups: readonly Group[],
  nobodys: ReadonlySet<string>,
): boolean {
  const [first, last] = [groups[0]?.first ?? 0, groups.at(-1)?.last ?? -1];
  const textOf = (from: number, to: number) =>
    signs
      .slice(Math.max(0, from), to)
      .map(({ sign }) => sign)
      .join("");
  if (last - first < 2 * aroundLength) {
    const own = textOf(first, last + 1);
    if (date.test(own) || decimal.test(own) || address.test(own)) return true;
    if (/^\d{1,3}(?:\.\d{3})+$/.test(own) && /^,\d/.test(textOf(last + 1, last + 3))) return true;
  }
  const before = signs.slice(Math.max(0, first - aroundLength), first).map(({ sign }) => sign);
  const word = before.slice(before.findLastIndex((sign) => !ofWord.test(sign)) + 1).join("");
  const rest = (/^[\da-z-]*/.exec(textOf(first, last + 1 + aroundLength)) ?? [""])[0];
  if (uuid.test(word + rest)) return true;
  if (groups.length > 1) return false;
  const piece = (word.split("-").at(-1) ?? "") + (rest.split("-")[0] ?? "");
  return hash.test(piece) || orderNumber.test(piece) || nobodys.has(piece);
}
