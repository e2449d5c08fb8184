import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { appendToArchive } from "../../bff/services/retention/archive.ts";

const folder = mkdtempSync(join(tmpdir(), "pay-checkout-archive-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("the archive and its folder are for their owner alone", async () => {
  const archive = join(folder, "archive");
  await appendToArchive(archive, [{ id: "cs_1" }, { id: "cs_2" }], Date.UTC(2026, 10, 20));
  const file = join(archive, "finished-2026-11-20.jsonl");
  expect(readFileSync(file, "utf8")).toBe('{"id":"cs_1"}\n{"id":"cs_2"}\n');
  expect(statSync(archive).mode & 0o777).toBe(0o700);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});
