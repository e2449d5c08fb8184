/**
 * A text as a person compares it: without accents, capitals, unseen characters and ways of writing a character (`%C3%AD`,
 * `\u00ed`, `&iacute;`), with the place of each character in the text itself.
 */

/** Plain ASCII without the signs that begin an escape, a character, an escape of an address or of JSON, or an entity of HTML. */
const unit =
  /[ -$'-[\]-~]+|%[0-7][\da-f]|%[cd][\da-f]%[89ab][\da-f]|%e[\da-f](?:%[89ab][\da-f]){2}|%f[0-7](?:%[89ab][\da-f]){3}|\\{1,4}u[\da-f]{4}|\\{1,4}[nrt"/]|&#\d{1,7};|&#x[\da-f]{1,6};|&[a-z]{2,8};|[\s\S]/giu;
const ascii = /^(?:[ -$'-[\]-~]+|[%&\\])$/;
const notSeen = /[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
/** `&iacute;` is the letter `i`, and so are the others. */
const letterEntity = /^&([a-z])(?:acute|grave|circ|uml|tilde|cedil|ring|caron|slash|breve|macr|ogon);$/i;
const entities: ReadonlyMap<string, string> = new Map([
  ["&nbsp;", " "],
  ["&amp;", "&"],
  ["&apos;", "'"],
  ["&quot;", '"'],
  ["&szlig;", "ss"],
  ["&aelig;", "ae"],
  ["&oelig;", "oe"],
]);
/** Letters whose stroke or second letter is no accent to Unicode. */
const plainLetters: ReadonlyMap<string, string> = new Map([
  ["ø", "o"],
  ["ł", "l"],
  ["đ", "d"],
  ["ı", "i"],
  ["ß", "ss"],
  ["æ", "ae"],
  ["œ", "oe"],
]);

export interface FoldedCharacter {
  /** One code point: a small letter, an ASCII digit, or a sign. */
  readonly sign: string;
  /** Where what stands for it begins in the text, and where it ends. */
  readonly from: number;
  readonly to: number;
}

export function foldText(text: string): readonly FoldedCharacter[] {
  const characters: FoldedCharacter[] = [];
  for (const { 0: written, index: from } of text.matchAll(unit)) {
    const to = from + written.length;
    if (ascii.test(written)) pushAscii(characters, written.toLowerCase(), from);
    else for (const sign of signsOf(decodedUnit(written))) characters.push({ sign, from, to });
  }
  return characters;
}

function pushAscii(characters: FoldedCharacter[], signs: string, from: number): void {
  for (let index = 0; index < signs.length; index++) {
    characters.push({ sign: signs.charAt(index), from: from + index, to: from + index + 1 });
  }
}

/** The characters alone. */
export function foldedSigns(text: string): readonly string[] {
  return foldText(text).map(({ sign }) => sign);
}

function signsOf(decoded: string): readonly string[] {
  const plain = decoded.normalize("NFKD").replaceAll(notSeen, "").toLowerCase().replaceAll(notSeen, "");
  return [...plain].flatMap((sign) => [...(plainLetters.get(sign) ?? digitOf(sign))]);
}

function decodedUnit(written: string): string {
  if (written.startsWith("%")) return decodeURIComponent(written);
  if (written.startsWith("\\") && written.length > 1) return decodedEscape(written);
  if (!written.startsWith("&") || written.length === 1) return written;
  const [, letter] = letterEntity.exec(written) ?? [];
  return letter ?? entities.get(written.toLowerCase()) ?? decodedNumber(written);
}

function decodedEscape(written: string): string {
  const [, code] = /u([\da-f]{4})$/i.exec(written) ?? [];
  if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
  const last = written.slice(-1);
  return /[nrt]/i.test(last) ? "\n" : last;
}

/** `&#237;`, `&#xED;`. Any other entity is a sign of its own. */
function decodedNumber(written: string): string {
  const [, isHex, number = ""] = /^&#(x?)([\da-f]+);$/i.exec(written) ?? [];
  const code = Number.parseInt(number, isHex ? 16 : 10);
  return code <= 0x10ffff ? String.fromCodePoint(code) : "&";
}

/** Unicode has the ten digits of a script one after another, from a code that ends with 0 or 6 in hexadecimal. */
function digitOf(sign: string): string {
  if (!/^\p{Nd}$/u.test(sign)) return sign;
  const code = sign.codePointAt(0) ?? 0;
  const low = code % 16;
  const isFromZero = /^\p{Nd}$/u.test(String.fromCodePoint(code - low));
  return String(isFromZero ? low : low - 6);
}

export interface Replacement {
  readonly from: number;
  readonly to: number;
  readonly by: string;
}

/** The text with others in place of these parts. Of two that overlap, the first stays, and of two that begin together the longer. */
export function replaceParts(text: string, parts: readonly Replacement[]): string {
  let shown = "";
  let done = 0;
  for (const { from, to, by } of [...parts].sort(
    (one, other) => one.from - other.from || other.to - one.to,
  )) {
    if (from < done) continue;
    shown += text.slice(done, from) + by;
    done = to;
  }
  return shown + text.slice(done);
}
