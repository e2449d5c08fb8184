import { type Plugin, parseSync, Visitor } from "vite";
import { minifyCss } from "./minify-css.ts";

/** Turns indentation in markup into one space, which renders the same, and removes spaces before a closing bracket. */
function minifyHtml(markup: string): string {
  return markup.replace(/\s+/g, (blanks) => (blanks.includes("\n") ? " " : blanks)).replace(/ (\/?>)/g, "$1");
}

/** A part of the source, and what is written instead. */
interface Piece {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * All `css`, `html` and `svg` templates, in the order of the text. A style becomes a call of Lit's `unsafeCSS`, which
 * takes a bare text: so the checks of `css`, with their messages, need not be loaded. Throws when a style has a value in
 * it, because its parts could not be read alone.
 */
function findPieces(id: string, code: string): readonly Piece[] {
  const pieces: Piece[] = [];
  const visitor = new Visitor({
    ImportDeclaration({ source, specifiers }) {
      if (source.value !== "lit") return;
      for (const { type, start, end, local } of specifiers) {
        if (type !== "ImportSpecifier" || local.name !== "css") continue;
        pieces.push({ start, end, text: "unsafeCSS as css" });
      }
    },
    TaggedTemplateExpression({ tag, quasi, start, end }) {
      if (tag.type !== "Identifier") return;
      const [first, ...others] = quasi.quasis;
      if (tag.name === "css" && first !== undefined) {
        if (others.length > 0) throw new Error(`${id}: a style holds a value`);
        pieces.push({ start, end, text: `css(${JSON.stringify(minifyCss(first.value.raw))})` });
      }
      if (tag.name !== "html" && tag.name !== "svg") return;
      for (const { start: delimiter, value } of quasi.quasis) {
        // The parser counts the backtick or the brace before the text as a part of it.
        const from = delimiter + 1;
        pieces.push({ start: from, end: from + value.raw.length, text: minifyHtml(value.raw) });
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
      for (const { start, end, text } of findPieces(id, code)) {
        short += code.slice(from, start) + text;
        from = end;
      }
      return { code: short + code.slice(from), map: null };
    },
  };
}
