import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

/** The folder of the package that a module belongs to; null for a module of ours. */
function packageOf(id: string): string | null {
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id)?.[0] ?? null;
}

/** The text of a package's licence. Throws for a package without one, which must not be given away. */
function licenceOf(folder: string): string {
  const file = readdirSync(folder).find((name) => /licen[cs]e/i.test(name));
  if (file === undefined) throw new Error(`${folder} has no licence`);
  return readFileSync(join(folder, file), "utf8").trim();
}

/**
 * Writes the licences of all packages in the scripts into one file. They ask for that, and as comments in the
 * scripts each customer would have to load them.
 */
export function writeLicences(fileName = "v1/LICENSES.txt"): Plugin {
  return {
    name: "write-licences",
    generateBundle(_options, bundle) {
      const folders = new Set<string>();
      for (const file of Object.values(bundle)) {
        for (const id of file.type === "chunk" ? file.moduleIds : []) {
          const folder = packageOf(id);
          if (folder !== null) folders.add(folder);
        }
      }
      const texts = [...folders].sort().map((folder) => {
        const name = folder.slice(folder.lastIndexOf("node_modules/") + "node_modules/".length);
        return `${name}\n\n${licenceOf(folder)}\n`;
      });
      this.emitFile({
        type: "asset",
        fileName,
        source: texts.join(`\n${"-".repeat(72)}\n\n`),
      });
    },
  };
}
