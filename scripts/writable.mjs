// @ts-check
/** Says where npm may write. Its own message about a folder that it may not write to names another cause. */
import { accessSync, constants } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

/**
 * Whether a file can be made in the folder, which need not exist yet.
 * @param {string} folder
 * @returns {boolean}
 */
export function canWrite(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    const above = dirname(folder);
    return isMissing && above !== folder && canWrite(above);
  }
}

/**
 * What is wrong with the project's folder, in a sentence for the user, or undefined.
 * @param {string} root
 */
export function objectToFolder(root) {
  return canWrite(root)
    ? undefined
    : `The packages are installed into ${join(root, "node_modules")}, but this user may not write to ${root}. ` +
        "Copy the project to a folder of your own, or change the owner of this one.";
}

/**
 * npm's cache usually lies in the user's home. Where that can't be written, it goes into the project.
 * @param {string} root
 * @param {Readonly<Record<string, string | undefined>>} env
 */
export function cacheArguments(root, env = process.env) {
  const usual = env.npm_config_cache ?? join(homedir(), ".npm");
  return canWrite(usual) ? [] : ["--cache", join(root, ".cache", "npm")];
}
