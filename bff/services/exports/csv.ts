/**
 * Rows as CSV: RFC 4180 with CRLF, UTF-8 with a byte order mark, without which Excel takes every accent for two other
 * characters.
 */
import { stringify } from "csv-stringify/sync";

export type Cells = readonly string[];

const plainNumber = /^-?[0-9]+(\.[0-9]+)?$/;

/**
 * A text that a spreadsheet would run as a formula gets an apostrophe in front of it: somebody else may have chosen it.
 * A number is none, also a negative one.
 */
function defuse(text: string) {
  return plainNumber.test(text) ? { value: text, escape_formulas: false } : text;
}

/** @param isFirst true for the first piece of a file. */
export function csvOf(rows: readonly Cells[], isFirst: boolean): string {
  return stringify(
    rows.map((row) => [...row]),
    { bom: isFirst, record_delimiter: "\r\n", escape_formulas: true, cast: { string: defuse } },
  );
}
