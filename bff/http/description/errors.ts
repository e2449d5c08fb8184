/** The error answers of an operation. */
import { problemDetails } from "../../contract.ts";
import { errorGuides } from "../../core/error-guide.ts";
import { type ErrorCode, errorCodes, errorTable, type Failure } from "../../core/errors.ts";
import { exampleOf } from "../examples/operations.ts";
import { describeProblem } from "../problem.ts";
import type { Access, Operation } from "../specs/operation.ts";
import { refer } from "./headers.ts";
import type { Json, Schemas } from "./schemas.ts";

/** The errors that every call of an audience may get, beside those that every call may get. */
const errorsOfAccess: Readonly<Record<Access["kind"], readonly ErrorCode[]>> = {
  api_key: ["unauthorized", "source_not_allowed", "missing_scope", "rate_limited"],
  client_token: ["unauthorized", "rate_limited"],
  claim_token: ["unauthorized", "rate_limited"],
  metrics_token: ["unauthorized", "rate_limited"],
  public: [],
};
const errorsOfAll: readonly ErrorCode[] = ["internal_error", "unavailable"];
const errorsOfBody: readonly ErrorCode[] = ["malformed_json", "payload_too_large", "unsupported_media_type"];
const errorsOfTransport: ReadonlySet<ErrorCode> = new Set([
  "malformed_request",
  "method_not_allowed",
  "request_timeout",
  "expectation_failed",
  "headers_too_large",
]);
/** Of the console's own API, which is not described. */
const errorsOfConsole: ReadonlySet<ErrorCode> = new Set(["sign_in_refused", "signed_out", "request_forged"]);
const errorsOfKey: readonly ErrorCode[] = [
  "idempotency_key_invalid",
  "idempotency_key_reused",
  "idempotency_key_in_use",
];

/** Every error that the operation may give. */
export function errorsOf(operation: Operation): readonly ErrorCode[] {
  const body = operation.method !== "GET" && operation.tag !== "pages" && operation.tag !== "providers";
  const isJson = operation.contentType === undefined;
  // An unknown parameter or field is an error everywhere but where anything may come in.
  const isStrict = operation.query.safeParse({ "no such parameter": "" }).success === false;
  const codes: readonly ErrorCode[] = [
    ...errorsOfAccess[operation.access.kind],
    ...errorsOfAll,
    ...operation.errors,
    ...(isStrict && operation.tag !== "operations" ? (["validation_failed"] as const) : []),
    ...(body ? errorsOfBody.filter((code) => isJson || code !== "malformed_json") : []),
    ...(operation.idempotency === "none" ? [] : errorsOfKey),
    ...(operation.idempotency === "required" ? (["idempotency_key_required"] as const) : []),
  ];
  return [...new Set(codes)];
}

export function headersOf(operation: Operation, status?: number): Json {
  const isLimited = errorsOf(operation).includes("rate_limited");
  return {
    ...refer("X-Request-Id"),
    ...(isLimited ? refer("RateLimit-Policy", "RateLimit") : {}),
    ...(status === 429 || status === 503 ? refer("Retry-After") : {}),
  };
}

const requestId = "req_8sQm1VfX0bYw7LrTn2C3Zk";

function problemExample(code: ErrorCode, fields: Partial<Failure> = {}): Json {
  const { detail, errors } = errorGuides[code];
  const failure: Failure = {
    ok: false,
    code,
    detail,
    ...(errors === undefined ? {} : { errors }),
    ...fields,
  };
  return { summary: errorTable[code].title, value: describeProblem(failure, requestId) };
}

/** An example of each error, as components. */
export function describeErrorExamples(): Json {
  const codes = errorCodes.filter((code) => !errorsOfConsole.has(code));
  return Object.fromEntries(codes.map((code) => [code, problemExample(code)]));
}

/** What any path may answer, whatever the operation: another method, a request that cannot be read. */
export function describeOtherErrors(schemas: Schemas): Json {
  const codes = errorCodes.filter((code) => errorsOfTransport.has(code));
  const examples = codes.map((code) => [code, { $ref: `#/components/examples/${code}` }]);
  return {
    description: codes.map((code) => `\`${code}\`: ${errorTable[code].title}`).join("; "),
    headers: refer("X-Request-Id"),
    content: {
      "application/problem+json": {
        schema: schemas.describe(problemDetails, "output"),
        examples: Object.fromEntries(examples),
      },
    },
  };
}

/** The error answers, by status. */
export function describeErrors(schemas: Schemas, operation: Operation): Record<string, Json> {
  const problem = schemas.describe(problemDetails, "output");
  const byStatus = Map.groupBy(errorsOf(operation), (code) => errorTable[code].status);
  const entries = [...byStatus].map(([status, codes]) => {
    const description = codes.map((code) => `\`${code}\`: ${errorTable[code].title}`).join("; ");
    const isOne = { properties: { code: { enum: codes } } };
    const examples = codes.map((code) => {
      const { wrong } = exampleOf(operation);
      const isOwn = code === "validation_failed" && wrong !== undefined;
      return [code, isOwn ? problemExample(code, wrong) : { $ref: `#/components/examples/${code}` }] as const;
    });
    const media = { schema: { allOf: [problem, isOne] }, examples: Object.fromEntries(examples) };
    const content = { "application/problem+json": media };
    return [String(status), { description, headers: headersOf(operation, status), content }] as const;
  });
  return Object.fromEntries(entries);
}
