// @ts-check
/**
 * Checks whether the packages of package-lock.json are installed, and whether their Node 24 runs. This file uses no
 * package, because it must work before they are installed.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const oldestNodeToStart = 20;
export const oldestNodeToRun = 24;

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, os?: string[], cpu?: string[] }} LockedPackage
 * @typedef {{ packages: Record<string, LockedPackage> }} Lock
 */

/**
 * The major version in what `node --version` prints; 0 when that is not a version.
 * @param {string} version
 */
export function majorOf(version) {
  const [, major] = /^v?(\d+)\./.exec(version.trim()) ?? [];
  return major === undefined ? 0 : Number(major);
}

/**
 * The reason why `npm ci` is needed, for the user; undefined when the installed packages match the lockfile.
 * `installed` is npm's record of the packages in node_modules. npm writes it last, so an interrupted install has none.
 * @param {Lock} wanted
 * @param {Lock | undefined} installed
 * @returns {string | undefined}
 */
export function whyInstall(wanted, installed) {
  if (installed === undefined) return "they are not installed yet";
  const changed = Object.entries(wanted.packages).filter(([path, { version, integrity, optional }]) => {
    if (path === "") return false;
    const found = installed.packages[path];
    // An optional package may be missing because it is for another platform.
    if (found === undefined) return optional !== true;
    return found.version !== version || found.integrity !== integrity;
  });
  const [first] = changed;
  if (first === undefined) return undefined;
  const name = first[0].replace(/^.*node_modules\//, "");
  return `package-lock.json has changed (${name}${changed.length > 1 ? ` and ${changed.length - 1} more` : ""})`;
}

/**
 * @param {string} file
 * @returns {Lock | undefined}
 */
function readLock(file) {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined; // npm was interrupted while it wrote the file.
  }
}

/**
 * `whyInstall` for the project in `root`.
 * @param {string} root
 */
export function whyInstallIn(root) {
  const wanted = readLock(join(root, "package-lock.json"));
  if (wanted === undefined) throw new Error("package-lock.json is missing or is not JSON");
  return whyInstall(wanted, readLock(join(root, "node_modules", ".package-lock.json")));
}

/**
 * True when npm installs the package on this platform, as far as the lockfile says: each entry of a list is a name, or
 * a name that is left out with `!` before it.
 * @param {readonly string[] | undefined} names
 * @param {string} own
 */
function fits(names, own) {
  if (names === undefined || names.includes(own)) return true;
  return names.every((name) => name.startsWith("!")) && !names.includes(`!${own}`);
}

/**
 * How many packages the lockfile has for this platform, and how many of them are unpacked. npm makes all folders first,
 * so a folder alone says nothing.
 * @param {string} root
 */
export function countPackages(root) {
  const packages = Object.entries(readLock(join(root, "package-lock.json"))?.packages ?? {});
  const paths = packages
    .filter(([path, { os, cpu }]) => path !== "" && fits(os, process.platform) && fits(cpu, process.arch))
    .map(([path]) => path);
  return {
    all: paths.length,
    here: paths.filter((path) => existsSync(join(root, path, "package.json"))).length,
  };
}

/**
 * The path of the Node among the project's packages, which need not exist.
 * @param {string} root
 */
export function nodeIn(root) {
  return join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
}

/**
 * The major version of the Node at `path`, 0 when it is not there or does not run.
 * @param {string} path
 */
export function runningMajor(path) {
  const { status, stdout } = spawnSync(path, ["--version"], { encoding: "utf8", timeout: 20_000 });
  return status === 0 ? majorOf(stdout) : 0;
}
