import { expect, test } from "vitest";
import { csvOf } from "../../../bff/services/exports/csv.ts";
import { csvPieces, rowsPerPage } from "../../../bff/services/exports/pages.ts";

const cellsOf = (text: string) => csvOf([[text]], false).replace(/\r\n$/, "");

test("a row ends with CR and LF, and only the first piece begins with a byte order mark", () => {
  expect(
    csvOf(
      [
        ["a", "b"],
        ["1", ""],
      ],
      true,
    ),
  ).toBe("\uFEFFa,b\r\n1,\r\n");
  expect(csvOf([["a", "b"]], false)).toBe("a,b\r\n");
});

test.each([
  ["coffee, beans", '"coffee, beans"'],
  ['12" pipe', '"12"" pipe"'],
  ["two\r\nlines", '"two\r\nlines"'],
  ["ñandú 咖啡", "ñandú 咖啡"],
  ["a;b", '"a;b"'],
  ["a\tb", '"a\tb"'],
  ["1|2", '"1|2"'],
])("%j is quoted where it has to be", (text, cell) => {
  expect(cellsOf(text)).toBe(cell);
});

const signs = [..."=+-@|＝＋－＠｜﹢﹣﹦﹫\u2212"];
const unseen = [" ", "\u00A0", "\u3000", "\u200B", "\u2060", "\uFEFF", "\u0000", "\uFEFF \u200B"];
const blank = [..."\u2800\u3164\u1160\u115F\uFFA0\u034F\uFE00\uFE0F\u{E0100}"];

test.each([
  ...signs.map((sign) => `${sign}1+1`),
  ...[...unseen, ...blank].flatMap((before) => signs.map((sign) => `${before}${sign}cmd`)),
  ...["\tx", "\rx", "\nx", " -1", "−12.50"],
])("%j is no formula for a spreadsheet", (text) => {
  expect(cellsOf(text)).toMatch(/^"?'/);
  expect(cellsOf(text)).toContain(text);
});

test.each(["order-1", "a=b", " plain", "2 + 2", "\u200Bx"])("%j stays as it is", (text) => {
  expect(cellsOf(text)).toBe(text);
});

/** The cells that a program sees whose cells are parted by that sign, and which knows quotes only where a cell begins. */
function cellsPartedBy(separator: string, text: string): readonly string[] {
  const row = csvOf([["order", text, "end"]], false);
  return row
    .split(/[\r\n]/)
    .flatMap((line) => line.split(separator))
    .map((cell) => cell.replace(/^"+/, ""));
}

test.each(
  [";", "\t", "|", ","].flatMap((separator) =>
    ["=1+1", "+1+1", "-1+1", "@a", "＝1", " =1", "\u3164=1", '"=1', '""=1'].map(
      (formula) => [separator, formula] as const,
    ),
  ),
)("where %j parts the cells, one that becomes %j is no formula either", (separator, formula) => {
  for (const text of [`a${separator}${formula};b`, `${separator}${formula}`, `a\n${formula}`]) {
    const cells = cellsPartedBy(separator, text);
    expect(cells.filter((cell) => /^[\s\u3164"]*[=+\-@＝]/.test(cell))).toEqual([]);
    expect(cells.some((cell) => cell.startsWith("'"))).toBe(true);
  }
});

test.each(["a; b", "a;-12.50;b", "two\r\nlines", "x, y"])("%j has no formula after a separator", (text) => {
  expect(cellsOf(text)).toBe(`"${text}"`);
});

test("a formula with a comma and quotes is defused and quoted", () => {
  expect(cellsOf('=HYPERLINK("http://x","y")')).toBe(`"'=HYPERLINK(""http://x"",""y"")"`);
});

test.each(["-12.50", "12.50", "-1", "0.000000000000000001"])("%s stays a number", (text) => {
  expect(cellsOf(text)).toBe(text);
});

const rowsFrom = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `row_${index}`, created_at: 1_000 - index }));

function tableOf(count: number) {
  const rows = rowsFrom(count);
  const asked: (string | null)[] = [];
  const pieces = csvPieces({
    columns: ["id"],
    async list({ after, limit }) {
      asked.push(after?.id ?? null);
      const first = after === null ? 0 : rows.findIndex(({ id }) => id === after.id) + 1;
      return rows.slice(first, first + limit);
    },
    cells: ({ id }) => [id],
  });
  return { pieces, asked };
}

test.each([0, 1, rowsPerPage - 1, rowsPerPage, rowsPerPage + 1, 3 * rowsPerPage])(
  "a table of %i rows has each once, under one header",
  async (count) => {
    const { pieces } = tableOf(count);
    let text = "";
    for await (const piece of pieces) text += piece;
    expect(text.split("\r\n")).toEqual(["\uFEFFid", ...rowsFrom(count).map(({ id }) => id), ""]);
  },
);

test("a page is read only when the one before has been taken, and none after the reader has left", async () => {
  const { pieces, asked } = tableOf(10 * rowsPerPage);
  await pieces.next();
  expect(asked).toEqual([null]);
  await pieces.next();
  expect(asked).toEqual([null, `row_${rowsPerPage - 1}`]);
  await pieces.return();
  expect((await pieces.next()).done).toBe(true);
  expect(asked).toHaveLength(2);
});
