/** How TypeScript finds the package's types, judged by `attw` (Are the types wrong?). */
import { join } from "node:path";
import { fetchPackages, run } from "./cache.ts";

/**
 * We promise modules, to `node16`, `nodenext` and `bundler`. `node10` knows no `exports`, and has left TypeScript in
 * version 7. That `require` gets a module is no mistake for Node 24 and `nodenext`: test/process/packed.long.test.ts does it.
 */
const promised = ["--profile", "esm-only"];

/**
 * @param file the packed package.
 * @returns what is wrong: nothing when the list is empty.
 */
export async function checkResolution(file: string): Promise<readonly string[]> {
  const folder = await fetchPackages("attw", ["@arethetypeswrong/cli@0.18.5"]);
  const attw = join(folder, "node_modules/.bin/attw");
  const args = [file, ...promised, "--format", "ascii", "--no-color", "--no-emoji"];
  const { ok, stdout, stderr } = await run(attw, args, folder);
  if (!stdout.includes('"pay-checkout/client"')) return [`attw did not look at it: ${stdout}${stderr}`];
  return ok ? [] : [stdout];
}
