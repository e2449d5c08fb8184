/** What `npm run test:package` fetches, each into a folder of its own below `.cache/package/`. */
import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

export const root = dirname(dirname(import.meta.dirname));
export const cache = join(root, ".cache/package");

export interface Ran {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, while this process goes on answering it. */
export function run(
  program: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const options = { cwd, env: { ...process.env, ...env }, timeout: 600_000, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolve) => {
    execFile(program, args, options, (error, stdout, stderr) =>
      resolve({ ok: error === null, stdout, stderr }),
    );
  });
}

/** Throws with what the program said when it fails. */
export async function mustRun(program: string, args: readonly string[], cwd: string): Promise<string> {
  const { ok, stdout, stderr } = await run(program, args, cwd);
  if (!ok) throw new Error(`"${program} ${args.join(" ")}" failed:\n${stdout}${stderr}`);
  return stdout;
}

/**
 * Installs packages in a project that has nothing else.
 *
 * @param packages as npm is told of them: `bun@1.4.5`.
 * @returns the folder of the project.
 */
export async function fetchPackages(name: string, packages: readonly string[]): Promise<string> {
  const folder = join(cache, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }');
  await mustRun("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error", ...packages], folder);
  return folder;
}

/** The package as npm would publish it, from what is built. */
export async function pack(): Promise<string> {
  mkdirSync(cache, { recursive: true });
  const args = ["pack", "--silent", "--ignore-scripts", "--pack-destination", cache];
  return join(cache, (await mustRun("npm", args, root)).trim());
}
