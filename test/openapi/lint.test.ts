/** The OpenAPI document by Redocly's linter. `npm run test:openapi` has Spectral and the generated clients besides. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { document } from "./support/document.ts";

const folder = mkdtempSync(join(tmpdir(), "pay-checkout-lint-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const cli = join(import.meta.dirname, "../../node_modules/@redocly/cli/bin/cli.js");

function lint(name: string, text: string): { readonly status: number | null; readonly output: string } {
  const file = join(folder, name);
  writeFileSync(file, text);
  const env = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  const args = [cli, "lint", file, "--extends", "recommended", "--max-problems", "1000"];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    env,
    encoding: "utf8",
  });
  return { status, output: stdout + stderr };
}

test("redocly has neither an error nor a warning", () => {
  const { status, output } = lint("right.json", JSON.stringify(document));
  expect(output).toContain("Your API description is valid");
  expect(output).not.toMatch(/warning|error/i);
  expect(status).toBe(0);
});

test("redocly would have them", () => {
  const { output } = lint("wrong.json", JSON.stringify({ ...document, servers: [] }));
  expect(output).toMatch(/no-empty-servers/);
});
