/**
 * OpenAPI 3.1, generated from the operations and the contract's schemas. Nothing in it is written by hand.
 */
import { z } from "zod";
import { problemDetails } from "../contract.ts";
import { type ErrorCode, errorTable } from "../core/errors.ts";
import { browserOperations } from "./specs/browser.ts";
import { merchantOperations } from "./specs/merchant.ts";
import { openOperations } from "./specs/open.ts";
import type { Access, AnswerSpec, Operation } from "./specs/operation.ts";

interface Json {
  readonly [key: string]: unknown;
}

export const allOperations: readonly Operation[] = [
  ...merchantOperations,
  ...browserOperations,
  ...openOperations,
];

/** The errors that every call of an audience may get, beside those that every call may get. */
const errorsOfAccess: Readonly<Record<Access["kind"], readonly ErrorCode[]>> = {
  api_key: ["unauthorized", "source_not_allowed", "missing_scope", "rate_limited"],
  client_token: ["unauthorized", "rate_limited"],
  metrics_token: ["unauthorized", "rate_limited"],
  public: [],
};
const errorsOfAll: readonly ErrorCode[] = ["internal_error", "unavailable"];
const errorsOfBody: readonly ErrorCode[] = ["malformed_json", "payload_too_large", "unsupported_media_type"];
const errorsOfKey: readonly ErrorCode[] = [
  "idempotency_key_invalid",
  "idempotency_key_reused",
  "idempotency_key_in_use",
];

const headerTexts = {
  "X-Request-Id": "Ours; it stands in the log, too",
  "Retry-After": "Whole seconds to wait",
  "RateLimit-Policy": "Each limit that the call has passed: requests (`q`) in seconds (`w`)",
  RateLimit:
    "Of each of them: the requests that are left (`r`), and the seconds until the count begins anew (`t`)",
} as const;
type HeaderName = keyof typeof headerTexts;

