import { expect, test } from "vitest";
import { objectToGrowth } from "./support/growth.ts";

const size = 16_384;
const nines = (length: number) => "9".repeat(length);

test("work that grows with the square of the size is found", async () => {
  const run = (text: string) => /9+$/.test(`${text}x`);
  const objection = await objectToGrowth({ name: "a pattern", prepare: nines, run }, size);
  expect(objection).toMatch(/^a pattern: 8 times the size took \d+ ms instead of \d+$/);
});

test.each([
  ["short", (text: string) => text.length],
  ["long", (text: string) => Array.from({ length: 200 }, () => [...text].length)],
])("%s work that grows with the size is not found", async (name, run) => {
  expect(await objectToGrowth({ name, prepare: nines, run }, size)).toBeUndefined();
});
