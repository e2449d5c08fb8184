/** The BFF as it is published, for tests that start it about fifty times. A start from source takes twice as long. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { bundleBff } from "../../../scripts/bundle-bff.ts";

const root = join(import.meta.dirname, "../../..");

/** Not in dist/: other tests build there, and an older build could be mistaken for this one. */
export const bundledCli = ".cache/bff/cli.js";

export async function setup(): Promise<void> {
  rmSync(join(root, ".cache/bff"), { recursive: true, force: true });
  await bundleBff(root, ".cache/bff");
}