function refer(...names: readonly HeaderName[]): Json {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

function headersOf(operation: Operation, status?: number): Json {
  const isLimited = errorsOf(operation).includes("rate_limited");
  return {
    ...refer("X-Request-Id"),
    ...(isLimited ? refer("RateLimit-Policy", "RateLimit") : {}),
    ...(status === 429 || status === 503 ? refer("Retry-After") : {}),
  };
}

/** Turns zod schemas into JSON Schema, and collects those with an id as components. */
function createSchemas() {
  const components = new Map<string, unknown>();
  return {
    components,
    /**
     * @param io `input` for what clients send (fields with defaults are optional), `output` for what we send.
     */
    describe(schema: z.ZodType, io: "input" | "output"): unknown {
      const { $schema: _draft, $defs = {}, ...described } = z.toJSONSchema(schema, { io });
      for (const [name, definition] of Object.entries($defs)) components.set(name, liftRefs(definition));
      return liftRefs(described);
    },
  };
}
type Schemas = ReturnType<typeof createSchemas>;

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

function describeQuery(schemas: Schemas, query: z.ZodType): Json[] {
  if (!(query instanceof z.ZodObject)) return [];
  return Object.entries(query.shape).map(([name, schema]) => ({
    name,
    in: "query",
    required: !schema.safeParse(undefined).success,
    schema: schemas.describe(schema, "output"),
  }));
}

function describeParameters(schemas: Schemas, operation: Operation): Json[] {
  const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  const key = {
    name: "Idempotency-Key",
    in: "header",
    required: operation.idempotency === "required",
    schema: { type: "string", minLength: 1, maxLength: 255 },
  };
  return [
    ...inPath,
    ...describeQuery(schemas, operation.query),
    ...(operation.idempotency === "none" ? [] : [key]),
  ];
}

function describeAnswer(schemas: Schemas, operation: Operation, answer: AnswerSpec): Json {
  const { description, schema, contentTypes = [] } = answer;
  const own = Object.entries(answer.headers ?? {}).map(
    ([name, text]) => [name, { description: text, schema: { type: "string" } }] as const,
  );
  const all = { ...headersOf(operation), ...Object.fromEntries(own) };
  if (schema !== undefined) {
    const content = { "application/json": { schema: schemas.describe(schema, "output") } };
    return { description, headers: all, content };
  }
  if (contentTypes.length === 0) return { description, headers: all };
  const content = contentTypes.map((contentType) => [contentType, { schema: { type: "string" } }]);
  return { description, headers: all, content: Object.fromEntries(content) };
}

function errorsOf(operation: Operation): readonly ErrorCode[] {
  const body = operation.method === "POST" && operation.tag !== "pages" && operation.tag !== "providers";
  const isJson = operation.contentType === undefined;
  // An unknown parameter or field is an error everywhere but where anything may come in.
  const isStrict = operation.query.safeParse({ "no such parameter": "" }).success === false;
  return [
    ...errorsOfAccess[operation.access.kind],
    ...errorsOfAll,
    ...operation.errors,
    ...(isStrict && operation.tag !== "operations" ? (["validation_failed"] as const) : []),
    ...(body ? errorsOfBody.filter((code) => isJson || code !== "malformed_json") : []),
    ...(operation.idempotency === "none" ? [] : errorsOfKey),
    ...(operation.idempotency === "required" ? (["idempotency_key_required"] as const) : []),
  ];
}

function describeErrors(schemas: Schemas, operation: Operation): Record<string, Json> {
  const problem = schemas.describe(problemDetails, "output");
  const byStatus = Map.groupBy(new Set(errorsOf(operation)), (code) => errorTable[code].status);
  const entries = [...byStatus].map(([status, codes]) => {
    const description = codes.map((code) => `\`${code}\`: ${errorTable[code].title}`).join("; ");
    const isOne = { properties: { code: { enum: codes } } };
    const content = { "application/problem+json": { schema: { allOf: [problem, isOne] } } };
    return [String(status), { description, headers: headersOf(operation, status), content }] as const;
  });
  return Object.fromEntries(entries);
}

const security: Readonly<Record<Access["kind"], readonly Json[]>> = {
  api_key: [{ apiKey: [] }],
  client_token: [{ clientToken: [] }],
  metrics_token: [{ metricsToken: [] }],
  public: [],
};

function describeOperation(schemas: Schemas, operation: Operation): Json {
  const { access, body } = operation;
  const takesBody = operation.method === "POST" && !(body instanceof z.ZodUndefined);
  const contentType = operation.tag === "providers" ? "*/*" : (operation.contentType ?? "application/json");
  const requestBody = {
    required: !body.safeParse(undefined).success,
    content: { [contentType]: { schema: takesBody ? schemas.describe(body, "input") : {} } },
  };
  const answers = Object.entries(operation.answers).map(
    ([status, answer]) => [status, describeAnswer(schemas, operation, answer)] as const,
  );
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary,
    ...(access.kind === "api_key" ? { description: `Scope: ${access.scopes.join(" or ")}.` } : {}),
    security: access.kind === "client_token" && access.in === "body" ? [] : security[access.kind],
    parameters: describeParameters(schemas, operation),
    ...(takesBody ? { requestBody } : {}),
    responses: { ...Object.fromEntries(answers), ...describeErrors(schemas, operation) },
  };
}

/** The whole document. */
export function describeApi(options: { readonly publicUrl: string; readonly version: string }): Json {
  const schemas = createSchemas();
  const paths = [...Map.groupBy(allOperations, ({ path }) => path)].map(([path, group]) => {
    const methods = group.map((operation) => [
      operation.method.toLowerCase(),
      describeOperation(schemas, operation),
    ]);
    return [path, Object.fromEntries(methods)] as const;
  });
  return {
    openapi: "3.1.0",
    info: { title: "pay-checkout", version: options.version },
    servers: [{ url: options.publicUrl }],
    paths: Object.fromEntries(paths),
    components: {
      schemas: Object.fromEntries(schemas.components),
      headers: Object.fromEntries(
        Object.entries(headerTexts).map(([name, description]) => [
          name,
          { description, schema: { type: "string" } },
        ]),
      ),
      securitySchemes: {
        apiKey: { type: "http", scheme: "bearer", description: "An API key of the configuration" },
        clientToken: { type: "http", scheme: "bearer", description: "The client token of one session" },
        metricsToken: { type: "http", scheme: "bearer", description: "`metrics.token` of the configuration" },
      },
    },
  };
}
