import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { showProgress } from "../../scripts/progress.mjs";
import { cacheArguments, canWrite, objectToFolder } from "../../scripts/writable.mjs";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pay-checkout-test-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test("an installation says again and again how many packages of this platform are unpacked", async () => {
  const elsewhere = process.platform === "win32" ? "linux" : "win32";
  const packages = {
    "": {},
    "node_modules/one": { os: [process.platform], cpu: [process.arch] },
    "node_modules/two": { os: [`!${elsewhere}`] },
    "node_modules/foreign": { os: [elsewhere] },
    "node_modules/excluded": { os: [`!${process.platform}`] },
  };
  writeFileSync(join(folder, "package-lock.json"), JSON.stringify({ packages }));
  // npm makes all folders before it fills one.
  for (const name of ["one", "two"]) mkdirSync(join(folder, "node_modules", name), { recursive: true });
  writeFileSync(join(folder, "node_modules/one/package.json"), "{}");
  const written: string[] = [];
  const stop = showProgress(folder, { write: (text) => written.push(text) }, 1);
  await expect.poll(() => written.length).toBeGreaterThan(1);
  stop();
  expect(written[0]).toMatch(/^ {2}1 of at most 2 packages, \d s\n$/);
});

test("a folder that this user may not write to is named, and so is what to do", () => {
  const file = join(folder, "file");
  writeFileSync(file, "");
  expect(canWrite(join(folder, "a/b"))).toBe(true);
  // Not even root makes a folder in a file.
  expect(objectToFolder(join(file, "project"))).toContain(
    `this user may not write to ${join(file, "project")}. Copy the project`,
  );
  expect(objectToFolder(folder)).toBeUndefined();
});

test("npm's cache goes into the project only where npm's own can't be written", () => {
  const file = join(folder, "file");
  writeFileSync(file, "");
  expect(cacheArguments(folder, { npm_config_cache: join(folder, "not/there/yet") })).toEqual([]);
  expect(cacheArguments(folder, { npm_config_cache: join(file, "cache") })).toEqual([
    "--cache",
    join(folder, ".cache", "npm"),
  ]);
});
