import { describe, expect, test } from "vitest";
import { lostTests, objectToRow, readRows, requirementsOf, states } from "./asvs.ts";
import { requirements } from "./asvs-numbers.ts";
import { resolveLink } from "./documents.ts";
import { readText } from "./repository.ts";

const page = "docs/asvs.md";
const rows = readRows(readText(page));
const rowOf = (text: string) => readRows(text)[0] ?? { line: 0, numbers: "", level: "", state: "", how: "" };

test("each requirement of levels 1 and 2 stands in the page once, in the standard's order", () => {
  const named = rows.flatMap(
    (row) => requirementsOf(row, requirements)?.map(({ number }) => number) ?? [row.numbers],
  );
  expect(named).toEqual(requirements.map(({ number }) => number));
  expect(new Set(named).size).toBe(253);
});

test("each row has its level, and a test that shows it or a reason", () => {
  const wrong = rows.flatMap((row) => {
    const problem = objectToRow(row, requirementsOf(row, requirements) ?? []);
    return problem === undefined ? [] : [`${page}:${row.line}: ${row.numbers} ${problem}`];
  });
  expect(wrong).toEqual([]);
});

test("the page counts its rows rightly", () => {
  const counted = states.map((state) => {
    const those = rows.filter((row) => row.state === state);
    return [state, those.flatMap((row) => requirementsOf(row, requirements) ?? []).length];
  });
  const told = readText(page).matchAll(/^\| \*\*([a-z/ ]+)\*\* \| (\d+) \|/gm);
  expect([...told].map(([, state, count]) => [state, Number(count)])).toEqual(counted);
});

test.each([
  "docs/asvs.md",
  "docs/threat-model.md",
  "docs/threat-actors.md",
  "docs/cryptography.md",
  "SECURITY.md",
])("each test that %s names by its title is there", (file) => {
  const readTest = (target: string) => readText(resolveLink(file, target).path);
  expect(lostTests(file, readText(file), readTest)).toEqual([]);
});

describe("the reading of the page", () => {
  const about = [{ number: "1.2.4", level: "1" }] as const;

  test("finds rows of requirements, and no other table", () => {
    const text =
      "| 1.2.4 | 1 | no injection | met | [x](../test/a.test.ts) |\n| a | b |\n| met | 3 | x | y | z |";
    expect(readRows(text)).toEqual([
      { line: 1, numbers: "1.2.4", level: "1", state: "met", how: "[x](../test/a.test.ts)" },
    ]);
  });

  test("takes a range for all between", () => {
    const all = ["1.1.1", "1.1.2", "1.2.1"].map((number) => ({ number, level: "2" }) as const);
    const numbersIn = (numbers: string) =>
      requirementsOf({ ...rowOf(""), numbers }, all)?.map(({ number }) => number);
    expect(numbersIn("1.1.2 to 1.2.1")).toEqual(["1.1.2", "1.2.1"]);
    expect(numbersIn("1.1.1")).toEqual(["1.1.1"]);
    expect(numbersIn("1.2.1 to 1.1.1")).toBeUndefined();
    expect(numbersIn("1.1.3")).toBeUndefined();
  });

  test.each([
    ["| 1.2.4 | 2 | a | met | [x](../test/a.test.ts) |", "its level is 1"],
    ["| 1.2.4 | 1 | a | yes | [x](../test/a.test.ts) |", '"yes" is no state'],
    ["| 1.2.4 | 1 | a | met | [x](operating.md#the-log) |", "is met, and no test shows it"],
    ["| 1.2.4 | 1 | a | n/a | |", "says nothing"],
  ])("objects to %j", (text, problem) => {
    expect(objectToRow(rowOf(text), about)).toBe(problem);
  });

  test.each([
    "| 1.2.4 | 1 | a | met | [x](../test/a.test.ts) |",
    "| 1.2.4 | 1 | a | n/a | There is none. |",
    "| 1.2.4 | 1 | a | partly | Half of it. |",
  ])("is content with %j", (text) => {
    expect(objectToRow(rowOf(text), about)).toBeUndefined();
  });

  test("finds a title that has gone", () => {
    const text = "See [holds](../test/a.test.ts) and [is kept](../test/a.test.ts).";
    expect(lostTests("docs/x.md", text, () => 'test("holds", () => {})')).toEqual([
      { file: "docs/x.md", line: 1, problem: '../test/a.test.ts has no "is kept"' },
    ]);
  });
});
