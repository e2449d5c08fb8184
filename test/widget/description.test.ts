import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { analyzeElement, findElement } from "../../widget/build/manifest.ts";
import { fillReadme, readmeTables } from "../../widget/build/readme-tables.ts";

const root = join(import.meta.dirname, "../..");
const element = findElement(analyzeElement(root));

test("the manifest names the attributes, methods and events that are promised, and nothing private", () => {
  const names = (list: readonly { name?: string | undefined }[] | undefined) =>
    (list ?? []).map(({ name }) => name);
  expect(element.tagName).toBe("pay-checkout");
  expect(names(element.attributes)).toEqual([
    "bff",
    "client-token",
    "clienttoken",
    "locale",
    "theme",
    "method",
    "no-submit",
    "nosubmit",
    "layout",
    "hide",
  ]);
  expect(names(element.members)).toEqual([
    "bff",
    "clientToken",
    "clienttoken",
    "locale",
    "theme",
    "method",
    "noSubmit",
    "nosubmit",
    "layout",
    "hide",
    "messages",
    "state",
    "select",
    "submit",
    "refresh",
    "cancel",
  ]);
  expect(names(element.events)).toEqual([
    "pay-ready",
    "pay-method-selected",
    "pay-state-changed",
    "pay-before-start",
    "pay-action",
    "pay-succeeded",
    "pay-failed",
    "pay-expired",
    "pay-canceled",
    "pay-error",
  ]);
});

test("every documented custom property is used, and every one used is documented", () => {
  const styles = ["styles/tokens.ts", "styles/base.ts"].map((file) =>
    readFileSync(join(root, "widget", file), "utf8"),
  );
  const used = new Set(styles.join().match(/--pay-[a-z-]+/g));
  expect(new Set((element.cssProperties ?? []).map(({ name }) => name))).toEqual(used);
});

test("the README's tables are those of the element", () => {
  const readme = readFileSync(join(root, "widget/README.md"), "utf8");
  expect(fillReadme(readme, readmeTables(element))).toBe(readme);
});
