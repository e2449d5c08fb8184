/** Packs the package as npm publishes it. */
import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "../../..");

/** Throws with what the program said when it fails. @returns its standard output. */
export function run(program: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    encoding: "utf8",
    shell: process.platform === "win32" && program === "npm",
  });
  if (status !== 0) throw new Error(`${program} ${args.join(" ")}: ${error?.message ?? stderr}`);
  return stdout;
}

/**
 * Packs what is built. npm's scripts stay off: `prepack` would build a second time.
 *
 * @returns the packed file, and the folder that it is alone in.
 */
export function packPackage(): { readonly folder: string; readonly file: string } {
  const folder = mkdtempSync(join(tmpdir(), "pay-checkout-packed-"));
  const args = ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder];
  const name = run("npm", [...args, "--cache", join(folder, "npm-cache")], root).trim();
  return { folder, file: join(folder, name) };
}
