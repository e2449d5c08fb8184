/**
 * `pg_dump` and `pg_restore`, and a server of their version: they refuse one that is newer. The packages have a server
 * without them, so they are the machine's, from Debian's `postgresql` or where POSTGRES_BIN says.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const debian = "/usr/lib/postgresql";

function candidates(): readonly string[] {
  const named = process.env.POSTGRES_BIN ?? "";
  if (named !== "") return [named];
  if (!existsSync(debian)) return [];
  const byVersion = readdirSync(debian).sort((a, b) => Number(b) - Number(a));
  return byVersion.map((version) => join(debian, version, "bin"));
}

/** The folder that has all of them; undefined where there is none. */
export const postgresTools = candidates().find((folder) =>
  ["initdb", "postgres", "pg_dump", "pg_restore"].every((program) => existsSync(join(folder, program))),
);

/** Throws with what the program said when it fails. */
export function runPostgresTool(program: "pg_dump" | "pg_restore", args: readonly string[]): void {
  if (postgresTools === undefined) throw new Error("there is no pg_dump here");
  const { status, stderr } = spawnSync(join(postgresTools, program), args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`);
}
