/** The package's own files, beside the sources or beside the compiled program in `dist/`. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const isCompiled = import.meta.filename.endsWith(".js");
const root = join(import.meta.dirname, isCompiled ? "../.." : "..");

export const widgetFolder = join(root, "dist/widget");

/** The version in package.json. */
export function readVersion(): string {
  const manifest = z.looseObject({ version: z.string() });
  return manifest.parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8"))).version;
}
