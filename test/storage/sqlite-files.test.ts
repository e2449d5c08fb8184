import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openDatabase } from "../../bff/storage/engine/database.ts";
import { migrate } from "../../bff/storage/migrations/migrator.ts";

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "pay-checkout-files-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function open(folder: string) {
  const warnings: string[] = [];
  const logger = { warn: (_fields: object, message: string) => void warnings.push(message) };
  const database = await openDatabase({ url: `sqlite:${join(folder, "checkout.db")}`, logger });
  onTestFinished(() => database.close());
  await migrate(database);
  return warnings;
}

function modesIn(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder).map((file) => [file, (statSync(join(folder, file)).mode & 0o777).toString(8)]),
  );
}

const ownerOnly = { "checkout.db": "600", "checkout.db-wal": "600", "checkout.db-shm": "600" };

test("the files of a new database are for their owner alone, whatever the umask allows", async () => {
  const folder = makeFolder();
  const umask = process.umask();
  expect(umask & 0o044).toBe(0);
  expect(await open(folder)).toEqual([]);
  expect(modesIn(folder)).toEqual(ownerOnly);
});

test("files that others may read are narrowed at the start, with a warning for each", async () => {
  const folder = makeFolder();
  for (const ending of ["", "-wal", "-shm"]) {
    const file = join(folder, `checkout.db${ending}`);
    writeFileSync(file, "");
    chmodSync(file, 0o644);
  }
  const warnings = await open(folder);
  expect(warnings).toHaveLength(3);
  expect(warnings[0]).toContain("now only its owner may read it");
  expect(modesIn(folder)).toEqual(ownerOnly);
});
