/** Checks the HTML and CSS of the pages: what a parser says, and whether the element has what is used of it. */
import { join } from "node:path";
import { transform } from "lightningcss";
import { type DefaultTreeAdapterTypes, parse } from "parse5";
import { expect, test } from "vitest";
import { analyzeElement, findElement } from "../../widget/build/manifest.ts";
import { blocksOf } from "./support/blocks.ts";

const element = findElement(analyzeElement(join(import.meta.dirname, "../..")));
const namesOf = (list: readonly { readonly name?: string | undefined }[] | undefined) =>
  new Set((list ?? []).map(({ name = "" }) => name));
const attributes = namesOf(element.attributes);
const parts = namesOf(element.cssParts);
const properties = namesOf(element.cssProperties);
const events = namesOf(element.events);
/** What every element may have. */
const global = /^(?:id|class|slot|style|hidden|title|lang|dir|data-.+)$/;

/** Those that a page need not close: the void ones, and those that end by themselves. */
const needNoEnd = /^(?:html|head|body|p|li|meta|link|img|br|input)$/;

/** The elements that are opened and never closed. */
function unclosedIn(node: DefaultTreeAdapterTypes.Node): readonly string[] {
  const own =
    "tagName" in node &&
    !needNoEnd.test(node.tagName) &&
    node.sourceCodeLocation?.startTag !== undefined &&
    node.sourceCodeLocation.endTag === undefined
      ? [`<${node.tagName}> is not closed`]
      : [];
  const children = "childNodes" in node ? node.childNodes : [];
  return [...own, ...children.flatMap(unclosedIn)];
}

/** The mistakes that a browser's parser sees, and what is not closed. A piece of a page needs no doctype. */
function mistakesIn(html: string): readonly string[] {
  const found: string[] = [];
  const document = parse(html, {
    sourceCodeLocationInfo: true,
    onParseError: ({ code, startLine }) => found.push(`line ${startLine}: ${code}`),
  });
  return [...found.filter((line) => !line.endsWith(": missing-doctype")), ...unclosedIn(document)];
}

test("every block of HTML is what a browser's parser takes without a mistake", () => {
  const blocks = blocksOf("html");
  expect(blocks.flatMap(({ at, text }) => mistakesIn(text).map((line) => `${at}: ${line}`))).toEqual([]);
  expect(blocks.length).toBeGreaterThan(4);
  expect(mistakesIn("<div><b>one</div>")).not.toEqual([]);
  expect(mistakesIn('<a href="/one" href="/two">one</a>')).not.toEqual([]);
});

test("every attribute that a page gives <pay-checkout> is one of the element's", () => {
  const used = blocksOf("html").flatMap(({ at, text }) =>
    [...text.matchAll(/<pay-checkout\b([^>]*)>/g)].flatMap(([, list = ""]) =>
      [...list.replaceAll(/"[^"]*"/g, "").matchAll(/[\w-]+/g)].map(([name]) => ({ at, name })),
    ),
  );
  expect(used.filter(({ name }) => !attributes.has(name) && !global.test(name))).toEqual([]);
  expect(used.length).toBeGreaterThan(4);
});

test("every event of the element that a page's code listens to is one of its own", () => {
  const used = blocksOf("html", "js").flatMap(({ at, text }) =>
    [...text.matchAll(/"(pay-[a-z-]+)"/g)].map(([, name = ""]) => ({ at, name })),
  );
  const lost = used.filter(({ name }) => !events.has(name) && name !== "pay-checkout");
  expect(lost).toEqual([]);
  expect(used.length).toBeGreaterThan(4);
});

test("every block of CSS parses, and its custom properties and parts are the element's", () => {
  const blocks = blocksOf("css");
  const lost = blocks.flatMap(({ at, text }) => {
    transform({ filename: at, code: Buffer.from(text), errorRecovery: false });
    const names = [...text.matchAll(/--pay-[\w-]+/g)].map(([name]) => name);
    const usedParts = [...text.matchAll(/::part\(([\w-]+)\)/g)].map(([, name = ""]) => name);
    return [
      ...names.filter((name) => !properties.has(name)),
      ...usedParts.filter((name) => !parts.has(name) && !/^method-/.test(name)),
    ].map((name) => `${at}: ${name}`);
  });
  expect(lost).toEqual([]);
  expect(blocks.length).toBeGreaterThan(1);
});
