import { transform } from "lightningcss";
import { type Plugin, parseSync, Visitor } from "vite";

/** Writes a style sheet with as few characters as possible. Throws when it does not parse. */
export function minifyCss(css: string): string {
  return Buffer.from(
    transform({ filename: "styles.css", code: Buffer.from(css), minify: true }).code,
  ).toString();
}

/** Turns indentation in markup into one space, which renders the same, and removes spaces before a closing bracket. */
function minifyHtml(markup: string): string {
  return markup.replace(/\s+/g, (blanks) => (blanks.includes("\n") ? " " : blanks)).replace(/ (\/?>)/g, "$1");
}

const minifiers: ReadonlyMap<string, (text: string) => string> = new Map([
  ["css", minifyCss],
  ["html", minifyHtml],
  ["svg", minifyHtml],
]);

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly minify: (text: string) => string;
}

/** The literal parts of all `css`, `html` and `svg` templates, in the order of the text. */
function findPieces(id: string, code: string): readonly Piece[] {
  const pieces: Piece[] = [];
  const visitor = new Visitor({
    TaggedTemplateExpression({ tag, quasi }) {
      const minify = tag.type === "Identifier" ? minifiers.get(tag.name) : undefined;
      if (minify === undefined) return;
      for (const { start: delimiter, value } of quasi.quasis) {
        // The parser counts the backtick or the brace before the text as a part of it.
        const start = delimiter + 1;
        pieces.push({ start, end: start + value.raw.length, minify });
      }
    },
  });
  visitor.visit(parseSync(id, code).program);
  return pieces.sort((a, b) => a.start - b.start);
}

/** Shortens the widget's styles and templates, which a minifier of scripts leaves as they are. */
export function minifyTemplates(): Plugin {
  return {
    name: "minify-templates",
    enforce: "pre",
    transform(code, id) {
      if (!id.includes("/widget/") || !id.endsWith(".ts")) return null;
      let short = "";
      let from = 0;
      for (const { start, end, minify } of findPieces(id, code)) {
        short += code.slice(from, start) + minify(code.slice(start, end));
        from = end;
      }
      return { code: short + code.slice(from), map: null };
    },
  };
}
