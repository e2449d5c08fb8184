/** Projects of somebody else that have installed the package as npm publishes it. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const root = join(import.meta.dirname, "../../..");

/** Throws with what the program said when it fails. @returns its standard output. */
function run(program: string, args: readonly string[], cwd: string): string {
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
 * @returns a folder to hold projects, with the packed file in it.
 */
export function packPackage(): { readonly folder: string; readonly file: string } {
  const folder = mkdtempSync(join(tmpdir(), "pay-checkout-packed-"));
  const args = ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder];
  const name = run("npm", [...args, "--cache", join(folder, "npm-cache")], root).trim();
  return { folder, file: join(folder, name) };
}

/** What package.json calls `dependencies`, and what their declarations name. Their own packages stand beside them. */
const dependencies = ["lit", "zod"];

/**
 * Unpacks the file where npm would, with the dependencies beside it. No registry is asked.
 *
 * @param packages more that the project has.
 * @returns the folder of the project.
 */
export function makeProject(
  packed: ReturnType<typeof packPackage>,
  name: string,
  packages: readonly string[] = [],
): string {
  const project = join(packed.folder, name);
  const installed = join(project, "node_modules/pay-checkout");
  mkdirSync(installed, { recursive: true });
  run("tar", ["-xzf", packed.file, "--strip-components=1", "-C", installed], packed.folder);
  for (const one of [...dependencies, ...packages]) {
    const place = join(project, "node_modules", one);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(join(root, "node_modules", one), place, "junction");
  }
  writeFileSync(join(project, "package.json"), '{ "type": "module" }');
  return project;
}
