import { type Plugin, parseSync, Visitor } from "vite";

/** Comments and white space that CSS does not need. Strings in our styles hold no runs of blanks. */
export function minifyCss(css: string): string {
  return withoutComments(css)
    .replace(/\s+/g, " ")
    .replace(/ ?([{};,>]) ?/g, "$1")
    .replace(/: /g, ":")
    .replace(/;}/g, "}")
    .replace(/([\s:,(])0\.(\d)/g, "$1.$2");
}

function withoutComments(css: string): string {
  const [first = "", ...rest] = css.split("/*");
  return first + rest.map((piece) => piece.slice(piece.indexOf("*/") + 2)).join("");
}

/** Indentation in markup becomes one blank, as a browser would show it; none inside a tag's brackets. */
export function minifyHtml(markup: string): string {
  return markup.replace(/\s+/g, (blanks) => (blanks.includes("\n") ? " " : blanks)).replace(/ (\/?>)/g, "$1");
}

const minifiers: Readonly<Record<string, (text: string) => string>> = {
  css: minifyCss,
  html: minifyHtml,
  svg: minifyHtml,
};

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
      const minify = tag.type === "Identifier" ? minifiers[tag.name] : undefined;
      if (minify === undefined) return;
      pieces.push(...quasi.quasis.map(({ start, end }) => ({ start, end, minify })));
    },
  });
  visitor.visit(parseSync(id, code).program);
  return pieces.sort((a, b) => a.start - b.start);
}

/** Takes the indentation out of the widget's styles and templates, where a minifier of scripts leaves it. */
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
