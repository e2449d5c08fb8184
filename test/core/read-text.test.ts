/** A file of the configuration that is no regular one. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readTextFile } from "../../bff/config/read-text.ts";

function newPipe(): string {
  const folder = mkdtempSync(join(tmpdir(), "pay-checkout-pipe-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "pipe");
  execFileSync("mkfifo", [path]);
  return path;
}

test("a pipe into which nobody writes is refused in time", () => {
  expect(readTextFile(newPipe(), 1024, 50)).toEqual({
    ok: false,
    message: "is no regular file, and its end did not come within 0.05 s",
  });
});

test("a pipe whose writer does not come to an end is refused in time", () => {
  const path = newPipe();
  const writer = openSync(path, "r+");
  onTestFinished(() => closeSync(writer));
  writeSync(writer, "half of a secr");
  expect(readTextFile(path, 1024, 50)).toMatchObject({ ok: false });
});

test("a pipe is read to its end, also when its writer comes after the reader", async () => {
  const path = newPipe();
  const writer = spawn("sh", ["-c", 'printf secret > "$0"', path]);
  expect(readTextFile(path, 1024)).toEqual({ ok: true, text: "secret" });
  await once(writer, "close");
});

test("a pipe that a shell passes, as in <(…), is read", () => {
  const module = join(import.meta.dirname, "../../bff/config/read-text.ts");
  const script = `import { readTextFile } from ${JSON.stringify(module)};
    console.log(JSON.stringify(readTextFile("/dev/stdin", 1024)));`;
  const out = execFileSync("sh", [
    "-c",
    'printf secret | "$0" --input-type=module -e "$1"',
    process.execPath,
    script,
  ]);
  expect(JSON.parse(String(out))).toEqual({ ok: true, text: "secret" });
});

test("a device without an end is refused for its size", () => {
  expect(readTextFile("/dev/zero", 64 * 1024)).toEqual({ ok: false, message: "is larger than 64 kB" });
  expect(readTextFile("/dev/null", 64 * 1024)).toEqual({ ok: true, text: "" });
});
