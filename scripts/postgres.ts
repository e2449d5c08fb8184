/**
 * `npm run test:postgres` runs the tests that need programs of PostgreSQL's which are not among the packages: PgBouncer, and
 * pg_dump with its server. Where the machine has none, it fetches Debian's into `.cache/`, without installing them, and from
 * then on `npm test` runs these tests, too. It exits with 1 when they cannot be had.
 */
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fetchDebianPrograms, run } from "../test/support/debian-packages.ts";
import { fetchedPgBouncer, hasPgBouncer, pgBouncerPath } from "../test/support/pgbouncer.ts";
import { fetchedPostgres, postgresTools, toolNames } from "../test/support/postgres-tools.ts";

const root = dirname(import.meta.dirname);
const pgBouncer = {
  packages: ["pgbouncer"],
  libraries: /^lib(?:c-?ares|event)/,
  folder: "usr/sbin",
  programs: ["pgbouncer"],
};

/** Debian's package `postgresql` names the version that it has. */
function postgres() {
  const version = /Depends: postgresql-(\d+)/.exec(run("apt-cache", ["depends", "postgresql"], "/"))?.[1];
  return {
    packages: [`postgresql-${version}`, `postgresql-client-${version}`],
    libraries: /^libpq/,
    folder: "usr/lib/postgresql/*/bin",
    programs: toolNames,
  };
}

try {
  // One that is named and missing is a mistake, and the next lines say so.
  if (!hasPgBouncer && !process.env.PGBOUNCER) fetchDebianPrograms(pgBouncer, dirname(fetchedPgBouncer));
  if (postgresTools === undefined) fetchDebianPrograms(postgres(), fetchedPostgres);
  const dump = join(postgresTools ?? fetchedPostgres, "pg_dump");
  for (const program of [pgBouncerPath(), dump])
    console.log(run(program, ["--version"], root).split("\n")[0]);
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const tests = ["test/storage/pgbouncer.test.ts", "test/cli/restored-postgres.test.ts"];
  const { status } = spawnSync(process.execPath, [vitest, "run", ...tests], { cwd: root, stdio: "inherit" });
  process.exitCode = status ?? 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
