/** The OpenAPI document, as far as requests are made from it. */
import { z } from "zod";

/** What zod writes of JSON Schema. */
export interface JsonSchema {
  readonly $ref?: string | undefined;
  readonly type?: string | readonly string[] | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[] | undefined;
  readonly properties?: Readonly<Record<string, JsonSchema>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly additionalProperties?: boolean | JsonSchema | undefined;
  readonly propertyNames?: JsonSchema | undefined;
  readonly items?: JsonSchema | undefined;
  readonly minItems?: number | undefined;
  readonly maxItems?: number | undefined;
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly pattern?: string | undefined;
  readonly format?: string | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
}

const jsonSchema: z.ZodType<JsonSchema> = z.lazy(() =>
  z.object({
    $ref: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    enum: z.array(z.unknown()).optional(),
    const: z.unknown().optional(),
    anyOf: z.array(jsonSchema).optional(),
    properties: z.record(z.string(), jsonSchema).optional(),
    required: z.array(z.string()).optional(),
    additionalProperties: z.union([z.boolean(), jsonSchema]).optional(),
    propertyNames: jsonSchema.optional(),
    items: jsonSchema.optional(),
    minItems: z.number().optional(),
    maxItems: z.number().optional(),
    minLength: z.number().optional(),
    maxLength: z.number().optional(),
    pattern: z.string().optional(),
    format: z.string().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
  }),
);

const parameter = z.object({
  name: z.string(),
  in: z.enum(["path", "query", "header"]),
  required: z.boolean(),
  schema: jsonSchema,
});
export type Parameter = z.output<typeof parameter>;

const operation = z.object({
  operationId: z.string(),
  tags: z.array(z.string()),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z.array(parameter),
  requestBody: z
    .object({ required: z.boolean(), content: z.record(z.string(), z.object({ schema: jsonSchema })) })
    .optional(),
});

const methods = { get: "GET", post: "POST", patch: "PATCH" } as const;
const methodName = z.enum(["get", "post", "patch"]);

const documentSchema = z.object({
  paths: z.record(z.string(), z.record(methodName, operation.optional())),
  components: z.object({ schemas: z.record(z.string(), jsonSchema) }),
});

export interface DescribedOperation {
  readonly id: string;
  readonly method: "GET" | "POST" | "PATCH";
  readonly path: string;
  /** `apiKey`, `clientToken`, `metricsToken`; undefined where anybody may call. */
  readonly credential: string | undefined;
  readonly parameters: readonly Parameter[];
  readonly body: { readonly schema: JsonSchema; readonly isJson: boolean } | undefined;
  /** Where the schema of the JSON body stands in the document. */
  readonly bodyPointer: readonly string[];
}

export type Components = Readonly<Record<string, JsonSchema>>;

export interface Described {
  readonly operations: readonly DescribedOperation[];
  readonly components: Components;
}

export function readDocument(served: unknown): Described {
  const { paths, components } = documentSchema.parse(served);
  const operations = Object.entries(paths).flatMap(([path, described]) =>
    Object.entries(described).flatMap(([method, found]): DescribedOperation[] => {
      if (found === undefined) return [];
      const [type, content] = Object.entries(found.requestBody?.content ?? {})[0] ?? [];
      const [security] = found.security;
      return [
        {
          id: found.operationId,
          method: methods[methodName.parse(method)],
          path,
          credential: Object.keys(security ?? {})[0],
          parameters: found.parameters,
          body:
            content === undefined
              ? undefined
              : { schema: content.schema, isJson: type === "application/json" },
          bodyPointer: ["paths", path, method, "requestBody", "content", "application/json", "schema"],
        },
      ];
    }),
  );
  return { operations, components: components.schemas };
}
