/** Fetches a browser of an older Debian, without installing it: apt checks its signature, and dpkg unpacks it. */
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { OldDebianSource } from "./list.ts";
import { type Fetched, run } from "./run-program.ts";

const mirror = "http://deb.debian.org/debian";
const keys = "/usr/share/keyrings/debian-archive-keyring.gpg";

/** apt with one source, and with lists of its own, so that the machine's stay as they are. */
function aptOptions(folder: string): readonly string[] {
  return [
    `Dir::Etc::sourcelist=${join(folder, "sources.list")}`,
    `Dir::Etc::sourceparts=${join(folder, "no-more-sources")}`,
    `Dir::State::lists=${join(folder, "lists")}`,
    "Dir::Cache::pkgcache=",
    "Dir::Cache::srcpkgcache=",
    // An old Debian is not signed anew any more.
    "Acquire::Check-Valid-Until=false",
  ].flatMap((option) => ["-o", option]);
}

/** @param cache where browsers are kept */
export function fetchOldDebian(
  { suite, packages, program }: OldDebianSource,
  { id, cache }: { readonly id: string; readonly cache: string },
): Fetched {
  const folder = join(cache, id);
  const starter = join(folder, "start");
  if (existsSync(starter)) return { ok: true, program: starter };
  if (process.platform !== "linux" || process.arch !== "x64" || !existsSync(keys)) {
    return { ok: false, why: "its packages are for Debian on x64" };
  }
  for (const name of ["lists/partial", "no-more-sources", "root"])
    mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, "sources.list"), `deb [signed-by=${keys}] ${mirror} ${suite} main\n`);
  const options = aptOptions(folder);
  const failed =
    run("apt-get", [...options, "update"]) ??
    run("apt-get", [...options, "download", ...packages], { cwd: folder });
  if (failed !== null) return { ok: false, why: failed };
  const root = join(folder, "root");
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".deb"))) {
    const unpacked = run("dpkg", ["-x", join(folder, file), root]);
    if (unpacked !== null) return { ok: false, why: unpacked };
  }
  // Written under another name first, so that an interrupted run leaves no half of a browser.
  const libraries = join(root, "usr/lib/x86_64-linux-gnu");
  writeFileSync(
    `${starter}.half`,
    `#!/bin/sh\nLD_LIBRARY_PATH='${libraries}' exec '${join(root, program)}' "$@"\n`,
  );
  chmodSync(`${starter}.half`, 0o755);
  renameSync(`${starter}.half`, starter);
  return { ok: true, program: starter };
}
