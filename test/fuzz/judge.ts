/** What must hold of every answer, whatever was asked. */

import { problemDetails } from "../../bff/contract.ts";
import type { ApiCheck } from "../support/api-check.ts";
import type { Call } from "../support/http-client.ts";
import type { Answer } from "./send.ts";
import type { Books } from "./server/books.ts";
import type { ServerLog } from "./server/log.ts";

/** Errors of ours that are told by a 5xx, and what is their cause. */
const excused: ReadonlySet<string> = new Set(["unavailable", "provider_unavailable"]);
/** From here on a server may close the connection before a body has come in. */
const earlyClose = 32 * 1024;

function objectToProblem({ status, headers, text }: Answer, requestId: string): string | null {
  if (!String(headers["content-type"]).startsWith("application/problem+json"))
    return "an error of another type";
  const problem = problemDetails.parse(JSON.parse(text));
  // A repeat is the first answer, word for word.
  const isRepeat = headers["idempotency-replayed"] === "true";
  if (problem.requestId !== requestId && !isRepeat) return "a request id that is not the header's";
  if (problem.status !== status) return "a status that is not the answer's";
  if (status >= 500 && !excused.has(problem.code)) return `the error ${problem.code}`;
  return status === 503 && headers["retry-after"] === undefined ? "503 without Retry-After" : null;
}

export interface Judge {
  /**
   * @param before what the books had before the request. Only one is under way, so what changes has been changed by it
   * @returns why the answer is wrong; null when it is right
   */
  judge(call: Call, answer: Answer | null, before: string): string | null;
}

export interface JudgeOptions {
  readonly log: Pick<ServerLog, "expect">;
  readonly books: Pick<Books, "counted">;
  readonly check: ApiCheck;
  /** Where the schema of the request's body stands in the document, if it has one. */
  readonly bodyPointerOf: (call: Call) => readonly string[] | undefined;
}

/** What docs/merchant-api.md lets PHP write: `[]` for an empty body, and for an empty `metadata` or `customer` of one. */
function withEmptyObjects(body: unknown): unknown {
  if (Array.isArray(body)) return body.length === 0 ? {} : body;
  if (typeof body !== "object" || body === null) return body;
  const mayBeList = (name: string, value: unknown) =>
    (name === "metadata" || name === "customer") && Array.isArray(value) && value.length === 0;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, mayBeList(name, value) ? {} : value]),
  );
}

export function createJudge({ log, books, check, bodyPointerOf }: JudgeOptions): Judge {
  function objectToForm(call: Call, answer: Answer): string | null {
    const { status, headers, text } = answer;
    const requestId = headers["x-request-id"];
    if (typeof requestId !== "string") return "no request id";
    log.expect(requestId, status);
    if (headers["x-content-type-options"] !== "nosniff") return "no X-Content-Type-Options";
    if (/node_modules|\n\s+at |\.ts:\d+:\d+/.test(text) && !call.path.startsWith("/widget")) return "a stack";
    return status < 400 ? null : objectToProblem(answer, requestId);
  }

  function objectToEffect(answer: Answer, before: string): string | null {
    if (answer.status < 400 || answer.status >= 500) return null;
    const now = books.counted();
    return before === now ? null : `refused, and there were ${before}, now ${now}`;
  }

  function objectToAcceptance(call: Call, answer: Answer): string | null {
    const pointer = bodyPointerOf(call);
    if (pointer === undefined || answer.status >= 300 || typeof call.rawBody !== "string") return null;
    if (answer.headers["idempotency-replayed"] === "true") return null;
    // RFC 8259 lets a reader ignore a byte order mark.
    const text = call.rawBody.replace(/^\ufeff/, "");
    if (text === "" || check.accepts(pointer, withEmptyObjects(JSON.parse(text)))) return null;
    return "accepted, and the body is none that is described";
  }

  return {
    judge(call, answer, before) {
      if (answer === null) {
        const length = Buffer.byteLength(call.rawBody ?? "");
        return length > earlyClose ? null : "the connection was closed without an answer";
      }
      const { method = "GET", path } = call;
      const contentType = String(answer.headers["content-type"] ?? "");
      const isReplayed = answer.headers["idempotency-replayed"] === "true";
      const { status, text } = answer;
      return (
        objectToForm(call, answer) ??
        check.objectTo({ method, path, status, contentType, text, isReplayed }) ??
        objectToEffect(answer, before) ??
        objectToAcceptance(call, answer)
      );
    },
  };
}
