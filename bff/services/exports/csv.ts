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
const formula =
  /^[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]*[=+\-@|＝＋－＠｜﹢﹣﹦﹫\u2212]|^[\t\r\n]/u;

/**
 * Where `;` or a tab stands between cells, as in half of Europe, what comes after one in our cell is a cell of its own. Our
 * quotes do not prevent it, because there they stand inside a cell.
 */
const separators = /[;,|\t\r\n]/;
const afterSeparator = /(?<=[;,|\t\r\n])/;
/** {@link formula}; quotes that begin a cell are taken off, too. */
const laterFormula =
  /^["\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]*[=+\-@|＝＋－＠｜﹢﹣﹦﹫\u2212]/u;

/**
 * A text that a spreadsheet would run as a formula gets an apostrophe in front of it: somebody else may have chosen it.
 * So does each part of it that may become a cell. A number is none, also a negative one.
 */
function defuse(text: string): string {
  if (plainNumber.test(text)) return text;
  const [first = "", ...later] = text.split(afterSeparator);
  const begin = formula.test(text) ? "'" : "";
  return begin + first + later.map(defusePart).join("");
}

function defusePart(part: string): string {
  return laterFormula.test(part) && !plainNumber.test(part.replace(separators, "")) ? `'${part}` : part;
}

/** @param isFirst true for the first piece of a file. */
export function csvOf(rows: readonly Cells[], isFirst: boolean): string {
  return stringify(
    rows.map((row) => [...row]),
    { bom: isFirst, record_delimiter: "\r\n", quoted_match: separators, cast: { string: defuse } },
  );
}
