/** `npm run bench -- NAME` runs one of the measurements in test/bench/. Without a name, it lists them. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";

const root = dirname(import.meta.dirname);
const folder = join(root, "test/bench");
const [name = "", ...args] = process.argv.slice(2);
const file = join(folder, `${name}.ts`);

if (name !== "" && dirname(file) === folder && existsSync(file)) {
  const { status } = spawnSync(process.execPath, [file, ...args], { cwd: root, stdio: "inherit" });
  process.exitCode = status ?? 1;
} else {
  const names = (existsSync(folder) ? readdirSync(folder) : []).flatMap((each) =>
    each.endsWith(".ts") ? [each.slice(0, -".ts".length)] : [],
  );
  console.error(`npm run bench -- NAME, where NAME is one of: ${names.join(", ")}`);
  process.exitCode = 2;
}
