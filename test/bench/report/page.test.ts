import { expect, test } from "vitest";
import { renderPart, renderSummary, writePage } from "./page.ts";
import { findRun, parts } from "./plan.ts";
import { goalText, type KeyFigure, type Result, reached, valueText } from "./results.ts";

const half: KeyFigure = {
  what: "payment started",
  ratioOf: "the floor's CPU by ours",
  value: 0.5,
  unit: "",
  better: "higher",
  goal: 0.6,
};
const memory: KeyFigure = { what: "memory at rest", value: 108, unit: "MB", better: "lower", goal: 120 };

function resultOf(changes: Partial<Result> = {}): Result {
  return {
    title: "A bench",
    date: "2026-11-27",
    machine: "2 cores (AMD EPYC), Node 24.21.0",
    load: 1.25,
    disk: "durable write p50 0.2 ms",
    tookS: 150,
    columns: ["what", "measured"],
    rows: [["payment | started", "476 /s"]],
    keyFigures: [half],
    ...changes,
  };
}

const marks = ["summary", ...parts]
  .map((name) => `<!-- ${name}: begin -->\n<!-- ${name}: end -->`)
  .join("\n\n");

test("a ratio that should be higher is missed below its goal, and a size that should be lower above it", () => {
  expect([goalText(half), valueText(half)]).toEqual(["≥ 0.6", "0.50: **missed**"]);
  expect(valueText({ ...half, value: 0.6 })).toBe("0.60");
  expect([goalText(memory), valueText(memory)]).toEqual(["≤ 120 MB", "108 MB"]);
  expect(valueText({ ...memory, value: 120.4 })).toBe("120 MB: **missed**");
});

test("a figure without a goal is never missed, and has no share of one", () => {
  const { goal: _goal, ...free } = half;
  expect([goalText(free), valueText(free), reached(free)]).toEqual(["", "0.50", undefined]);
});

test("what could not be measured is missed", () => {
  expect(reached({ ...memory, value: Number.NaN })).toBe(0);
  expect(reached({ ...memory, value: 0, goal: 0 })).toBe(1);
  expect(reached({ ...memory, value: 3, goal: 0 })).toBe(0);
});

test("the summary counts the goals, and has the ratios in a table before the others, in the plan's order", () => {
  const text = renderSummary({
    startup: resultOf({ keyFigures: [memory], date: "2026-11-25" }),
    "floor-sqlite": resultOf(),
  });
  expect(
    text,
  ).toBe(`1 of 2 goals are reached. Of 2026-11-25 to 2026-11-27, on 2 cores (AMD EPYC), Node 24.21.0.

| ratio | of what by what | goal | measured |
| --- | --- | --- | --- |
| payment started | the floor's CPU by ours | ≥ 0.6 | 0.50: **missed** |

| what | goal | measured |
| --- | --- | --- |
| memory at rest | ≤ 120 MB | 108 MB |`);
});

test("a run says when and where, and no text breaks its table", () => {
  const text = renderPart("basics", { startup: resultOf() });
  expect(text).toContain(
    "Run of 2026-11-27 on 2 cores (AMD EPYC), Node 24.21.0, in 3 min, with a load of 1.3 at the end; durable write p50 0.2 ms.",
  );
  expect(text).toContain("| payment / started | 476 /s |");
});

test("runs that share a part and have the same columns share a table, with their titles", () => {
  const text = renderPart("basics", {
    startup: resultOf({ title: "The start", tookS: 10 }),
    jobs: resultOf({ title: "The jobs", rows: [["SQLite", "3,778 /s"]] }),
  });
  expect(text).toContain("| The start: payment / started | 476 /s |\n| The jobs: SQLite | 3,778 /s |");
  expect(text.match(/^Run of/gm)).toHaveLength(2);
  expect(text).toContain("Not measured at full size yet: `npm run bench -- payments`, ");
});

test("a run that was never made at full size says how to make it", () => {
  expect(renderPart("search", {})).toContain("`npm run bench -- search sqlite`");
});

test("writing a page again changes nothing, and keeps what stands between the parts", () => {
  const results = { "floor-sqlite": resultOf(), peers: resultOf({ title: "Beside another" }) };
  const page = writePage(`# Performance\n\n${marks}\n\nProse.\n`, results);
  expect(page.startsWith("# Performance\n")).toBe(true);
  expect(page.endsWith("\nProse.\n")).toBe(true);
  expect(writePage(page, results)).toBe(page);
});

test("a page that lacks the marks of a run is refused", () => {
  expect(() => writePage(marks.replace("<!-- search: begin -->", ""), {})).toThrow("search");
});

test("a run is found by its words in any order and at any size, and by no others", () => {
  expect(findRun(["floor", "postgres", "0.5"])?.name).toBe("floor-postgres");
  expect(findRun(["startup"])?.name).toBe("startup");
  expect(findRun(["floor"])).toBeUndefined();
  expect(findRun(["search", "sqlite", "postgres"])).toBeUndefined();
});
