/**
 * Compares every answer that a test gets with the OpenAPI document: its operation, status, content type and body. An
 * answer that the document does not have fails the test.
 */
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { z } from "zod";
import { describeApi } from "../../bff/http/openapi.ts";

export interface CheckedAnswer {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly status: number;
  /** Empty when there is none. */
  readonly contentType: string;
  readonly text: string;
  /** A stored answer, as it was first given: it may be of an earlier version. Only its body is not compared. */
  readonly isReplayed?: boolean;
}

const media = z.object({ schema: z.record(z.string(), z.unknown()) });
const responseSchema = z.looseObject({ content: z.record(z.string(), media).optional() });
const operationSchema = z.object({
  operationId: z.string(),
  responses: z.record(z.string(), responseSchema),
});
const documentSchema = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), operationSchema)) });

/** What anybody may get who asks for something that is no operation. */
const refusals: ReadonlySet<number> = new Set([401, 403, 404, 405, 429, 503]);

function patternOf(path: string): RegExp {
  const parts = path.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^/]+")}$`);
}

/** What Node's parser answers, before there is an operation: the lines are too long, or came too slowly. */
const ofTheParser: ReadonlySet<number> = new Set([408, 431]);

export interface ApiCheck {
  /** Why the answer is not as the document has it; null when it is. */
  objectTo(answer: CheckedAnswer): string | null;
  /** Whether the schema that the pointer leads to takes the value. */
  accepts(pointer: readonly string[], value: unknown): boolean;
}

/** @param described an OpenAPI document */
export function createApiCheck(described: unknown): ApiCheck {
  const whole = z.record(z.string(), z.unknown()).parse(described);
  const document = documentSchema.parse(whole);
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema(whole, "api");
  const validators = new Map<string, ValidateFunction>();
  /** A path without parameters wins over one with them. */
  const paths = Object.keys(document.paths)
    .sort((a, b) => a.split("{").length - b.split("{").length)
    .map((path) => ({ path, pattern: patternOf(path) }));

  function validatorOf(pointer: readonly string[]): ValidateFunction {
    const escaped = pointer.map((part) => part.replaceAll("~", "~0").replaceAll("/", "~1"));
    const ref = `api#/${escaped.map(encodeURIComponent).join("/")}`;
    const known = validators.get(ref);
    if (known !== undefined) return known;
    const made = ajv.compile({ $ref: ref });
    validators.set(ref, made);
    return made;
  }

  function objectToBody(answer: CheckedAnswer, pointer: readonly string[], type: string): string | null {
    if (
      answer.method === "HEAD" ||
      answer.isReplayed === true ||
      !/json$/.test(type) ||
      (type === "application/json" && answer.path.startsWith("/callbacks"))
    ) {
      return null;
    }
    const validate = validatorOf(pointer);
    return validate(JSON.parse(answer.text))
      ? null
      : `a body that is not as described: ${ajv.errorsText(validate.errors)}`;
  }

  function find(answer: CheckedAnswer) {
    const [pathname = ""] = answer.path.split("?");
    const { path } = paths.find(({ pattern }) => pattern.test(pathname)) ?? {};
    const method = answer.method === "HEAD" ? "get" : answer.method.toLowerCase();
    const operation = path === undefined ? undefined : document.paths[path]?.[method];
    return { pathname, path, method, operation };
  }

  function objectTo(answer: CheckedAnswer): string | null {
    if (ofTheParser.has(answer.status)) return null;
    const { pathname, path, method, operation } = find(answer);
    if (path === undefined || operation === undefined) {
      const isOther = answer.method === "OPTIONS" || /^\/(favicon\.ico|pay\/|claim\/)$/.test(pathname);
      return isOther || refusals.has(answer.status) ? null : "an answer, and it is no operation";
    }
    const status = String(answer.status);
    const { content = {} } = operation.responses[status] ?? {};
    if (operation.responses[status] === undefined)
      return `a status that ${operation.operationId} does not have`;
    const [type = ""] = answer.contentType.split(";");
    if (type === "") return Object.keys(content).length === 0 ? null : "no content type";
    if (!Object.hasOwn(content, type))
      return `the type ${type}, which ${operation.operationId} does not have`;
    return objectToBody(
      answer,
      ["paths", path, method, "responses", status, "content", type, "schema"],
      type,
    );
  }

  return { objectTo, accepts: (pointer, value) => validatorOf(pointer)(value) };
}

const ours = createApiCheck(describeApi({ publicUrl: "https://pay.example.com", version: "0.0.0" }));

/** Throws when the answer is not as the OpenAPI document has it. */
export function checkAnswer(answer: CheckedAnswer): void {
  const objection = ours.objectTo(answer);
  if (objection === null) return;
  const { method, path, status, text } = answer;
  throw new Error(`${method} ${path.slice(0, 200)} → ${status}: ${objection}\n${text.slice(0, 500)}`);
}
