/** `npm run build` makes dist/ for publication: Vite builds the widget and the BFF, TypeScript their types. */
import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { configJsonSchema } from "../bff/config/json-schema.ts";
import { buildWidget } from "./build-widget.ts";
import { bundleBff } from "./bundle-bff.ts";
import { makeSbom } from "./sbom.ts";

const root = dirname(import.meta.dirname);
const cliFile = join(root, "dist/bff/cli.js");
const sbomFile = "dist/pay-checkout.cdx.json";

function runNode(args: readonly string[]): void {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
  if (status !== 0) throw new Error(`"node ${args.join(" ")}" failed`);
}

function compile(project: string): void {
  runNode(["node_modules/typescript/bin/tsc", "-p", project]);
}

/** Copies the declarations that are written by hand, which TypeScript does not copy. */
function copyDeclarations(): void {
  mkdirSync(join(root, "dist/types/widget/types"), { recursive: true });
  for (const name of ["tag", "jsx", "preact", "solid", "svelte", "vue"]) {
    const file = `widget/types/${name}.d.ts`;
    copyFileSync(join(root, file), join(root, "dist/types", file));
  }
}

/** For editors, and for whoever writes configurations by program. */
function writeConfigSchema(): void {
  writeFileSync(join(root, "dist/checkout.schema.json"), `${JSON.stringify(configJsonSchema(), null, 2)}\n`);
}

function writeSbom(): void {
  const read = (name: string) => readFileSync(join(root, name), "utf8");
  const sbom = makeSbom({ manifest: read("package.json"), lock: read("package-lock.json") });
  writeFileSync(join(root, sbomFile), sbom);
}

/** Every file that package.json names as an entry point or command. */
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
  copyDeclarations();
  console.log("dist/*.json   its description for editors");
  runNode(["widget/build/describe.ts"]);
  console.log("dist/bff/     the BFF and its types");
  compile("tsconfig.build.json");
  await bundleBff(root);
  // npm makes commands executable when it installs a package, but a copied dist/ must be executable already.
  if (!readFileSync(cliFile, "utf8").startsWith("#!"))
    throw new Error("bff/cli.ts does not start with #!/usr/bin/env node");
  chmodSync(cliFile, 0o755);
  console.log("dist/checkout.schema.json  what the configuration may hold");
  writeConfigSchema();
  console.log(`${sbomFile}  the packages in it`);
  writeSbom();
  const missing = promisedFiles().filter((file) => !existsSync(join(root, file)));
  if (missing.length > 0) throw new Error(`package.json promises what was not built: ${missing.join(", ")}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
