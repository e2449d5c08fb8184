/** `npm run build`: dist/ as it is published: the widget by Vite, the BFF and the types by TypeScript. */
import { spawnSync } from "node:child_process";
import { chmodSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { buildWidget } from "./build-widget.ts";

const root = dirname(import.meta.dirname);
const CLI = join(root, "dist/bff/cli.js");

function compile(project: string): void {
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const { status } = spawnSync(process.execPath, [tsc, "-p", project], { cwd: root, stdio: "inherit" });
  if (status !== 0) throw new Error(`TypeScript refused ${project}`);
}

try {
  console.log("dist/widget/  the widget");
  buildWidget();
  console.log("dist/bff/     the BFF and its types");
  rmSync(join(root, "dist/bff"), { recursive: true, force: true });
  compile("tsconfig.build.json");
  // npm makes the links to a package's commands executable, and a package made by hand may not have them.
  if (!readFileSync(CLI, "utf8").startsWith("#!"))
    throw new Error("bff/cli.ts does not start with #!/usr/bin/env node");
  chmodSync(CLI, 0o755);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
