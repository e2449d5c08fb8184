/** Reads what a TypeScript or JavaScript file imports, with a parser: a comment or a string never counts. */
import { z } from "zod";
import { readSyntax, type SyntaxNode } from "./syntax.ts";

export interface Import {
  /** As written: `./money.ts`, `node:crypto`, `kysely`. */
  readonly specifier: string;
  /** Gone when the types are stripped. `import { type X }` is not: it still loads the module. */
  readonly typeOnly: boolean;
}

const literal = z.object({ type: z.literal("Literal"), value: z.string() });
const importing = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ImportDeclaration"), source: literal, importKind: z.string().nullish() }),
  z.object({
    type: z.literal("ExportNamedDeclaration"),
    source: literal.nullish(),
    exportKind: z.string().nullish(),
  }),
  z.object({ type: z.literal("ExportAllDeclaration"), source: literal, exportKind: z.string().nullish() }),
  z.object({ type: z.literal("ImportExpression"), source: z.unknown() }),
  z.object({ type: z.literal("TSImportType"), source: literal }),
  z.object({ type: z.literal("TSExternalModuleReference"), expression: literal }),
]);
const kinds = new Set<string>(importing.options.map((option) => option.shape.type.value));

function readNode(node: SyntaxNode): Import | undefined {
  if (!kinds.has(node.type)) return undefined;
  const found = importing.parse(node);
  switch (found.type) {
    case "ImportDeclaration":
      return { specifier: found.source.value, typeOnly: found.importKind === "type" };
    case "ExportNamedDeclaration":
    case "ExportAllDeclaration":
      return found.source
        ? { specifier: found.source.value, typeOnly: found.exportKind === "type" }
        : undefined;
    case "ImportExpression": {
      const source = literal.safeParse(found.source);
      return { specifier: source.success ? source.data.value : "(computed)", typeOnly: false };
    }
    case "TSImportType":
      return { specifier: found.source.value, typeOnly: true };
    case "TSExternalModuleReference":
      return { specifier: found.expression.value, typeOnly: false };
    default:
      return found satisfies never;
  }
}

/** The imports of one file, re-exports and `import()` among them. Throws where the file does not parse. */
export function readImports(file: string, text: string): Import[] {
  return readSyntax(file, text).flatMap((node) => readNode(node) ?? []);
}
