import { expect, test } from "vitest";
import { objectToGrowth } from "./support/growth.ts";

const size = 12_288;
const nines = (length: number) => "9".repeat(length);

test("work that grows with the square of the size is found", async () => {
  const run = (text: string) => {
    let sum = 0;
    for (let from = 0; from < text.length; from++) {
      for (let at = from; at < text.length; at++) sum = Math.sqrt(sum + text.charCodeAt(at));
    }
    return sum;
  };
  const objection = await objectToGrowth({ name: "a scan", prepare: nines, run }, size);
  expect(objection).toMatch(/^a scan: 8 times the size took \d+ ms instead of \d+$/);
});

test.each([
  ["short", (text: string) => text.length],
  ["long", (text: string) => Array.from({ length: 200 }, () => [...text].length)],
])("%s work that grows with the size is not found", async (name, run) => {
  expect(await objectToGrowth({ name, prepare: nines, run }, size)).toBeUndefined();
});
