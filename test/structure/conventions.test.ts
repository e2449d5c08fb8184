import { expect, test } from "vitest";
import { findDepartures } from "./conventions.ts";
import { listFiles, readText } from "./repository.ts";

test.each([
  ["export type Amount = { readonly minor: bigint };", "a type alias where an interface would do"],
  ["type Box<T> = {\n  readonly value: T;\n};", "a type alias where an interface would do"],
  ["const RETRY_MS = 100;", "a constant in capitals: RETRY_MS"],
  ["export const KIB = 1024;", "a constant in capitals: KIB"],
  ["export function a() {\n  const B = 1;\n}", "a constant in capitals: B", 2],
  ['import { expect, it } from "vitest";', "it(…) where the other tests say test(…)"],
])("finds the departure in %j", (text, found, line = 1) => {
  expect(findDepartures("file.ts", text)).toEqual([`file.ts:${line}: ${found}`]);
});

test.each([
  ["export interface Amount { readonly minor: bigint }"],
  ['export type Result = { readonly kind: "done" } | { readonly kind: "refused" };'],
  ["type Mapped = { readonly [Key in keyof Amount]: string };"],
  ["const retryMs = 100; const { DEMO_SHOP_PORT: port } = process.env;"],
  ["class Checkout {} const Renamed = Checkout;"],
  ['import { expect, test } from "vitest"; const text = "const RETRY_MS = 1";'],
])("finds none in %j", (text) => {
  expect(findDepartures("file.ts", text)).toEqual([]);
});

test("object shapes are interfaces, constants are in camelCase, and tests are test(…), in every file", () => {
  const files = listFiles().filter((file) => /\.(ts|tsx|mjs|js)$/.test(file));
  expect(files.length).toBeGreaterThan(700);
  expect(files.flatMap((file) => findDepartures(file, readText(file)))).toEqual([]);
});
