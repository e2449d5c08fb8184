/**
 * `pg_dump` and `pg_restore`, and a server of their version: they refuse one that is newer. The packages have a server
 * without them, so they are those that POSTGRES_BIN names, Debian's, or what `npm run test:postgres` has fetched.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const debian = "/usr/lib/postgresql";

/** Where `npm run test:postgres` puts them. */
export const fetchedPostgres = join(import.meta.dirname, "../../.cache/postgresql");
export const toolNames = ["initdb", "postgres", "pg_dump", "pg_restore"] as const;

function candidates(): readonly string[] {
  const named = process.env.POSTGRES_BIN ?? "";
  if (named !== "") return [named];
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  return [...versions.map((version) => join(debian, version, "bin")), fetchedPostgres];
}

/** The folder that has all of them; undefined where there is none. */
export const postgresTools = candidates().find((folder) =>
  toolNames.every((program) => existsSync(join(folder, program))),
);

/** Throws with what the program said when it fails. */
export function runPostgresTool(program: "pg_dump" | "pg_restore", args: readonly string[]): void {
  if (postgresTools === undefined) throw new Error("there is no pg_dump here");
  const { status, stderr } = spawnSync(join(postgresTools, program), args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`);
}
