/** The code of README.md, as a module that runs. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const root = join(import.meta.dirname, "../..");

/** The client as it stands in the sources: what is built may be older, or not there. */
const client = JSON.stringify(pathToFileURL(join(root, "bff/client.ts")).href);

/** Loads the block of JavaScript that exports the function. It may import what is installed here, and the client. */
export async function loadReadmeCode(exported: string): Promise<unknown> {
  const blocks = readFileSync(join(root, "README.md"), "utf8").split("```js\n").slice(1);
  const code = blocks
    .map((block) => block.split("```")[0] ?? "")
    .find((block) => block.includes(`export async function ${exported}(`));
  if (code === undefined) throw new Error(`the README has no ${exported}`);
  const parent = join(root, "node_modules/.cache");
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, "readme-"));
  try {
    const file = join(folder, "code.mjs");
    writeFileSync(file, code.replace('"pay-checkout/client"', client));
    return await import(/* @vite-ignore */ pathToFileURL(file).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
