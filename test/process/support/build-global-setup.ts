/** Builds the published program, once for all these tests. */
import { runScript, stopScripts } from "../../support/run-script.ts";
import { buildersSecrets } from "./builder.ts";

export async function setup(): Promise<void> {
  const build = runScript(["build"], buildersSecrets);
  const code = await build.ended;
  await stopScripts();
  if (code !== 0) throw new Error(`npm run build ended with ${code}:\n${build.lines.join("\n")}`);
}
