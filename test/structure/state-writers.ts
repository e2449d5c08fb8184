/** Finds, in source text, what could write a state: statements of Kysely's builder, and objects with a certain entry. */
import { z } from "zod";
import { readSyntax } from "./syntax.ts";

export interface TableWrite {
  readonly file: string;
  /** The whole chain of calls: `db.updateTable("payments").set(…).where(…)`. */
  readonly text: string;
  /** Names the state among its columns, or does not say which columns it sets. */
  readonly mayWriteState: boolean;
}

const range = z.object({ start: z.number(), end: z.number() });
const methodCall = range.extend({
  type: z.literal("CallExpression"),
  callee: z.object({ type: z.literal("MemberExpression"), property: z.object({ name: z.string() }) }),
  arguments: z.array(
    z.object({ type: z.string(), value: z.unknown().optional(), properties: z.unknown().optional() }),
  ),
});
type MethodCall = z.infer<typeof methodCall>;
const columns = z.array(
  z.object({ type: z.literal("Property"), key: z.object({ name: z.string() }), computed: z.literal(false) }),
);

const writers = new Set(["updateTable", "mergeInto", "replaceInto", "deleteFrom"]);

/** Of a call to `set`: false only where every column stands there by its name, and none is the state. */
function setsState({ arguments: [first] }: MethodCall): boolean {
  if (first?.type !== "ObjectExpression") return true;
  const named = columns.safeParse(first.properties);
  return !named.success || named.data.some(({ key }) => key.name === "status");
}

/** Writes to the table, and those to a table that is not named in place. */
export function writesTo(table: string, file: string, text: string): TableWrite[] {
  if (![...writers].some((writer) => text.includes(writer))) return [];
  const calls = readSyntax(file, text).flatMap((node) => {
    const call = methodCall.safeParse(node);
    return call.success ? [call.data] : [];
  });
  return calls
    .filter(({ callee, arguments: [first] }) => {
      const isNamed = first?.type === "Literal";
      return writers.has(callee.property.name) && (!isNamed || first.value === table);
    })
    .map(({ start }) => {
      const chain = calls.filter((call) => call.start === start);
      const end = Math.max(...chain.map((call) => call.end));
      const sets = chain.filter((call) => call.callee.property.name === "set");
      return { file, text: text.slice(start, end), mayWriteState: sets.length === 0 || sets.some(setsState) };
    });
}

const objectEntries = z.object({
  type: z.literal("ObjectExpression"),
  properties: z.array(z.object({ key: z.object({ name: z.string().optional() }).optional() })),
});

/** True when an object is made with an entry of that name, in place or by shorthand; taking one apart does not count. */
export function makesEntry(name: string, file: string, text: string): boolean {
  if (!text.includes(name)) return false;
  return readSyntax(file, text).some((node) => {
    const object = objectEntries.safeParse(node);
    return object.success && object.data.properties.some((entry) => entry.key?.name === name);
  });
}
