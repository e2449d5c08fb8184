/** `npm run build`: dist/ as it is published: the widget by Vite, the BFF and the types by TypeScript. */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { buildWidget } from "./build-widget.ts";

const root = dirname(import.meta.dirname);
const CLI = join(root, "dist/bff/cli.js");

function compile(project: string): void {
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const { status } = spawnSync(process.execPath, [tsc, "-p", project], { cwd: root, stdio: "inherit" });
  if (status !== 0) throw new Error(`TypeScript refused ${project}`);
}

/** Every file that package.json promises to whoever installs the package. */
function promisedFiles(): string[] {
  const target = z.union([z.string(), z.record(z.string(), z.string())]);
  const manifest = z.object({ bin: z.record(z.string(), z.string()), exports: z.record(z.string(), target) });
  const { bin, exports } = manifest.parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));
  const targets = Object.values(exports).flatMap((each) =>
    typeof each === "string" ? [each] : Object.values(each),
  );
  return [...Object.values(bin), ...targets].filter((file) => !file.includes("*"));
}

try {
  console.log("dist/widget/  the widget");
  buildWidget();
  console.log("dist/types/   its types");
  for (const folder of ["dist/types", "dist/bff"])
    rmSync(join(root, folder), { recursive: true, force: true });
  compile("tsconfig.widget-types.json");
  console.log("dist/bff/     the BFF and its types");
  compile("tsconfig.build.json");
  // npm makes a package's commands executable when it installs it; whoever copies dist/ has nobody to do that.
  if (!readFileSync(CLI, "utf8").startsWith("#!"))
    throw new Error("bff/cli.ts does not start with #!/usr/bin/env node");
  chmodSync(CLI, 0o755);
  const missing = promisedFiles().filter((file) => !existsSync(join(root, file)));
  if (missing.length > 0) throw new Error(`package.json promises what was not built: ${missing.join(", ")}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
