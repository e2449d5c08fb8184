/** zod schemas as JSON Schemas of an OpenAPI document. */
import { z } from "zod";

export interface Json {
  readonly [key: string]: unknown;
}

export interface Schemas {
  /** Those with an id, by it. */
  readonly components: ReadonlyMap<string, unknown>;
  /**
   * @param io `input` for what clients send (fields with defaults are optional), `output` for what we send.
   */
  describe(schema: z.ZodType, io: "input" | "output"): Json;
}

/** Turns zod schemas into JSON Schema, and collects those with an id as components. */
export function createSchemas(): Schemas {
  const components = new Map<string, unknown>();
  return {
    components,
    describe(schema, io) {
      const {
        $schema: _draft,
        $defs = {},
        ...described
      } = z.toJSONSchema(schema, {
        io,
        override({ jsonSchema }) {
          // It would mean that a client may not send it; zod means that code may not change it.
          delete jsonSchema.readOnly;
          // Generators of clients make a field with a default required. Its description says the default.
          if (io === "input") delete jsonSchema.default;
        },
      });
      for (const [name, definition] of Object.entries($defs)) components.set(name, liftRefs(definition));
      return z.record(z.string(), z.unknown()).parse(liftRefs(described));
    },
  };
}

/** `#/$defs/Money` → `#/components/schemas/Money`. */
function liftRefs(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(liftRefs);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, child]) => {
    const isRef = key === "$ref" && typeof child === "string";
    return [key, isRef ? child.replace("#/$defs/", "#/components/schemas/") : liftRefs(child)];
  });
  return Object.fromEntries(entries);
}
