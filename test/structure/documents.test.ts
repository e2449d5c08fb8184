/** Checks that the lists in the documents are those of the code. */
import { expect, test } from "vitest";
import { allOperations } from "../../bff/http/openapi.ts";
import { merchantOperations } from "../../bff/http/specs/merchant.ts";
import { providers } from "../../bff/providers/registry.ts";
import { headingsOf, linksOf } from "./documents.ts";
import { listFiles, readText } from "./repository.ts";

/** The pages that describe the API, call by call. */
const apiPages = [
  "http-api",
  "merchant-api",
  "refunds",
  "search",
  "exports",
  "events-api",
  "browser-api",
  "callbacks",
] as const;

test("the pages of the HTTP API have a heading for each route, and for none that is not served", () => {
  const routes = apiPages
    .flatMap((page) => headingsOf(readText(`docs/${page}.md`)))
    .map(({ text }) => text)
    .filter((text) => /^[A-Z]+ \//.test(text));
  // The way back from a provider's page takes both methods, and has one heading.
  const served = new Set(allOperations.map(({ method, path }) => `${method} ${path}`));
  served.delete("POST /return/{paymentId}.{mac}");
  expect(routes.toSorted()).toEqual([...served].sort());
});

test("the HTTP API's page says which scopes each call of the merchant API needs", () => {
  const rows = readText("docs/http-api.md").matchAll(/^\| `([A-Z]+ \/v1\S*)` \| (.+) \|$/gm);
  const listed = [...rows].map(([, call, words = ""]) => [call, words.split(" or ")]);
  const served = merchantOperations.map(({ method, path, access }) => [
    `${method} ${path}`,
    access.kind === "api_key" ? access.scopes.map((scope) => `\`${scope}\``) : [],
  ]);
  expect(listed.toSorted()).toEqual(served.toSorted());
});

test("each provider has its page, in the list of providers and in the table of configurations", () => {
  for (const { id } of providers) {
    const headings = headingsOf(readText(`docs/providers/${id}.md`)).map(({ anchor }) => anchor);
    expect(headings).toEqual(
      expect.arrayContaining([id, "configuration", "calls", "callback", "what-is-weak"]),
    );
    expect(readText("docs/providers/README.md")).toContain(`(${id}.md)`);
    expect(readText("docs/accounts.md")).toContain(`(providers/${id}.md#configuration)`);
  }
});

test("each page of docs/ stands in its list, so that the site's sidebar has it", () => {
  const listed = new Set(linksOf(readText("docs/README.md")).map(({ target }) => target));
  const pages = listFiles()
    .filter((file) => /^docs\/(?:providers\/)?[\w-]+\.md$/.test(file) && file !== "docs/README.md")
    .map((file) => file.replace("docs/", ""));
  expect(pages.filter((page) => !listed.has(page))).toEqual([]);
  expect(pages.length).toBeGreaterThan(40);
});

test("a page has at most 300 lines, unless it is made from the code", () => {
  const generated = new Set([
    "docs/configuration-reference.md",
    "docs/errors.md",
    "docs/metrics.md",
    "docs/webhook-events.md",
  ]);
  const pages = listFiles().filter((file) => /^docs\/.*\.md$/.test(file) && !generated.has(file));
  // Between these marks a command has written.
  const written = /(<!-- [\w-]+: begin -->)[\s\S]*?(<!-- [\w-]+: end -->)/g;
  const lengths = pages.map((file) => {
    const own = readText(file).replaceAll(written, "$1\n$2").trimEnd();
    return { file, lines: own.split("\n").length };
  });
  expect(lengths.filter(({ lines }) => lines > 300)).toEqual([]);
});
