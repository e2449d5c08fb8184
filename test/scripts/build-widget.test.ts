import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { whyBuildWidget } from "../../scripts/build-widget.ts";

const sources = [
  "widget/screens/code.ts",
  "bff/contract.ts",
  "bff/contract/session.ts",
  "bff/core/beneficiary/account-number.ts",
  "vite.config.ts",
  "package-lock.json",
];
const built = "dist/widget/integrity.json";
let folder: string;

function write(file: string, atSeconds: number): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), "");
  utimesSync(join(folder, file), atSeconds, atSeconds);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pay-checkout-test-"));
  for (const source of sources) write(source, 1000);
});
afterEach(() => rmSync(folder, { recursive: true }));

test("the widget is built when there is no build", () => {
  expect(whyBuildWidget(folder)).toBe("it is not built yet");
});

test("the widget is not built again while its sources are older than the build", () => {
  write(built, 2000);
  write("bff/app.ts", 3000);
  expect(whyBuildWidget(folder)).toBeUndefined();
});

test.each(sources)("the widget is built again when %s is newer than the build", (source) => {
  write(built, 2000);
  write(source, 3000);
  expect(whyBuildWidget(folder)).toMatch(/changed since$/);
});

test("the widget is not built again for a page of text, which a build writes itself", () => {
  write(built, 2000);
  write("widget/README.md", 3000);
  expect(whyBuildWidget(folder)).toBeUndefined();
});
