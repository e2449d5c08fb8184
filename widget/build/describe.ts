/**
 * Generates the descriptions of the element: `dist/custom-elements.json`, data for VS Code, and the tables of
 * widget/README.md. Run it with `node widget/build/describe.ts`; a test checks that the README is up to date.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cssData, htmlData } from "./editor-data.ts";
import { analyzeElement, findElement } from "./manifest.ts";
import { fillReadme, readmeTables } from "./readme-tables.ts";

const root = join(import.meta.dirname, "../..");
const dist = join(root, "dist");
const readme = join(root, "widget/README.md");

const manifest = analyzeElement(root);
const element = findElement(manifest);
const files = {
  "custom-elements.json": manifest,
  "vscode.html-custom-data.json": htmlData(element),
  "vscode.css-custom-data.json": cssData(element),
};
mkdirSync(dist, { recursive: true });
for (const [name, content] of Object.entries(files)) {
  writeFileSync(join(dist, name), `${JSON.stringify(content, null, 2)}\n`);
}
writeFileSync(readme, fillReadme(readFileSync(readme, "utf8"), readmeTables(element)));
