import { expect, test } from "vitest";
import { readImports } from "./read-imports.ts";

test.each([
  ['import { a } from "./x.ts";', [{ specifier: "./x.ts", typeOnly: false }]],
  ['import "./x.ts";', [{ specifier: "./x.ts", typeOnly: false }]],
  ['import type { A } from "./x.ts";', [{ specifier: "./x.ts", typeOnly: true }]],
  ['import { type A } from "./x.ts";', [{ specifier: "./x.ts", typeOnly: false }]],
  ['export { a } from "./x.ts";', [{ specifier: "./x.ts", typeOnly: false }]],
  ['export type { A } from "./x.ts";', [{ specifier: "./x.ts", typeOnly: true }]],
  ['export * from "./x.ts";', [{ specifier: "./x.ts", typeOnly: false }]],
  ['export const a = async () => { await import("./x.ts"); };', [{ specifier: "./x.ts", typeOnly: false }]],
  ['export type A = import("./x.ts").A;', [{ specifier: "./x.ts", typeOnly: true }]],
  ['import x = require("x");', [{ specifier: "x", typeOnly: false }]],
  ["export const a = (name: string) => import(name);", [{ specifier: "(computed)", typeOnly: false }]],
  ["export const a = 1; export { a as b };", []],
  ['// import { a } from "./x.ts";\nexport const text = \'import { a } from "./x.ts"\';', []],
])("reads %s", (text, imports) => {
  expect(readImports("file.ts", text)).toEqual(imports);
});

test("refuses a file that does not parse, rather than finding no imports in it", () => {
  expect(() => readImports("file.ts", "import { from")).toThrow("file.ts does not parse");
});
