/** Texts of any length that invite a reader to go over the same part again and again. */

export interface Pump {
  readonly name: string;
  /** Some `size` characters. */
  readonly make: (size: number) => string;
}

const digits = ["0", "1", "9", "10", ".", "0.", ".0", "1.", "-", "-1", "+", "+1", "e", "1e", "1e9", "1e-9"];
const form = [
  "&",
  "=",
  "&=",
  "=&",
  "a=",
  "a&",
  "a=1&",
  "&a=",
  "+",
  "%",
  "%2",
  "%25",
  "%00",
  "%E4%BD%A0",
  "%u0041",
];
const json = [
  '"',
  "\\",
  '\\"',
  '"\\',
  "\\\\",
  "\\u",
  "\\u0041",
  "\\ud800",
  "{",
  "}",
  "[",
  "]",
  "{}",
  "[]",
  '{"a":',
  '[{"a":',
  "[],",
  "{},",
  '{"a":1},',
  '"a",',
  '"a":1,',
  '"a" :',
  ":",
  ",",
  "1,",
  "null",
  "null,",
  "true,",
];
const blanks = [
  " ",
  "\t",
  "\n",
  "\r\n",
  "\u00a0",
  "\u3000",
  "\u2028",
  "\ufeff",
  "\0",
  "\u200b",
  " a",
  "a ",
  "\n ",
];
const letters = [
  "a",
  "A",
  "aA",
  "_",
  "a_",
  "漢",
  "😀",
  "é",
  "e\u0301",
  "\u0301",
  "ß",
  "İ",
  "\ud83d",
  "\u202e",
];
const markup = ["<", "<a>", "<!--", '<a b="', "</", "&amp;", "&#", "]]>", "<![CDATA["];
const places = [
  "/",
  "//",
  "../",
  "a/",
  "@",
  "a@",
  "a.",
  "@.",
  "a@a.",
  "a-",
  "xn--",
  "ü",
  "ü.",
  "https://",
  "upi://",
  "?a",
  "#",
];
const base64 = ["AAAA", "AA==", "====", "-_", "+/"];
const words = [
  "not ",
  "not be ",
  "merchant ",
  "merchant:",
  "invalid ",
  "n't ",
  "sign",
  "app key ",
  "签名",
  "商户",
  "error ",
];
const lists = ["a,", '"a", ', 'W/"a",', "W/", "*,", "a;q=", "Bearer ", "1.1.1.1,", "::", ":1", "2026-"];

function repeat(piece: string, size: number): string {
  return piece.repeat(Math.ceil(size / piece.length)).slice(0, size);
}

/** Each piece again and again. */
const pumpOf = (piece: string): Pump => ({
  name: JSON.stringify(piece),
  make: (size) => repeat(piece, size),
});
/** Something before and behind keeps the pieces from being the end. */
const heldPump = (piece: string): Pump => ({
  name: `1.${JSON.stringify(piece)}1`,
  make: (size) => `1.${repeat(piece, size)}1`,
});

/** What is put where a text is expected. */
export const textPumps: readonly Pump[] = [
  heldPump("0"),
  ...["&", '\\"', "a ", "@.", "/", "upi://", "not "].map(pumpOf),
];

/** The few that found most, for what takes its time by nature. */
export const worstPumps: readonly Pump[] = [heldPump("0"), ...["&", '\\"', "a "].map(pumpOf)];

/** Numbers alone: they may stand in JSON without quotes. */
export const numberPumps: readonly Pump[] = [
  { name: "nines", make: (size) => repeat("9", size) },
  { name: "zeros behind the point and a one", make: (size) => `1.${repeat("0", size)}1` },
  { name: "a long exponent", make: (size) => `1e${repeat("9", size)}` },
];

/** What is put into a header, a path or a query. */
export const linePumps: readonly Pump[] = [
  ...[
    " ",
    "a",
    "a ",
    "0",
    "1.",
    "&",
    "&a=",
    "%",
    "%25",
    "/",
    "../",
    ".",
    "@.",
    "-",
    "_",
    ",",
    "=",
    '"',
    "\\",
  ].map(pumpOf),
  ...lists.map(pumpOf),
];

const numbered = (size: number, write: (index: number) => string) =>
  Array.from({ length: Math.ceil(size / write(1_000).length) }, (_, index) => write(index));

export const structures: readonly Pump[] = [
  { name: "many keys", make: (size) => `{${numbered(size, (i) => `"k${i}":1`).join()}}` },
  { name: "many numbers as keys", make: (size) => `{${numbered(size, (i) => `"${i}":1`).join()}}` },
  { name: "many fields", make: (size) => numbered(size, (i) => `k${i}=1`).join("&") },
  { name: "many objects", make: (size) => `[${numbered(size, () => '{"a":{"b":[1,2]}}').join()}]` },
  {
    name: "the same object at a key again and again",
    make: (size) => `{${numbered(size, () => '"a":{"b":{"c":1}}').join()}}`,
  },
  { name: "arrays in arrays", make: (size) => `${"[".repeat(size / 2)}${"]".repeat(size / 2)}` },
  { name: "objects in objects", make: (size) => `${'{"a":'.repeat(size / 6)}1${"}".repeat(size / 6)}` },
];

const quoted = ({ name, make }: Pump): Pump => ({
  name: `{"a":"${name}"}`,
  make: (size) => `{"a":"${make(size)}"}`,
});

const unended = ({ name, make }: Pump): Pump => ({
  name: `{"a":"${name}`,
  make: (size) => `{"a":"${make(size)}`,
});

const asJson = ({ name, make }: Pump): Pump[] => [
  { name: `{"a":${name}}`, make: (size) => `{"a":${make(size)}}` },
  { name: `{"${name}":1}`, make: (size) => `{"${make(size)}":1}` },
];

const asForm = ({ name, make }: Pump): Pump[] => [
  { name: `a=${name}&sign=1`, make: (size) => `a=${make(size)}&sign=1` },
  { name: `amount=${name}, encoded`, make: (size) => `amount=${encode(make(size / 9))}` },
];

const pieces = [digits, form, json, blanks, letters, markup, places, base64, words, lists].flat();
const plain = pieces.map(pumpOf);

/** Everything, for what reads one text alone. */
export const allPumps: readonly Pump[] = [...plain, ...pieces.map(heldPump)];

/** Whole bodies: never closed, never ending, many of everything. */
export const bodies: readonly Pump[] = [
  ...plain,
  ...plain.map(quoted),
  ...json.map(pumpOf).map(unended),
  ...[...digits, ...json].map(pumpOf).flatMap(asJson),
  ...[...digits, ...form, ...letters].map(pumpOf).flatMap(asForm),
  ...structures,
];

/** The same for what may be much longer: what a JSON reader makes of it, and nothing else. */
export const longBodies: readonly Pump[] = [
  ...[...digits, ...json, ...blanks].map(pumpOf),
  ...[...json, ...letters].map(pumpOf).map(quoted),
  ...json.map(pumpOf).map(unended),
  ...structures,
];

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
