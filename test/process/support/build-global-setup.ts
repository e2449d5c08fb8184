/** Builds and packs the published program, once for all these tests. */
import { rmSync } from "node:fs";
import type { TestProject } from "vitest/node";
import { runScript, stopScripts } from "../../support/run-script.ts";
import { buildersSecrets } from "./builder.ts";
import { packPackage } from "./pack.ts";

export async function setup({ provide }: TestProject): Promise<() => void> {
  const build = runScript(["build"], buildersSecrets);
  const code = await build.ended;
  await stopScripts();
  if (code !== 0) throw new Error(`npm run build ended with ${code}:\n${build.lines.join("\n")}`);
  const { folder, file } = packPackage();
  provide("packedFile", file);
  return () => rmSync(folder, { recursive: true, force: true });
}

declare module "vitest" {
  interface ProvidedContext {
    /** What `npm pack` made of the build. */
    readonly packedFile: string;
  }
}
