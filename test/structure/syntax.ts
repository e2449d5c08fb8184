/** Walks the syntax tree of a file. */
import { parseSync } from "vite";

/** A node of the tree: `type` says what it is, `start` where in the text. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
}

function isNode(value: object): value is SyntaxNode {
  return (
    "type" in value && typeof value.type === "string" && "start" in value && typeof value.start === "number"
  );
}

function* walk(value: unknown): Generator<SyntaxNode> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value) && isNode(value)) yield value;
  for (const part of Object.values(value)) yield* walk(part);
}

/** Every node of a TypeScript or JavaScript file. Throws where the file does not parse. */
export function readSyntax(file: string, text: string): SyntaxNode[] {
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0)
    throw new Error(`${file} does not parse: ${errors.map((error) => error.message).join(", ")}`);
  return [...walk(program)];
}
