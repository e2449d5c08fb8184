import { parseFragment } from "parse5";
import { expect, test } from "vitest";
import { drawPicture } from "./picture.ts";
import type { KeyFigure, Result } from "./results.ts";

const memory: KeyFigure = {
  what: "memory <at> rest & more",
  value: 240,
  unit: "MB",
  better: "lower",
  goal: 120,
};
const ratio: KeyFigure = {
  what: "payment `started`",
  ratioOf: "the floor's CPU by ours",
  value: 0.9,
  unit: "",
  better: "higher",
  goal: 0.6,
};
const quick: KeyFigure = { what: "the slowest search", value: 1, unit: "ms", better: "lower", goal: 100 };
const unjudged: KeyFigure = { what: "only said", value: 1, unit: "ms", better: "lower" };

function pictureOf(...keyFigures: KeyFigure[]): string {
  const result: Result = {
    title: "A bench",
    date: "2026-11-27",
    machine: "2 cores",
    load: 1,
    disk: "",
    columns: [],
    rows: [],
    keyFigures,
  };
  return drawPicture({ startup: result });
}

const bars = (picture: string) =>
  [...picture.matchAll(/<rect class="(met|missed)" .*? width="([\d.]+)"/g)].map(([, name, width]) => [
    name,
    Number(width),
  ]);

test("a bar ends at half of the way to the goal's line when half is reached, and at the edge when twice is", () => {
  expect(bars(pictureOf(memory, ratio, quick))).toEqual([
    ["met", 195],
    ["missed", 65],
    ["met", 260],
  ]);
});

test("what has no goal is not drawn", () => {
  expect(pictureOf(memory, unjudged)).not.toContain("only said");
});

test("the picture has a title and a text that says all of it, for who does not see it", () => {
  const picture = pictureOf(memory, ratio);
  expect(picture).toContain('<title id="title">1 of 2 goals of speed are reached</title>');
  expect(picture).toContain(
    "payment started: 0.90, goal ≥ 0.6; memory &lt;at&gt; rest &amp; more: 240 MB: missed, goal ≤ 120 MB.",
  );
  expect(picture).toContain('role="img" aria-labelledby="title description"');
});

test("the picture is well-formed, whatever the figures are called", () => {
  const picture = pictureOf(memory, ratio, { ...quick, what: "\"quoted\" 'so' </text><script>" });
  const faults: string[] = [];
  const { childNodes } = parseFragment(picture, { onParseError: ({ code }) => faults.push(code) });
  expect(faults).toEqual([]);
  expect(childNodes.map(({ nodeName }) => nodeName)).toEqual(["svg", "#text"]);
  expect(picture).not.toContain("<script");
  for (const attribute of picture.matchAll(/="([^"]*)"/g))
    expect(attribute[1]).not.toMatch(/NaN|undefined|</);
});

test("without a result the picture is still one", () => {
  expect(drawPicture({})).toContain("0 of 0 goals are reached");
});
