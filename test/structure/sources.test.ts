/** Checks that every reference of a comment or page leads to something in this repository. */
import { describe, expect, test } from "vitest";
import { commentsOf, headingsOf, linksOf, readSources, resolveLink, rulesNamedIn } from "./documents.ts";
import { listFiles, readText } from "./repository.ts";

const files = listFiles();
const programs = files.filter((file) =>
  /^(bff|widget|demo|scripts|test)\/.*\.(ts|tsx|js|mjs|css)$/.test(file),
);
const product = programs.filter((file) => /^(bff|widget|demo)\//.test(file));
const pages = files.filter((file) => file.endsWith(".md"));
const paths = new Set(
  files.flatMap((file) => file.split("/").map((_, index, parts) => parts.slice(0, index + 1).join("/"))),
);

const anchors = new Map<string, ReadonlySet<string>>();
function hasAnchor(file: string, anchor: string): boolean {
  const known = anchors.get(file) ?? new Set(headingsOf(readText(file)).map((heading) => heading.anchor));
  anchors.set(file, known);
  return known.has(anchor);
}

test("every Source names a document and a heading that exist, a web address or an RFC", () => {
  let count = 0;
  const lost = programs.flatMap((file) =>
    commentsOf(readText(file)).flatMap(({ text, line }) =>
      text
        .split(/\bSource: /)
        .slice(1)
        .flatMap((rest) => {
          count++;
          const sources = readSources(rest);
          if (sources === undefined) return [`${file}:${line}: ${rest}`];
          return sources
            .filter(({ document, anchor }) => !paths.has(document) || !hasAnchor(document, anchor))
            .map(({ document, anchor }) => `${file}:${line}: ${document}#${anchor}`);
        }),
    ),
  );
  expect(lost).toEqual([]);
  expect(count).toBeGreaterThan(40);
});

test("every rule that a comment of the product names by its number has its heading", () => {
  const rules = new Set(
    headingsOf(readText("docs/rules.md")).flatMap(({ text }) => {
      const number = /^Rule (\d+): /.exec(text)?.[1];
      return number === undefined ? [] : [Number(number)];
    }),
  );
  const named = product.flatMap((file) =>
    commentsOf(readText(file)).flatMap(({ text, line }) =>
      rulesNamedIn(text).map((rule) => ({ rule, at: `${file}:${line}: rule ${rule}` })),
    ),
  );
  expect(named.filter(({ rule }) => !rules.has(rule)).map(({ at }) => at)).toEqual([]);
  expect([...rules]).toEqual(Array.from({ length: rules.size }, (_, index) => index + 1));
  expect(named.length).toBeGreaterThan(5);
});

test("every relative link of a page leads to a file, and to a heading where it names one", () => {
  const links = pages.flatMap((file) => linksOf(readText(file)).map((link) => ({ file, ...link })));
  const relative = links.filter(({ target }) => !/^(?:[a-z]+:|\/\/)/i.test(target));
  const lost = relative.filter(({ file, target }) => {
    const { path, anchor } = resolveLink(file, target);
    if (!paths.has(path)) return true;
    return anchor !== null && !(path.endsWith(".md") && hasAnchor(path, anchor));
  });
  expect(lost.map(({ file, line, target }) => `${file}:${line}: ${target}`)).toEqual([]);
  expect(relative.length).toBeGreaterThan(50);
});

describe("the reading of references", () => {
  test("makes the anchors that GitHub makes", () => {
    const text = [
      "# The `POST /v1/sessions/{id}` call",
      "## Rule 5: Success needs agreement",
      "## Was & is",
      "## Twice",
      "## Twice",
      "```sh",
      "# no heading",
      "```",
      "## A [link](there.md) in it",
    ].join("\n");
    expect(headingsOf(text).map(({ anchor }) => anchor)).toEqual([
      "the-post-v1sessionsid-call",
      "rule-5-success-needs-agreement",
      "was--is",
      "twice",
      "twice-1",
      "a-link-in-it",
    ]);
  });

  test("takes documents, addresses and RFCs for sources, and nothing else", () => {
    const documents = [
      { document: "docs/a.md", anchor: "b" },
      { document: "docs/providers/c.md", anchor: "d-e" },
    ];
    expect(readSources("docs/a.md#b and docs/providers/c.md#d-e. More.")).toEqual(documents);
    expect(readSources("docs/a.md#b, docs/providers/c.md#d-e")).toEqual(documents);
    expect(readSources("https://example.com/page, RFC 9110, section 8.8.3.")).toEqual([]);
    const others = ["the sheet", "docs/a.md", "docs/a.md#b and the sheet", "docs/a.md#b, rule 5", "rule 5"];
    expect(others.filter((text) => readSources(text) !== undefined)).toEqual([]);
  });

  test("finds comments, not strings that look like one, and joins their lines", () => {
    const text = [
      'const a = ["https://x", "*/*"]; // one',
      "// two",
      "/**",
      " * three",
      " * four",
      " */",
    ].join("\n");
    expect(commentsOf(text)).toEqual([
      { text: "one two", line: 1 },
      { text: "three four", line: 3 },
    ]);
  });

  test("reads lists and ranges of rules", () => {
    expect(rulesNamedIn("Rule 2, and rules 5 to 7 and 11; an overruled 3")).toEqual([2, 5, 6, 7, 11]);
  });

  test("finds links and pictures outside of code", () => {
    const text = ["[a](b.md#c) `[no](no.md)` ![p](d.png)", '<img src="e.png">', "```", "[no](no.md)", "```"];
    expect(linksOf(text.join("\n"))).toEqual([
      { target: "b.md#c", line: 1 },
      { target: "d.png", line: 1 },
      { target: "e.png", line: 2 },
    ]);
  });

  test("resolves a link from the page that has it", () => {
    expect(resolveLink("docs/a.md", "../bff/README.md#x")).toEqual({ path: "bff/README.md", anchor: "x" });
    expect(resolveLink("docs/a.md", "#x")).toEqual({ path: "docs/a.md", anchor: "x" });
    expect(resolveLink("README.md", "docs/decisions/")).toEqual({ path: "docs/decisions", anchor: null });
  });
});
