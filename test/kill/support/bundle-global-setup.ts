/** The BFF as it is published, for tests that start it some fifty times: from its sources each start takes twice as long. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { bundleBff } from "../../../scripts/bundle-bff.ts";

const root = join(import.meta.dirname, "../../..");

/** Beside dist/, which other tests build and whose older builds would be taken for this one. */
export const bundledCli = ".cache/bff/cli.js";

export async function setup(): Promise<void> {
  rmSync(join(root, ".cache/bff"), { recursive: true, force: true });
  await bundleBff(root, ".cache/bff");
}
