/**
 * Rows as CSV: RFC 4180 with CRLF, UTF-8 with a byte order mark, without which Excel takes every accent for two other
 * characters.
 */
import { stringify } from "csv-stringify/sync";

export type Cells = readonly string[];

const plainNumber = /^-?[0-9]+(\.[0-9]+)?$/;

/**
 * A sign with which a formula begins, in each of its forms: as it is, full-width, small, and as the minus of mathematics.
 * Some programs take off white space, control characters and what is not seen (a byte order mark, a space of no width) in
 * front of it.
 */
const formula = /^[\s\p{Cc}\p{Cf}]*[=+\-@|＝＋－＠｜﹢﹣﹦﹫\u2212]|^[\t\r\n]/u;

/**
 * A text that a spreadsheet would run as a formula gets an apostrophe in front of it: somebody else may have chosen it.
 * A number is none, also a negative one.
 */
const defuse = (text: string) => (formula.test(text) && !plainNumber.test(text) ? `'${text}` : text);

/** @param isFirst true for the first piece of a file. */
export function csvOf(rows: readonly Cells[], isFirst: boolean): string {
  return stringify(
    rows.map((row) => [...row]),
    { bom: isFirst, record_delimiter: "\r\n", cast: { string: defuse } },
  );
}
