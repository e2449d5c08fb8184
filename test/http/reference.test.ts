/** The pages that are written from the tables of errors and events. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { errorGuides } from "../../bff/core/error-guide.ts";
import { errorCodes } from "../../bff/core/errors.ts";
import { failureGuides, widgetGuides } from "../../bff/core/failure-guide.ts";
import { errorsPage, eventsPage } from "../../bff/http/reference.ts";
import { metricsPage } from "../../bff/metrics/reference.ts";

const root = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

test.each([
  ["docs/errors.md", errorsPage],
  ["docs/webhook-events.md", eventsPage],
  ["docs/metrics.md", metricsPage],
])("%s is what the code says (npm run reference writes it)", (path, write) => {
  expect(read(path)).toBe(write());
});

test("every error has a cause and a remedy, in sentences", () => {
  expect(Object.keys(errorGuides).sort()).toEqual([...errorCodes].sort());
  const guides = Object.entries({ ...errorGuides, ...failureGuides, ...widgetGuides });
  expect(guides.length).toBeGreaterThan(60);
  const bare = guides.filter(
    ([, { cause, remedy }]) => !/^[^.].*\.$/.test(cause) || !/^[^.].*\.$/.test(remedy),
  );
  expect(bare.map(([code]) => code)).toEqual([]);
});

test("every failure code of the code is on the page, and no other", () => {
  const folders = ["bff/providers", "bff/core/payment", "bff/core/payout"];
  const texts = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => read(join(folder, file))),
  );
  const found = texts.flatMap((text) => [
    ...text.matchAll(
      /\b(?:code|failure_code|signature_refused)(?::| \?\?| =|.{0,40}\?|) "([a-z]+(?:_[a-z]+)+)"/g,
    ),
  ]);
  const codes = new Set(found.map(([, code = ""]) => code));
  // Of a cancellation, a query, or `pay-checkout check`: they fail no payment.
  const others = ["order_not_cancelable", "order_not_found", "not_found", "access_denied", "other_family"];
  for (const code of [...others, "unclear_refusal", "undocumented_code"]) codes.delete(code);
  expect([...codes].filter((code) => !Object.hasOwn(failureGuides, code))).toEqual([]);
  const all = texts.join("");
  expect(Object.keys(failureGuides).filter((code) => !all.includes(`"${code}"`))).toEqual([]);
});

test("every code of the widget's own is on the page", () => {
  const [, listed = ""] = /these of the widget's own: ([\s\S]*?)\n\n/.exec(read("widget/README.md")) ?? [];
  const codes = [...listed.matchAll(/`([a-z_]+)`/g)].map(([, code = ""]) => code);
  expect(codes.sort()).toEqual(Object.keys(widgetGuides).sort());
});

test("every code that the widget's code gives a problem is among them, and no other", () => {
  const texts = readdirSync(join(root, "widget"), { recursive: true, encoding: "utf8" })
    .filter((file) => /^(?!locales|gallery|testing).*\.ts$/.test(file))
    .map((file) => read(join("widget", file)))
    .join("");
  const made = [...texts.matchAll(/\b(?:localProblem|tellDeveloper)\(\s*"([a-z_]+)"/g)];
  const codes = new Set(made.map(([, code = ""]) => code));
  expect([...codes].sort()).toEqual(Object.keys(widgetGuides).sort());
});
