/** Builds the widget into dist/widget/, unless the last build is newer than all its sources. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

const root = dirname(import.meta.dirname);
const sources = [
  "widget",
  "bff/contract.ts",
  "bff/contract",
  "bff/core/beneficiary",
  "vite.config.ts",
  "package-lock.json",
];
/** The last file that a build writes. */
const lastBuiltFile = "dist/widget/integrity.json";

function newestMs(path: string): number {
  const info = statSync(path);
  if (!info.isDirectory()) return info.mtimeMs;
  // No page of text gets into the widget, and `npm run build` itself writes widget/README.md.
  const inside = readdirSync(path, { withFileTypes: true, recursive: true }).filter(
    (entry) => entry.isFile() && !entry.name.endsWith(".md"),
  );
  return Math.max(0, ...inside.map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs));
}

/** The reason why the widget in `folder` must be built, for the user; undefined when the build is up to date. */
export function whyBuildWidget(folder: string = root): string | undefined {
  const built = join(folder, lastBuiltFile);
  if (!existsSync(built)) return "it is not built yet";
  const builtMs = statSync(built).mtimeMs;
  const newer = sources.filter((source) => newestMs(join(folder, source)) > builtMs);
  return newer.length > 0 ? `${newer.join(" and ")} changed since` : undefined;
}

/** Builds the widget. Throws with Vite's output when the build fails. */
export function buildWidget(): void {
  const vite = join(root, "node_modules/vite/bin/vite.js");
  const { status, stdout, stderr } = spawnSync(process.execPath, [vite, "build"], {
    cwd: root,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`The widget did not build:\n${stdout}${stderr}`);
}

/** Builds the widget when `whyBuildWidget` gives a reason, and prints that reason on stderr. */
export function ensureWidget(): void {
  const why = whyBuildWidget();
  if (why === undefined) return;
  process.stderr.write(`Building the widget, because ${why}.\n`);
  buildWidget();
}

if (import.meta.main) {
  try {
    ensureWidget();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
