/** Finds every pattern (regular expression) in a file, and has a checker look for texts that make it slow. */
import { checkSync } from "recheck";
import { z } from "zod";
import { readSyntax, type SyntaxNode } from "./syntax.ts";

export interface Pattern {
  /** `file:line`. */
  readonly at: string;
  readonly source: string;
  readonly flags: string;
}

export interface FoundPatterns {
  readonly patterns: readonly Pattern[];
  /** `file:line` of each pattern that is put together when the program runs, so that nobody can check it before. */
  readonly computed: readonly string[];
}

/**
 * The checker's limits are counts of steps, and what it tries follows from a fixed seed. Without its limits of time a
 * busy machine changes nothing about what it finds: a match that a pause makes long would count as a slow one.
 */
const bySteps = {
  timeout: null,
  attackTimeout: null,
  incubationTimeout: null,
  seedingTimeout: null,
  randomSeed: 0,
};

const literal = z.object({
  type: z.literal("Literal"),
  regex: z.object({ pattern: z.string(), flags: z.string() }),
});
const making = z.object({
  type: z.enum(["NewExpression", "CallExpression"]),
  callee: z.object({ type: z.literal("Identifier"), name: z.literal("RegExp") }),
});

export function findPatterns(file: string, text: string): FoundPatterns {
  const nodes = readSyntax(file, text);
  const at = (node: SyntaxNode) => `${file}:${text.slice(0, node.start).split("\n").length}`;
  return {
    patterns: nodes.flatMap((node) => {
      const found = literal.safeParse(node).data?.regex;
      return found ? [{ at: at(node), source: found.pattern, flags: found.flags }] : [];
    }),
    computed: nodes.filter((node) => making.safeParse(node).success).map(at),
  };
}

/**
 * Why the pattern may be slow, as a sentence that begins with where it is; undefined when its time grows with the
 * text's length. The checker is a program of its own where its package has one for the machine, and else slower.
 */
export function objectToPattern({ at, source, flags }: Pattern): string | undefined {
  const found = checkSync(source, flags, bySteps);
  switch (found.status) {
    case "safe":
      return undefined;
    case "vulnerable":
      return `${at}: /${source}/${flags} is ${found.complexity.summary} in the length of ${found.attack.pattern}`;
    case "unknown":
      return `${at}: /${source}/${flags} could not be checked (${found.error.kind})`;
    default:
      return found satisfies never;
  }
}
