import { expect, test } from "vitest";
import { listFiles, readText } from "./repository.ts";
import { findShortcuts } from "./shortcuts.ts";

test.each([
  ["let a: any;", "file.ts:1: any"],
  ["\nexport const a = (b: Map<string, any>) => b;", "file.ts:2: any"],
  ["export const a = (b?: string) => b!.length;", "file.ts:1: a non-null assertion"],
  ["export const a = {} as Money;", "file.ts:1: a type assertion"],
  ["export const a = <Money>{};", "file.ts:1: a type assertion"],
  ["export default 1;", "file.ts:1: a default export"],
])("finds the shortcut in %j", (text, found) => {
  expect(findShortcuts("file.ts", text)).toEqual([found]);
});

test.each([
  ['export const a = ["x"] as const;'],
  ['import { a as b } from "./x.ts"; export { b as c };'],
  ["// as any\nexport const a = 'such as MXN, any!';"],
  ["export const a = { b: 1 } satisfies Record<string, number>;"],
  ["export const a = (b: unknown) => !b;"],
])("finds none in %j", (text) => {
  expect(findShortcuts("file.ts", text)).toEqual([]);
});

test("product code goes around the type checker nowhere", () => {
  const files = listFiles().filter(
    (file) => /^(bff|widget|demo)\/.*\.tsx?$/.test(file) && !file.endsWith(".d.ts"),
  );
  expect(files.length).toBeGreaterThan(50);
  expect(files.flatMap((file) => findShortcuts(file, readText(file)))).toEqual([]);
});
