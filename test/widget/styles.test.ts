import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { minifyCss } from "../../widget/build/minify-css.ts";

const root = join(import.meta.dirname, "../..");

interface Block {
  /** The selector or at-rule. */
  readonly head: string;
  /** The at-rules around it. */
  readonly around: readonly string[];
  readonly declarations: readonly string[];
}

/** Splits at a character that stands outside of brackets. */
function splitOutside(text: string, separator: string): readonly string[] {
  const parts = [""];
  let depth = 0;
  for (const char of text) {
    if (char === "(") depth += 1;
    if (char === ")") depth -= 1;
    if (char === separator && depth === 0) parts.push("");
    else parts.push(`${parts.pop() ?? ""}${char}`);
  }
  return parts.filter((part) => part !== "");
}

/** The rules of a minified style sheet, the inner ones included. */
function blocksOf(css: string): readonly Block[] {
  const blocks: Block[] = [];
  const open: string[] = [];
  for (const [, text = "", mark] of css.matchAll(/([^{}]*)([{}])/g)) {
    if (mark === "{") open.push(text);
    else blocks.push({ head: open.pop() ?? "", around: [...open], declarations: splitOutside(text, ";") });
  }
  return blocks;
}

type Finding = (block: Block) => readonly string[];

const declarations =
  (pattern: RegExp): Finding =>
  (block) =>
    block.declarations.filter((declaration) => pattern.test(declaration));

/** Declarations that match and have no declaration of the same property before them that does not. */
const withoutFallback =
  (pattern: RegExp): Finding =>
  (block) =>
    block.declarations.filter((declaration, index) => {
      const name = declaration.slice(0, declaration.indexOf(":") + 1);
      const before = block.declarations.slice(0, index);
      return (
        pattern.test(declaration) && !before.some((other) => other.startsWith(name) && !pattern.test(other))
      );
    });

/**
 * What Chrome 83, Safari 14.1 or Firefox 78 lack, and the first Chrome that has it. A browser drops what it does not know,
 * so a line is harmless where it only adds something, or has a fallback.
 */
const missing: readonly (readonly [what: string, find: Finding])[] = [
  ["light-dark(), Chrome 123", declarations(/light-dark\(/)],
  [
    "color-mix() outside of @supports, Chrome 111",
    (block) => (block.around.join().includes("@supports") ? [] : declarations(/color-mix\(/)(block)),
  ],
  [
    "gap between flex items, Chrome 84",
    (block) =>
      block.declarations.some((text) => /^display:(inline-)?flex/.test(text))
        ? declarations(/^((row|column)-)?gap:/)(block)
        : [],
  ],
  ["logical shorthands, Chrome 87", declarations(/^(padding|margin|inset|border)-(inline|block):/)],
  ["inset, Chrome 87", declarations(/^inset(-\w+)*:/)],
  ["logical corners, Chrome 89", declarations(/^border-(start|end)-(start|end)-radius/)],
  ["transforms of their own, Chrome 104", declarations(/^(translate|rotate|scale):/)],
  ["overflow: clip, Chrome 90", withoutFallback(/^overflow(-[xy])?:.*clip/)],
  ["aspect-ratio, Chrome 88", declarations(/^aspect-ratio:/)],
  ["accent-color, Chrome 93", declarations(/^accent-color:/)],
  [
    "sizes of containers and of the moving viewport, Chrome 105",
    withoutFallback(/\d(cq(w|h|i|b|min|max)|[dsl]v[hwib])\b/),
  ],
  [
    "appearance without its prefix, Chrome 84",
    (block) =>
      declarations(/^-webkit-appearance:/)(block).length > 0 ? [] : declarations(/^appearance:/)(block),
  ],
  [
    "start and end in a flex row, Chrome 93",
    (block) =>
      block.declarations.some((text) => /^display:(inline-)?flex/.test(text))
        ? declarations(/^(align|justify)-(items|content|self):(start|end)$/)(block)
        : [],
  ],
  ["subgrid, Chrome 117", declarations(/subgrid/)],
  // A selector that is not understood drops its whole rule. The one exception only takes an outline away again.
  [
    "newer selectors",
    ({ head }) =>
      /:(is|where|has|state|open|popover-open)\(/.test(head) &&
      head !== ".method:focus-within:not(:has(:focus-visible))"
        ? [head]
        : [],
  ],
  [
    "nested rules, Chrome 112",
    ({ head, around }) => (around.some((outer) => !outer.startsWith("@")) ? [head] : []),
  ],
  [
    "@layer, @scope, @property, @starting-style",
    ({ head }) => (/^@(layer|scope|property|starting-style)/.test(head) ? [head] : []),
  ],
];

const written = globSync("widget/{styles,screens}/*.ts", { cwd: root }).flatMap((file) =>
  [...readFileSync(join(root, file), "utf8").matchAll(/css`([^`]*)`/g)].map(([, css = ""]) => ({
    file,
    css: minifyCss(css),
  })),
);
const served = globSync(["widget/public/**/*.css", "widget/hosted/*.css"], { cwd: root }).map((file) => ({
  file,
  css: readFileSync(join(root, file), "utf8")
    .replace(/\/\*.*?\*\//gs, "")
    .replace(/\s*([{};])\s*/g, "$1")
    .replace(/(\w):\s+/g, "$1:"),
}));

function findingsIn(css: string): readonly string[] {
  return blocksOf(css).flatMap((block) =>
    missing.flatMap(([what, find]) => find(block).map((text) => `${what}: ${block.head} { ${text} }`)),
  );
}

test("no style needs what the oldest browsers lack", () => {
  expect(written.length).toBeGreaterThan(12);
  expect(served.length).toBeGreaterThan(3);
  for (const { file, css } of [...written, ...served]) expect(findingsIn(css), file).toEqual([]);
});

test("the table finds each thing that the oldest browsers lack", () => {
  const bad = [
    "a{color:light-dark(#fff,#000)}",
    "a{color:color-mix(in srgb,red,blue)}",
    "a{display:flex;gap:1px}",
    "a{padding-inline:1px}",
    "a{inset:0}",
    "a{border-start-end-radius:1px}",
    "a{rotate:1turn}",
    "a{overflow:clip}",
    "a{aspect-ratio:1}",
    "a{accent-color:red}",
    "a{height:100dvh}",
    "a{appearance:none}",
    "a{display:flex;align-items:end}",
    "a{grid-template-rows:subgrid}",
    "a:has(b){color:red}",
    "a{b{color:red}}",
    "@layer x{a{color:red}}",
  ];
  expect(bad.map((css) => findingsIn(css).length > 0)).toEqual(missing.map(() => true));
  expect(
    findingsIn("a{height:100vh;height:100dvh}@supports (x:y){a{color:color-mix(in srgb,red,blue)}}"),
  ).toEqual([]);
});
