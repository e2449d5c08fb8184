/** Finds code that departs from the conventions of the repository. */
import { z } from "zod";
import { readSyntax, type SyntaxNode } from "./syntax.ts";

const objectAlias = z.object({ typeAnnotation: z.object({ type: z.literal("TSTypeLiteral") }) });
const named = z.object({ id: z.object({ type: z.literal("Identifier"), name: z.string() }) });
const imported = z.object({ imported: z.object({ name: z.literal("it") }) });

const screamingCase = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;

function describeNode(node: SyntaxNode): string | undefined {
  switch (node.type) {
    case "TSTypeAliasDeclaration":
      return objectAlias.safeParse(node).success ? "a type alias where an interface would do" : undefined;
    case "VariableDeclarator": {
      const found = named.safeParse(node);
      return found.success && screamingCase.test(found.data.id.name)
        ? `a constant in capitals: ${found.data.id.name}`
        : undefined;
    }
    case "ImportSpecifier":
      return imported.safeParse(node).success ? "it(…) where the other tests say test(…)" : undefined;
    default:
      return undefined;
  }
}

/** Each departure from the conventions in a file, as `file:line: what`. Throws where the file does not parse. */
export function findDepartures(file: string, text: string): string[] {
  return readSyntax(file, text).flatMap((node) => {
    const found = describeNode(node);
    return found === undefined ? [] : [`${file}:${text.slice(0, node.start).split("\n").length}: ${found}`];
  });
}
