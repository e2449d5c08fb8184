/** JSON Schemas of what is read from outside, as it stands there. */
import { z } from "zod";

export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** What is written beside a schema, without its name: a part with a name would be a reference to a list of parts. */
class Unnamed extends z.core.$ZodRegistry<z.core.GlobalMeta> {
  override get<Schema extends z.core.$ZodType>(schema: Schema) {
    const known = z.globalRegistry.get(schema);
    return known === undefined ? undefined : { ...known, id: undefined };
  }
}

const unnamed = new Unnamed();

/** With descriptions, examples and defaults. Without `$schema`, so that it can stand inside of another. */
export function inputSchema(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io: "input",
    unrepresentable: "any",
    metadata: unnamed,
    // Of a schema that transforms, zod leaves out examples and default, because they might be of its output. Ours never
    // are.
    override({ zodSchema, jsonSchema }) {
      const { def } = zodSchema._zod;
      if (def.type === "default") jsonSchema.default = def.defaultValue;
      const examples = z.globalRegistry.get(zodSchema)?.examples;
      if (Array.isArray(examples)) jsonSchema.examples = examples;
    },
  });
  return rest;
}
