/**
 * `npm run docs` makes a static site of the pages in `dist-docs/`, with search. VitePress is fetched into `.cache/` first,
 * because it brings 250 MB that nothing else needs. A page with a dead link makes it fail.
 */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { listFiles } from "../test/structure/repository.ts";
import { linkedFiles, writePages } from "./docs-pages.ts";

const root = dirname(import.meta.dirname);
const site = join(root, ".cache/docs-site");
const output = join(root, "dist-docs");
const versions = { mermaid: "11.17.2", vitepress: "1.6.4" };

function run(program: string, args: readonly string[]): void {
  const shell = process.platform === "win32";
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: site, encoding: "utf8", shell });
  if (status !== 0) throw new Error(`"${program} ${args.join(" ")}" failed:\n${stdout}${stderr}`);
}

function installVitePress(): void {
  const manifest = JSON.stringify({ private: true, type: "module", dependencies: versions }, null, 2);
  const file = join(site, "package.json");
  const isThere = existsSync(join(site, "node_modules/vitepress")) && existsSync(file);
  if (isThere && readFileSync(file, "utf8") === manifest) return;
  console.log("Fetching VitePress into .cache/docs-site. This takes half a minute, once.");
  mkdirSync(site, { recursive: true });
  writeFileSync(file, manifest);
  run("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts"]);
}

interface Section {
  readonly text: string;
  readonly items: readonly { readonly text: string; readonly link: string }[];
}

/** The sections and pages of docs/README.md, in its order. */
function readSidebar(text: string): readonly Section[] {
  return text
    .split(/^## /m)
    .slice(1)
    .map((section) => ({
      text: section.split("\n")[0] ?? "",
      items: [...section.matchAll(/^\| \[([^\]]+)\]\(([^)]+)\)/gm)].map(([, name = "", target = ""]) => ({
        text: name,
        link: `/docs/${target}`
          .replace("/docs/../", "/")
          .replace(/README\.md$/, "")
          .replace(/\.md$/, ""),
      })),
    }));
}

try {
  installVitePress();
  const pages = join(site, "pages");
  for (const folder of [pages, output]) rmSync(folder, { recursive: true, force: true });
  const files = listFiles();
  const texts = files
    .filter((file) => file.endsWith(".md"))
    .map((file) => ({ file, text: readFileSync(join(root, file), "utf8") }));
  writePages(root, pages, texts, linkedFiles(texts, files));
  const settings = join(pages, ".vitepress");
  cpSync(join(root, "scripts/docs-site"), settings, { recursive: true });
  const index = texts.find(({ file }) => file === "docs/README.md");
  writeFileSync(join(settings, "sidebar.json"), JSON.stringify(readSidebar(index?.text ?? "")));
  run(process.execPath, ["node_modules/vitepress/bin/vitepress.js", "build", "pages", "--outDir", output]);
  console.log("The site is in dist-docs. Any web server can serve that folder.");
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
