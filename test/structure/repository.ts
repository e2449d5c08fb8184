/** The repository's own files, as its tests look at them. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** Paths from the root of every file that is tracked, or would be: what git does not ignore. */
export function listFiles(): string[] {
  const args = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
  const listed = execFileSync("git", args, { cwd: root, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  return listed.split("\0").filter((file) => file !== "" && existsSync(join(root, file)));
}

/** A file's text, by its path from the root. */
export function readText(file: string): string {
  return readFileSync(join(root, file), "utf8");
}
