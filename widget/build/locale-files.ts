import { createHash } from "node:crypto";
import { minifySync, type Plugin } from "vite";
import { catalog } from "../locales/catalog.ts";
import { claimCatalog } from "../locales/claims/catalog.ts";
import { guideCatalog } from "../locales/guides/catalog.ts";

/** The texts of all languages, one file each. */
interface LocaleFiles {
  /** What the names of all files begin with: a hash of all texts is in it. */
  readonly start: string;
  /** By the rest of the name, such as `es-MX.js`, `guide-es-MX.js` and `claim-es-MX.js`. */
  readonly codes: ReadonlyMap<string, string>;
}

function moduleOf(name: string, texts: object): string {
  const { code } = minifySync(name, `export const ${name}=${JSON.stringify(texts)};`, { module: true });
  return code;
}

async function makeLocaleFiles(): Promise<LocaleFiles> {
  const codes = new Map<string, string>();
  for (const [tag, load] of Object.entries(catalog)) {
    codes.set(`${tag}.js`, moduleOf("messages", (await load()).messages));
  }
  for (const [tag, load] of Object.entries(guideCatalog)) {
    codes.set(`guide-${tag}.js`, moduleOf("guide", (await load()).guide));
  }
  for (const [tag, load] of Object.entries(claimCatalog)) {
    codes.set(`claim-${tag}.js`, moduleOf("claimTexts", (await load()).claimTexts));
  }
  const hash = createHash("sha256")
    .update(JSON.stringify([...codes]))
    .digest("base64url")
    .slice(0, 8);
  return { start: `texts-${hash}-`, codes };
}

let made: Promise<LocaleFiles> | undefined;

/** The same for each of the builds that ask. */
function localeFiles(): Promise<LocaleFiles> {
  made ??= makeLocaleFiles();
  return made;
}

/** A catalogue that makes an address of a tag. One with a hash for each file weighs a kilobyte. */
function catalogCode(options: {
  readonly name: string;
  readonly tags: readonly string[];
  readonly start: string;
}): string {
  const { name, tags, start } = options;
  return `const load = (tag) => () => import(${JSON.stringify(start)} + tag + ".js");
    export const ${name} = Object.fromEntries(${JSON.stringify(tags.join(" "))}.split(" ").map((tag) => [tag, load(tag)]));`;
}

/** Tells a script that imports nothing where the texts are. */
export function nameLocaleFiles(): Plugin {
  return {
    name: "name-locale-files",
    enforce: "pre",
    async load(id) {
      if (!id.endsWith("/widget/early/text-files.ts")) return null;
      const { start } = await localeFiles();
      return `export const textsStart = ${JSON.stringify(start)};
        export const textTags = ${JSON.stringify(Object.keys(catalog).join(" "))}.split(" ");`;
    },
  };
}

/** Writes each language as one file, with what it shares with others, so that a browser fetches it in one step. */
export function writeLocaleFiles(): Plugin {
  let files: LocaleFiles;
  return {
    name: "write-locale-files",
    enforce: "pre",
    async buildStart() {
      files = await localeFiles();
    },
    load(id) {
      const start = `./${files.start}`;
      if (id.endsWith("/widget/locales/catalog.ts")) {
        return catalogCode({ name: "catalog", tags: Object.keys(catalog), start });
      }
      if (id.endsWith("/widget/locales/claims/catalog.ts")) {
        return catalogCode({
          name: "claimCatalog",
          tags: Object.keys(claimCatalog),
          start: `${start}claim-`,
        });
      }
      return id.endsWith("/widget/locales/guides/catalog.ts")
        ? catalogCode({ name: "guideCatalog", tags: Object.keys(guideCatalog), start: `${start}guide-` })
        : null;
    },
    generateBundle() {
      for (const [name, source] of files.codes) {
        this.emitFile({ type: "asset", fileName: `v1/${files.start}${name}`, source });
      }
    },
  };
}
