/** What is read before anything is known of the fields: a file, and text that may be no configuration. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { readConfig } from "../../bff/config.ts";
import { minimal } from "./support/configuration.ts";

const folder = mkdtempSync(join(tmpdir(), "pay-checkout-config-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ["", "is not valid JSON"],
  ["[]", "must be an object"],
  ['{ "a": 1,\n  "canary": canary }', "is not valid JSON (line 2, column 13)"],
  ["[".repeat(100_000), "is not valid JSON"],
])("text that is no configuration: %j", (text, message) => {
  const reading = readConfig({ text, env: {} });
  expect(reading).toMatchObject({ ok: false, issues: [{ path: "" }] });
  expect(JSON.stringify(reading)).toContain(message);
  expect(JSON.stringify(reading)).not.toContain("canary");
});

test("a file that is not there is named", () => {
  const file = join(folder, "nowhere.json");
  expect(readConfig({ file, env: {} })).toEqual({
    ok: false,
    issues: [{ path: "", message: `${file} cannot be read (ENOENT)` }],
  });
});

test("no text whatsoever makes it throw", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      readConfig({ text, env: {} });
    }),
  );
});

test("the archive's folder is beside the configuration's file", () => {
  const file = join(folder, "archiving.json");
  writeFileSync(file, JSON.stringify({ ...minimal, retention: { archive: "gone/files" } }));
  const reading = readConfig({ file, env: {} });
  expect(reading.ok && reading.config.retention.archive).toBe(join(folder, "gone/files"));
});
