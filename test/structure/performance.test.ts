/** docs/performance.md and its picture say what the kept results say. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readResults } from "../bench/report/keep.ts";
import { writePage } from "../bench/report/page.ts";
import { drawPicture } from "../bench/report/picture.ts";
import { plan } from "../bench/report/plan.ts";

const root = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

test("the tables of docs/performance.md are those of docs/performance.json", () => {
  const page = read("docs/performance.md");
  expect(writePage(page, readResults())).toBe(page);
});

test("the picture is drawn from docs/performance.json", () => {
  expect(read("docs/images/performance.svg")).toBe(drawPicture(readResults()));
});

test("npm run bench runs every measurement that there is", () => {
  const files = readdirSync(join(root, "test/bench")).filter((name) => name.endsWith(".ts"));
  const run = new Set(plan.map(({ args: [bench] }) => `${bench}.ts`));
  expect([...run].sort()).toEqual(files.sort());
});

test("a full run takes less than two hours", () => {
  expect(plan.reduce((sum, { minutes }) => sum + minutes, 0)).toBeLessThan(120);
});
