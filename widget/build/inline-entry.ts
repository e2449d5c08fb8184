import { type Plugin, parseSync, Visitor } from "vite";

/** A part of a script, and what takes its place. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Where the entry keeps what its chunks import. No module can import from a script that stands in a page. */
const shared = "window.payCheckoutShared";

/** From the hosted page to the chunks. */
const folder = "widget/v1/";

/** Changes with what this file makes, because the names of immutable files follow from it. */
const version = "1";

function apply(code: string, edits: readonly Edit[]): string {
  const sorted = [...edits].sort((a, b) => b.start - a.start);
  return sorted.reduce(
    (text, { start, end, text: next }) => text.slice(0, start) + next + text.slice(end),
    code,
  );
}

interface Named {
  readonly type: string;
  readonly name?: string;
  readonly value?: unknown;
}
const nameOf = ({ name, value }: Named) => name ?? String(value);

/** The entry, for a page: its exports become a global object, and its imports start from the page's address. */
function toInline(code: string): string {
  const edits: Edit[] = [];
  const visitor = new Visitor({
    ExportNamedDeclaration({ start, end, specifiers }) {
      const names = specifiers.map(({ local, exported }) => `${nameOf(exported)}:${nameOf(local)}`);
      edits.push({ start, end, text: `${shared}={${names.join(",")}};` });
    },
    ImportExpression({ source: { start } }) {
      const text = code.slice(start, start + 3);
      if (!/^[`"']\.\/$/.test(text))
        throw new Error(`the hosted page cannot import ${code.slice(start, start + 40)}`);
      edits.push({ start: start + 1, end: start + 3, text: `./${folder}` });
    },
    ImportDeclaration() {
      throw new Error("the hosted page's script must be one file");
    },
  });
  visitor.visit(parseSync("hosted.js", code).program);
  return apply(code, edits);
}

/** A chunk of the entry: what it imports from there comes from the global object. */
function toChunk(fileName: string, code: string, entry: string): string {
  const edits: Edit[] = [];
  const visitor = new Visitor({
    ImportDeclaration({ start, end, source, specifiers }) {
      if (source.value !== `./${entry}`) return;
      const names = specifiers.map((one) => {
        if (one.type !== "ImportSpecifier") throw new Error(`${fileName} imports more than names`);
        return `${nameOf(one.imported)}:${one.local.name}`;
      });
      edits.push({ start, end, text: `const{${names.join(",")}}=${shared};` });
    },
  });
  visitor.visit(parseSync(fileName, code).program);
  return apply(code, edits);
}

/** A script as it may stand in a page. Nothing in it may end the script's element, or look as if it did. */
export function toElementText(code: string): string {
  return code.replace(/<(?=\/script|script|!--)/gi, "\\x3c");
}

/**
 * Makes the entry a script that can stand in a page, with its chunks as files. The page's script and the chunks share one
 * copy of what both use.
 * @param take gets the script
 */
export function inlineEntry(take: (code: string) => void): Plugin {
  return {
    name: "inline-entry",
    augmentChunkHash: () => version,
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
      const entry = chunks.find(({ isEntry }) => isEntry);
      if (entry === undefined) throw new Error("the hosted page has no script");
      const entryName = entry.fileName.slice(entry.fileName.lastIndexOf("/") + 1);
      for (const chunk of chunks) {
        if (chunk !== entry) chunk.code = toChunk(chunk.fileName, chunk.code, entryName);
      }
      take(toElementText(toInline(entry.code)));
      delete bundle[entry.fileName];
    },
  };
}
