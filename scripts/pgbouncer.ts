/**
 * `npm run test:pgbouncer` fetches Debian's PgBouncer into `.cache/pgbouncer/`, without installing it, and runs its tests.
 * From then on `npm test` runs them, too. It exits with 1 when it cannot be had.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fetchedPgBouncer } from "../test/support/pgbouncer.ts";

const root = dirname(import.meta.dirname);
const folder = dirname(fetchedPgBouncer);
const unpacked = join(folder, "root");

function run(program: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`"${program} ${args.join(" ")}" failed: ${error?.message ?? stderr}`);
  return stdout;
}

/** The libraries that a machine without PgBouncer may lack. Their names differ between Debian's versions. */
function librariesOf(name: string): readonly string[] {
  const depends = run("apt-cache", ["depends", name], root);
  return [...depends.matchAll(/Depends: (lib(?:c-?ares|event)[\w.-]*)$/gm)].map(
    ([, library = ""]) => library,
  );
}

/** apt checks the signature, and dpkg unpacks. */
function fetch(): void {
  mkdirSync(unpacked, { recursive: true });
  run("apt-get", ["download", "pgbouncer", ...librariesOf("pgbouncer")], folder);
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".deb")))
    run("dpkg", ["-x", file, unpacked], folder);
  const libraries = readdirSync(join(unpacked, "usr/lib")).map((name) => join(unpacked, "usr/lib", name));
  // Quotes: the folder's own name may have blanks.
  const starter = `#!/bin/sh\nLD_LIBRARY_PATH="${libraries.join(":")}" exec "${join(unpacked, "usr/sbin/pgbouncer")}" "$@"\n`;
  writeFileSync(fetchedPgBouncer, starter);
  chmodSync(fetchedPgBouncer, 0o755);
}

try {
  if (!existsSync(fetchedPgBouncer)) fetch();
  const version = run(fetchedPgBouncer, ["--version"], root).split("\n")[0];
  console.log(`${version} is in ${folder}.`);
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const args = [vitest, "run", "test/storage/pgbouncer.test.ts"];
  process.exitCode = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" }).status ?? 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
