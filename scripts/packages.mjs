// @ts-check
/**
 * Are the packages of package-lock.json installed, and does the Node 24 among them run? Everything here works
 * before the answer is yes: it uses nothing but Node itself.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const oldestNodeToStart = 20;
export const oldestNodeToRun = 24;

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean }} LockedPackage
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
 * Why `npm ci` is needed, in words for the user; undefined when what is installed is what the lockfile asks for.
 * `installed` is npm's own record of what it put into node_modules; npm writes it last, so that an install that
 * broke off has none, and one made by hand counts.
 * @param {Lock} wanted
 * @param {Lock | undefined} installed
 * @returns {string | undefined}
 */
export function whyInstall(wanted, installed) {
  if (installed === undefined) return "they are not installed yet";
  const changed = Object.entries(wanted.packages).filter(([path, { version, integrity, optional }]) => {
    if (path === "") return false;
    const found = installed.packages[path];
    // Packages for other platforms are optional, and rightly missing.
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
    return undefined; // Cut off in the middle of being written: as good as none.
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
 * Where the Node of the project's packages is, whether or not it is there.
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
