import type { IncomingHttpHeaders } from "node:http";
import type { SignatureVerdict } from "../state/request-log.ts";

/** A request to a provider's API, with the raw bytes of its body. */
export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** The HTTP answer. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly location?: string;
}

/** An answer, and what the request log says about it. */
export interface Outcome {
  readonly answer: Answer;
  readonly signature: SignatureVerdict;
  readonly orderNo: string | null;
  readonly result: string;
}

export function jsonAnswer(body: string, status = 200): Answer {
  return { status, contentType: "application/json;charset=UTF-8", body };
}

export function htmlAnswer(body: string, status = 200): Answer {
  return { status, contentType: "text/html; charset=utf-8", body };
}

/** Content type of a request, without its parameters, in lower case. */
export function mediaType(headers: IncomingHttpHeaders): string {
  return (headers["content-type"] ?? "").split(";", 1).join("").trim().toLowerCase();
}
