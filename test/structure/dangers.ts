/** Finds what turns text into a program, starts one, or takes chance for a secret. */
import { z } from "zod";
import { readImports } from "./read-imports.ts";
import { readSyntax, type SyntaxNode } from "./syntax.ts";

const identifier = (...names: readonly string[]) =>
  z.object({ callee: z.object({ type: z.literal("Identifier"), name: z.enum(names) }) });
const evaluation = identifier("eval", "Function");
const timerOfText = z.object({
  callee: z.object({ type: z.literal("Identifier"), name: z.enum(["setTimeout", "setInterval"]) }),
  arguments: z.tuple([z.object({ type: z.enum(["Literal", "TemplateLiteral"]) })], z.unknown()),
});
const chance = z.object({
  object: z.object({ name: z.literal("Math") }),
  property: z.object({ name: z.literal("random") }),
});

/** Modules that start a program or run text as one. */
const runners: ReadonlySet<string> = new Set([
  "node:child_process",
  "node:cluster",
  "node:inspector",
  "node:repl",
  "node:vm",
  "node:worker_threads",
]);

function nameDanger(node: SyntaxNode): string | undefined {
  switch (node.type) {
    case "CallExpression":
    case "NewExpression":
      return evaluation.safeParse(node).success || timerOfText.safeParse(node).success
        ? "text that runs as a program"
        : undefined;
    case "MemberExpression":
      return chance.safeParse(node).success ? "Math.random" : undefined;
    default:
      return undefined;
  }
}

export interface Danger {
  readonly file: string;
  readonly what: string;
  /** The line of the source that it stands in; empty for an import. */
  readonly text: string;
}

/** Each danger in a file. Throws where the file does not parse. */
export function findDangers(file: string, text: string): Danger[] {
  const started = readImports(file, text)
    .map(({ specifier }) => (specifier.startsWith("node:") ? specifier : `node:${specifier}`))
    .filter((specifier) => runners.has(specifier))
    .map((what) => ({ file, what, text: "" }));
  const lines = text.split("\n");
  const found = readSyntax(file, text).flatMap((node) => {
    const what = nameDanger(node);
    const line = lines[text.slice(0, node.start).split("\n").length - 1] ?? "";
    return what === undefined ? [] : [{ file, what, text: line.trim() }];
  });
  return [...started, ...found];
}
