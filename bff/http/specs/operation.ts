/**
 * One operation of the HTTP API, as data. The router serves by it and OpenAPI describes by it, so the two
 * cannot disagree.
 */
import { z } from "zod";
import type { Scope } from "../../config/types.ts";
import type { ErrorCode } from "../../core/errors.ts";
import type { HeaderName } from "../description/headers.ts";

export interface AnswerSpec {
  readonly description: string;
  /** The schema of the JSON body. Absent if the answer is not JSON. */
  readonly schema?: z.ZodType;
  /** Of a body that is not JSON of ours: any of these. */
  readonly contentTypes?: readonly string[];
  /** Headers that this answer may have, beside those of every answer. */
  readonly headers?: readonly HeaderName[];
}

export type Access =
  | { readonly kind: "api_key"; readonly scopes: readonly Scope[] }
  /** In the `Authorization` header, or as the body. */
  | { readonly kind: "client_token"; readonly in?: "body" }
  | { readonly kind: "metrics_token" }
  | { readonly kind: "public" };

export interface Operation<Query extends z.ZodType = z.ZodType, Body extends z.ZodType = z.ZodType> {
  /** Unique; OpenAPI's `operationId`. */
  readonly id: string;
  readonly method: "GET" | "POST" | "PATCH";
  /** In OpenAPI's form: `/v1/sessions/{id}`. */
  readonly path: string;
  readonly tag: "merchant" | "browser" | "providers" | "pages" | "operations";
  readonly summary: string;
  readonly access: Access;
  readonly query: Query;
  readonly body: Body;
  /** Of the body; JSON if absent. */
  readonly contentType?: "text/plain";
  /** Whether the call takes, or needs, an `Idempotency-Key`. */
  readonly idempotency: "none" | "optional" | "required";
  readonly answers: Readonly<Record<number, AnswerSpec>>;
  /** The errors of this operation, besides those that every call of its audience may get. */
  readonly errors: readonly ErrorCode[];
}

/** For calls without a query. A parameter is then an error. */
export const noQuery = z.strictObject({});
/** For calls without a body. */
export const noBody = z.undefined();

/** The path as Express writes it: `/v1/sessions/{id}` becomes `/v1/sessions/:id`. */
export function expressPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ":$1");
}

/** The status of the operation's successful answer. */
export function successStatus(operation: Operation): number {
  const status = Object.keys(operation.answers)
    .map(Number)
    .find((code) => code < 300);
  if (status === undefined) throw new Error(`${operation.id} has no answer that is a success`);
  return status;
}
