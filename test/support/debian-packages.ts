/** Programs of Debian's packages, fetched and unpacked without being installed: apt checks the signature, dpkg unpacks. */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

export function run(program: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`"${program} ${args.join(" ")}" failed: ${error?.message ?? stderr}`);
  return stdout;
}

/** The libraries of its own that a package needs, and those that these need. Their names differ between Debian's versions. */
function librariesOf(name: string, pattern: RegExp): readonly string[] {
  const depends = run("apt-cache", ["depends", name], "/");
  const all = [...depends.matchAll(/Depends: (lib[\w.-]+)$/gm)].map(([, library = ""]) => library);
  const own = all.filter((library) => library !== name && pattern.test(library));
  return own.flatMap((library) => [library, ...librariesOf(library, pattern)]);
}

export interface DebianPackages {
  readonly packages: readonly string[];
  /** Which of their libraries a machine without the packages may lack. */
  readonly libraries: RegExp;
}

export interface DebianPrograms extends DebianPackages {
  /** Where the programs are in the packages; `*` stands for a version. */
  readonly folder: string;
  readonly programs: readonly string[];
}

/** The path, with what is there in place of its `*`. */
function resolveIn(root: string, path: string): string {
  const [before = "", after] = path.split("*");
  const start = join(root, before);
  return after === undefined ? start : join(start, readdirSync(start)[0] ?? "", after);
}

/** For `LD_LIBRARY_PATH`: where libraries are among unpacked packages. */
export function libraryPathIn(root: string): string {
  const shared = join(root, "usr/lib");
  const folders = existsSync(shared) ? readdirSync(shared) : [];
  return folders.map((name) => join(shared, name)).join(":");
}

/** Downloads the packages with their libraries, and unpacks them into `root` of the folder `place`. @returns `root` */
export function unpackDebianPackages(wanted: DebianPackages, place: string): string {
  const unpacked = join(place, "root");
  mkdirSync(unpacked, { recursive: true });
  const libraries = wanted.packages.flatMap((name) => librariesOf(name, wanted.libraries));
  run("apt-get", ["download", ...wanted.packages, ...new Set(libraries)], place);
  for (const file of readdirSync(place).filter((name) => name.endsWith(".deb")))
    run("dpkg", ["-x", file, unpacked], place);
  return unpacked;
}

/** Puts a starter of each program into the folder `place`. */
export function fetchDebianPrograms(wanted: DebianPrograms, place: string): void {
  const unpacked = unpackDebianPackages(wanted, place);
  for (const program of wanted.programs) {
    const real = join(resolveIn(unpacked, wanted.folder), program);
    // Quotes: the folder's own name may have blanks.
    const text = `#!/bin/sh\nLD_LIBRARY_PATH="${libraryPathIn(unpacked)}" exec "${real}" "$@"\n`;
    const starter = join(place, basename(program));
    writeFileSync(starter, text);
    chmodSync(starter, 0o755);
  }
}
