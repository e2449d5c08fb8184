/** Finds the ways around the type checker that product code does without. */
import { z } from "zod";
import { readSyntax, type SyntaxNode } from "./syntax.ts";

const asConst = z.object({
  typeAnnotation: z.object({ typeName: z.object({ name: z.literal("const") }) }),
});

function nameShortcut(node: SyntaxNode): string | undefined {
  switch (node.type) {
    case "TSAnyKeyword":
      return "any";
    case "TSNonNullExpression":
      return "a non-null assertion";
    case "TSTypeAssertion":
      return "a type assertion";
    case "TSAsExpression":
      return asConst.safeParse(node).success ? undefined : "a type assertion";
    case "ExportDefaultDeclaration":
      return "a default export";
    default:
      return undefined;
  }
}

/** Each shortcut in a file, as `file:line: what`. */
export function findShortcuts(file: string, text: string): string[] {
  return readSyntax(file, text).flatMap((node) => {
    const name = nameShortcut(node);
    return name === undefined ? [] : [`${file}:${text.slice(0, node.start).split("\n").length}: ${name}`];
  });
}
