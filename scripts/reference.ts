/** `npm run reference` writes the pages in docs/ that are made from the code, and the configuration's types. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { accountInputTypes, settingsInputTypes } from "../bff/config/input-types.ts";
import { configJsonSchema } from "../bff/config/json-schema.ts";
import { referencePage } from "../bff/config/reference.ts";
import { errorsPage, eventsPage } from "../bff/http/reference.ts";
import { metricsPage } from "../bff/metrics/reference.ts";

const root = dirname(import.meta.dirname);
const pages = new Map([
  ["docs/configuration-reference.md", referencePage(configJsonSchema())],
  ["docs/errors.md", errorsPage()],
  ["docs/webhook-events.md", eventsPage()],
  ["docs/metrics.md", metricsPage()],
  ["bff/config/input.ts", settingsInputTypes(configJsonSchema())],
  ["bff/config/input-accounts.ts", accountInputTypes(configJsonSchema())],
]);
for (const [name, text] of pages) {
  const file = join(root, name);
  writeFileSync(file, text);
  console.log(`${file} is written.`);
}
const { status, stderr } = spawnSync(
  process.execPath,
  [join(root, "node_modules/@biomejs/biome/bin/biome"), "format", "--write", join(root, "bff/config")],
  { cwd: root, encoding: "utf8" },
);
if (status !== 0) throw new Error(stderr);
