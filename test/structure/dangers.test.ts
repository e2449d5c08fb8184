import { expect, test } from "vitest";
import { findDangers } from "./dangers.ts";
import { listFiles, readText } from "./repository.ts";

const product = listFiles().filter((file) => /^(bff|widget)\/.*\.ts$/.test(file) && !file.endsWith(".d.ts"));
const dangers = product.flatMap((file) => findDangers(file, readText(file)));

test.each([
  ["eval(text);", "text that runs as a program"],
  ["new Function(text)();", "text that runs as a program"],
  ["Function(text)();", "text that runs as a program"],
  ['setTimeout("go()", 5);', "text that runs as a program"],
  ["const a = 5 * Math.random();", "Math.random"],
  ['import { exec } from "child_process";', "node:child_process"],
  ['const vm = await import("node:vm");', "node:vm"],
])("finds the danger in %j", (text, what) => {
  expect(findDangers("file.ts", text).map((danger) => danger.what)).toEqual([what]);
});

test.each([
  ["setTimeout(() => go(), 5);"],
  ["// eval(text)"],
  ['const word = "Math.random";'],
  ["a.eval(b);"],
])("finds none in %j", (text) => {
  expect(findDangers("file.ts", text)).toEqual([]);
});

test("the product runs no text as a program, in the server or in the browser", () => {
  expect(product.length).toBeGreaterThan(300);
  expect(dangers.filter(({ what }) => what === "text that runs as a program")).toEqual([]);
});

test("the server starts no program but the one that watches its exit", () => {
  const started = dangers.filter(({ what }) => what.startsWith("node:"));
  expect(started.map(({ file, what }) => `${file}: ${what}`)).toEqual([
    "bff/cli/exit-watch.ts: node:child_process",
    // When the widget is built.
    "widget/build/manifest.ts: node:child_process",
  ]);
});

test("chance that can be guessed stretches a wait, and makes no id, token or key", () => {
  const drawn = dangers.filter(({ what }) => what === "Math.random");
  expect(drawn.length).toBeGreaterThan(3);
  const others = drawn.filter(({ text }) => !/\b(?:sleep|setTimeout)\(/.test(text));
  expect(others.map(({ file, text }) => `${file}: ${text}`)).toEqual([
    "bff/client/send.ts: const chance = () => Math.random();",
    "widget/controllers/status-watcher.ts: const random = options.random ?? Math.random;",
  ]);
});
