import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { z } from "zod";

/** The folder of the package that a module belongs to; null for a module of ours. */
function packageOf(id: string): string | null {
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id)?.[0] ?? null;
}

const manifest = z.object({ license: z.string(), author: z.unknown() });

/**
 * The text of a package's licence, or its name where the package has no text of it. Throws for a package without one, which
 * must not be given away.
 */
function licenceOf(folder: string): string {
  const file = readdirSync(folder).find((name) => /licen[cs]e/i.test(name));
  if (file === undefined) {
    const named = manifest.safeParse(JSON.parse(readFileSync(join(folder, "package.json"), "utf8")));
    if (!named.success) throw new Error(`${folder} has no licence`);
    const { license, author } = named.data;
    return `${license}, ${typeof author === "string" ? author : JSON.stringify(author ?? "no author named")}`;
  }
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
