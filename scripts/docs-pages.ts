/** Prepares the repository's pages for the static site: the same text, with links that lead somewhere there, too. */
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { dirname as folderOf, join as joinPath } from "node:path/posix";

export interface SiteFile {
  /** Its path from the root of the repository. */
  readonly file: string;
  readonly text: string;
}

/** `README.md` is the first page of its folder. */
function renamed(path: string): string {
  return path.replace(/(^|\/)README\.md$/, "$1index.md");
}

const link = /(\]\(|\bsrc=")([^()\s"]+)/g;

/** VitePress takes a link to any other file for one to a page, unless it has a target. */
function markFiles(line: string): string {
  return line.replaceAll(/\]\(([^()\s]+)\)/g, (whole, target: string) => {
    const [path = ""] = target.split("#");
    const isPage = path === "" || /(?:\.md|\.png|\/|^\.+)$/.test(path);
    return isPage || isElsewhere(target) ? whole : `${whole}{target="_self"}`;
  });
}

function isElsewhere(target: string): boolean {
  return /^(?:[a-z]+:|\/\/|#)/i.test(target);
}

/** The text of a page with its links adapted. Blocks of code stay as they are. */
export function adaptPage({ text }: Pick<SiteFile, "text">): string {
  let isCode = false;
  return text
    .split("\n")
    .map((line) => {
      if (/^\s*```/.test(line)) isCode = !isCode;
      if (isCode) return line;
      return markFiles(line).replaceAll(link, (whole, mark: string, target: string) => {
        if (isElsewhere(target)) return whole;
        const [path = "", anchor] = target.split("#");
        const kept = renamed(path);
        const relative = mark.startsWith("src") && !kept.startsWith(".") ? `./${kept}` : kept;
        return `${mark}${relative}${anchor === undefined ? "" : `#${anchor}`}`;
      });
    })
    .join("\n");
}

/** The files that are no pages and that pages link to, as paths from the root. */
export function linkedFiles(pages: readonly SiteFile[], files: readonly string[]): readonly string[] {
  const known = new Set(files);
  const found = pages.flatMap(({ file, text }) =>
    [...text.matchAll(link)]
      .map(([, , target = ""]) => target.split("#")[0] ?? "")
      .filter((target) => target !== "" && !isElsewhere(target) && !target.endsWith(".md"))
      .map((target) => joinPath(folderOf(file), target).replace(/\/$/, "")),
  );
  return [...new Set(found)].filter((path) => known.has(path));
}

/** Writes the pages into the folder, and the pictures and files that they show beside them. */
export function writePages(
  root: string,
  folder: string,
  pages: readonly SiteFile[],
  linked: readonly string[],
): void {
  for (const page of pages) {
    const path = join(folder, renamed(page.file));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, adaptPage(page));
  }
  for (const file of linked) {
    // Vite bundles the pictures; the other files are offered as they are.
    const path = /\.png$/.test(file) ? join(folder, file) : join(folder, "public", file);
    mkdirSync(dirname(path), { recursive: true });
    cpSync(join(root, file), path);
  }
}
