/** The BFF as it is published. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../../..");

export const builtProgram = join(root, "dist/bff/cli.js");

/** Throws when it is not there, or older than what it is built of. */
export function assertBuilt(): void {
  const sources = readdirSync(join(root, "bff"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => statSync(join(root, "bff", file)).mtimeMs);
  if (existsSync(builtProgram) && statSync(builtProgram).mtimeMs > Math.max(...sources)) return;
  throw new Error("dist/bff is not there or older than bff/: npm run build first");
}
