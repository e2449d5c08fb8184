/** Errors as `application/problem+json`, as RFC 9457 defines it. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { ProblemDetails } from "../contract.ts";
import { errorTable, type Failure, type FieldError, type Result } from "../core/errors.ts";
import { stateOf } from "./request-state.ts";
import { setServerTiming } from "./server-timing.ts";

/** Keeps the answer small if a body has thousands of unknown fields. */
const mostErrors = 50;
const retryAfterSeconds = "2";

function inApiForm(errors: readonly FieldError[]) {
  return errors.slice(0, mostErrors).map(({ path, message }) => ({ path, message }));
}

/** The body of an error answer. */
export function describeProblem(failure: Failure, requestId: string): ProblemDetails {
  const { status, title } = errorTable[failure.code];
  const { code, detail, errors } = failure;
  const problem = { type: `urn:pay-checkout:error:${code}`, title, status, code, detail };
  return errors === undefined
    ? { ...problem, requestId }
    : { ...problem, errors: inApiForm(errors), requestId };
}

/** Answers with the failure; `status` and `code` come from the table of errors. */
export function sendProblem(request: IncomingMessage, response: ServerResponse, failure: Failure): void {
  const state = stateOf(request);
  state.problem = failure.code;
  const problem = describeProblem(failure, state.requestId);
  if (problem.status === 401 && failure.code === "unauthorized") {
    response.setHeader("WWW-Authenticate", "Bearer");
  }
  sendJsonText(response, problem.status, JSON.stringify(problem));
}

/** Sends a text. Express' `send` would add an ETag over everything, `serverTime` included. */
export function sendText(
  response: ServerResponse,
  answer: { status: number; contentType: string; text: string },
): void {
  const { status, contentType, text } = answer;
  response.statusCode = status;
  response.setHeader("Content-Type", contentType);
  response.setHeader("Content-Length", Buffer.byteLength(text));
  response.end(text);
}

/**
 * Sends JSON text as it is. The status decides whether it is sent as a problem, because an idempotent replay
 * has nothing but the text.
 */
export function sendJsonText(response: ServerResponse, status: number, text: string): void {
  const type = status < 400 ? "application/json" : "application/problem+json";
  if (status === 503 && !response.hasHeader("Retry-After")) {
    response.setHeader("Retry-After", retryAfterSeconds);
  }
  setServerTiming(response);
  sendText(response, { status, contentType: `${type}; charset=utf-8`, text });
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  sendJsonText(response, status, JSON.stringify(body));
}

/** Answers 200 with the value as JSON, or with the failure. */
export function sendResult(
  request: IncomingMessage,
  response: ServerResponse,
  result: Result<unknown>,
): void {
  if (result.ok) sendJson(response, 200, result.value);
  else sendProblem(request, response, result);
}
