/**
 * Node's permission model (`node --permission`): what it refuses, in words that name the place and the flag that is
 * missing. Node's own message names neither.
 */
import { dirname, resolve } from "node:path";

/** What Node may be allowed to do with files. */
type FileScope = "fs.read" | "fs.write";

const fileFlags = { "fs.read": "--allow-fs-read", "fs.write": "--allow-fs-write" } as const;
const verbs = { "fs.read": "read", "fs.write": "write" } as const;
const fileScopes: ReadonlyMap<unknown, FileScope> = new Map([
  ["FileSystemRead", "fs.read"],
  ["FileSystemWrite", "fs.write"],
]);

function explain(scope: FileScope, path: string): string {
  return `Node's permission model refuses to ${verbs[scope]} ${path}: ${fileFlags[scope]}=${dirname(path)} is missing`;
}

/** @returns undefined for an error that is none of the permission model's. */
export function nameDenial(error: Error): string | undefined {
  if (Reflect.get(error, "code") !== "ERR_ACCESS_DENIED") return undefined;
  const permission: unknown = Reflect.get(error, "permission");
  const resource: unknown = Reflect.get(error, "resource");
  const scope = fileScopes.get(permission);
  if (scope !== undefined && typeof resource === "string" && resource !== "")
    return explain(scope, resolve(resource));
  return `Node's permission model refuses this (${typeof permission === "string" ? permission : "unknown"})`;
}

/**
 * What the flags of this process keep it from doing with a file that it has to read and write. Its folder has to be
 * granted, because files beside it are made.
 * @returns undefined when all is granted, or when Node runs without `--permission`.
 */
export function missingGrant(file: string): string | undefined {
  const path = resolve(file);
  const scopes = ["fs.write", "fs.read"] as const;
  const denied = scopes.find((scope) => process.permission?.has(scope, path) === false);
  return denied === undefined ? undefined : explain(denied, path);
}

/** Whether this process may start another one. */
export function maySpawn(): boolean {
  return process.permission?.has("child") ?? true;
}
