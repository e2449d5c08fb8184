/** `npm run size` prints the compressed sizes of the widget's parts and of the console's first screen, and their budgets. `--check` fails over budget. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { manifestSchema, overBudget, reportConsole, reportSizes, type SizeRow } from "./size-report.ts";

const built = join(dirname(import.meta.dirname), "dist/widget");
const entry = "v1/pay-checkout.js";
const titleWidth = 44;

function describe({ title, gzip, brotli, budget }: SizeRow): string {
  const verdict = budget === undefined ? "" : `${budget}`.padStart(9) + (gzip > budget ? "  OVER" : "  ok");
  const shown = title.length > titleWidth ? `…${title.slice(1 - titleWidth)}` : title;
  return `${shown.padEnd(titleWidth)}${`${gzip}`.padStart(9)}${`${brotli}`.padStart(9)}${verdict}`;
}

const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(built, ".vite/manifest.json"), "utf8")));
const texts = readdirSync(join(built, "v1"))
  .filter((file) => /^texts-[\w-]+\.js$/.test(file))
  .map((file) => `v1/${file}`)
  .sort();
const rows = reportSizes({
  texts,
  manifest,
  entryFile: entry,
  sizeOf(file) {
    const bytes = readFileSync(join(built, file));
    return { gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotliCompressSync(bytes).length };
  },
});

const consoleFolder = join(built, "console");
const consoleManifest = manifestSchema.parse(
  JSON.parse(readFileSync(join(consoleFolder, ".vite/manifest.json"), "utf8")),
);
rows.push(
  reportConsole({
    manifest: consoleManifest,
    sizeOf(file) {
      const bytes = readFileSync(join(consoleFolder, file));
      return { gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotliCompressSync(bytes).length };
    },
  }),
);

const over = overBudget(rows);
// A check that passes prints two lines; `npm run size` prints the table.
const check = process.argv.includes("--check");
const first = rows.slice(0, 2);
const shown = check ? [...first, ...over.filter((row) => !first.includes(row))] : rows;
console.log(
  `${"bytes".padEnd(titleWidth)}${"gzip -9".padStart(9)}${"brotli".padStart(9)}${"budget".padStart(9)}`,
);
for (const row of shown) console.log(describe(row));
if (check && over.length > 0) {
  console.error(`${over.length} over budget`);
  process.exitCode = 1;
}
