/** One operation of the OpenAPI document. */
import { z } from "zod";
import { exampleOf } from "../examples/operations.ts";
import type { Access, AnswerSpec, Operation } from "../specs/operation.ts";
import { describeErrors, headersOf } from "./errors.ts";
import { refer } from "./headers.ts";
import { describeParameters } from "./parameters.ts";
import type { Json, Schemas } from "./schemas.ts";

const security: Readonly<Record<Access["kind"], readonly Json[]>> = {
  api_key: [{ apiKey: [] }],
  client_token: [{ clientToken: [] }],
  metrics_token: [{ metricsToken: [] }],
  public: [],
};

function answerHeaders(operation: Operation, answer: AnswerSpec): Json {
  const repeats = operation.idempotency === "none" ? [] : (["Idempotency-Replayed"] as const);
  return { ...headersOf(operation), ...refer(...repeats, ...(answer.headers ?? [])) };
}

function describeContent(schemas: Schemas, answer: AnswerSpec, example: unknown): Json | undefined {
  const { schema, contentTypes = [] } = answer;
  if (schema !== undefined) {
    return { "application/json": { schema: schemas.describe(schema, "output"), example } };
  }
  if (contentTypes.length === 0) return undefined;
  const content = contentTypes.map((type) => [type, { schema: { type: "string" }, example }]);
  return Object.fromEntries(content);
}

function describeAnswers(schemas: Schemas, operation: Operation): Json {
  const { answers: examples = {} } = exampleOf(operation);
  const answers = Object.entries(operation.answers).map(([status, answer]) => {
    const content = describeContent(schemas, answer, examples[Number(status)]);
    const described = { description: answer.description, headers: answerHeaders(operation, answer) };
    return [status, content === undefined ? described : { ...described, content }] as const;
  });
  return Object.fromEntries(answers);
}

function describeBody(schemas: Schemas, operation: Operation): Json {
  const { body, tag, contentType = "application/json" } = operation;
  const media = { schema: schemas.describe(body, "input"), example: exampleOf(operation).request };
  return {
    description: body.description ?? "The body of the request.",
    required: !body.safeParse(undefined).success,
    content: { [tag === "providers" ? "*/*" : contentType]: media },
  };
}

function descriptionOf({ access, summary }: Operation): string {
  return access.kind === "api_key"
    ? `${summary}. Scope: ${access.scopes.map((scope) => `\`${scope}\``).join(" or ")}.`
    : `${summary}.`;
}

export function describeOperation(schemas: Schemas, operation: Operation): Json {
  const { access, body } = operation;
  const takesBody = operation.method !== "GET" && !(body instanceof z.ZodUndefined);
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary,
    description: descriptionOf(operation),
    security: access.kind === "client_token" && access.in === "body" ? [] : security[access.kind],
    parameters: describeParameters(schemas, operation),
    ...(takesBody ? { requestBody: describeBody(schemas, operation) } : {}),
    responses: {
      ...describeAnswers(schemas, operation),
      ...describeErrors(schemas, operation),
      default: { $ref: "#/components/responses/OtherError" },
    },
  };
}
