/** Every block of code in the pages is checked by some test. This one says by which. */
import { expect, test } from "vitest";
import { readText } from "../structure/repository.ts";
import { allBlocks, blocksOf } from "./support/blocks.ts";

/** A language whose blocks are all checked in the same way. */
const byLanguage: Readonly<Record<string, string>> = {
  sh: "test/docs/commands.test.ts",
  json: "test/docs/configurations.test.ts",
  html: "test/docs/markup.test.ts",
  css: "test/docs/markup.test.ts",
  yaml: "test/docs/deployment.test.ts",
  nginx: "test/docs/deployment.test.ts",
  caddyfile: "test/docs/deployment.test.ts",
  ini: "test/docs/languages.test.ts",
  mermaid: "test/docs/languages.test.ts",
};

/** Programs run from their page. The test reads the page by its name. */
const byPage: Readonly<Record<string, readonly string[]>> = {
  "README.md": ["test/http/readme-session.test.ts", "test/structure/readme-webhook.test.ts"],
  "docs/quick-start.md": ["test/browser/e2e/quick-start.test.ts"],
  "docs/client.md": ["test/docs/typed-pages.long.test.ts"],
  "docs/embedding.md": ["test/docs/typed-pages.long.test.ts"],
  "docs/frameworks.md": ["test/browser/frameworks/documents.long.test.ts"],
  "docs/own-button.md": ["test/browser/widget/19-example.test.ts"],
  "docs/testing.md": ["test/browser/widget/mock.test.ts"],
  "docs/webhooks.md": ["test/docs/webhook-receivers.test.ts"],
};

/** Not code: what a program prints, a text to be signed, an excerpt of an answer. */
const notCode: readonly string[] = ["text", "http"];

test("every block of code says its language, and some test checks it", () => {
  const unchecked = allBlocks.filter(
    ({ language, file }) =>
      byLanguage[language] === undefined && byPage[file] === undefined && !notCode.includes(language),
  );
  expect(unchecked.map(({ at, language }) => `${at}: ${language}`)).toEqual([]);
  expect(allBlocks.length).toBeGreaterThan(50);
});

test("the tests that run a page's programs are there", () => {
  const named = [...Object.values(byLanguage), ...Object.values(byPage).flat()];
  expect(named.filter((file) => !/\btest[.(]/.test(readText(file)))).toEqual([]);
});

test("every diagram begins with its kind", () => {
  const blocks = blocksOf("mermaid");
  const kinds = /^(?:flowchart|sequenceDiagram|stateDiagram-v2)\b/;
  expect(blocks.filter(({ text }) => !kinds.test(text))).toEqual([]);
  expect(blocks.length).toBeGreaterThan(3);
});

test("every file of settings has a name and a value on each line", () => {
  const lines = blocksOf("ini").flatMap(({ at, text }) => text.split("\n").map((line) => ({ at, line })));
  const line = /^(?:\s*|[#;].*|\[\w+\]|\w+=.*)$/;
  expect(lines.filter((one) => !line.test(one.line))).toEqual([]);
  expect(lines.length).toBeGreaterThan(2);
});
