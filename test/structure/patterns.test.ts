import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { z } from "zod";
import { findPatterns, objectToPattern, type Pattern } from "./patterns.ts";
import { listFiles, readText } from "./repository.ts";

const found = listFiles()
  .filter((file) => /^(?:bff|widget|demo)\/.*\.(?:ts|tsx|js|mjs)$/.test(file) && !file.endsWith(".d.ts"))
  .map((file) => findPatterns(file, readText(file)));

async function objectTo(patterns: readonly Pattern[]): Promise<string[]> {
  const seen = new Map(patterns.map((pattern) => [`/${pattern.source}/${pattern.flags}`, pattern]));
  const objections: string[] = [];
  for (const pattern of seen.values()) {
    const objection = objectToPattern(pattern);
    if (objection !== undefined) objections.push(objection);
    // The checker holds the thread; the runner's messages get their turn in between.
    await nextTurn();
  }
  return objections;
}

test.each([
  ["/&.*=/s", "&=&"],
  ["/(\\.\\d*?)0+$/", "amounts"],
  ["/0+$/", "zeros"],
  ['/"[^"\\\\]*(?:\\\\.[^"\\\\]*)*"|[{}]/gs', "strings"],
  ["/^(a+)+$/", "nothing sensible"],
])("finds %s, slow over %s", (text) => {
  const [pattern] = findPatterns("file.ts", `\nexport const a = ${text};`).patterns;
  expect(pattern && objectToPattern(pattern)).toMatch(/^file\.ts:2: .* in the length of /);
});

test.each([
  ['const a = new RegExp("a");', "file.ts:1"],
  ['\nconst b = (c: string) => RegExp(c, "g");', "file.ts:2"],
])("finds the computed pattern in %j", (text, at) => {
  expect(findPatterns("file.ts", text).computed).toEqual([at]);
});

// Some seconds, and many on a machine that does other things.
const patientMs = 240_000;

test("no pattern of the product is slow over any text, however long", { timeout: patientMs }, async () => {
  const patterns = found.flatMap((file) => file.patterns);
  expect(patterns.length).toBeGreaterThan(100);
  expect(await objectTo(patterns)).toEqual([]);
});

test("no pattern of the product is put together when it runs, where nobody can check it", () => {
  expect(found.flatMap((file) => file.computed)).toEqual([]);
});

test("no pattern of zod that looks at what is sent to us is slow", { timeout: patientMs }, async () => {
  const { email, date, datetime } = z.core.regexes;
  const patterns = { email, date, datetime: datetime({ offset: true }) };
  const objections = await objectTo(
    Object.entries(patterns).map(([at, { source, flags }]) => ({ at, source, flags })),
  );
  expect(objections).toEqual([]);
});
