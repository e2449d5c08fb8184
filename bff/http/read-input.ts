/** Reads a request's path parameters, query and body by the operation's schemas. */
import type { Request } from "express";
import type { z } from "zod";
import { type Failure, fail } from "../core/errors.ts";
import { explainIssue, toFieldErrors } from "../field-errors.ts";
import { findForbiddenText } from "./forbidden-text.ts";
import { bodyOf } from "./middleware/read-body.ts";
import type { Operation } from "./specs/operation.ts";

export interface OperationInput<Query extends z.ZodType, Body extends z.ZodType> {
  readonly query: z.output<Query>;
  readonly body: z.output<Body>;
}

export type InputReading<Query extends z.ZodType, Body extends z.ZodType> =
  | { readonly ok: true; readonly value: OperationInput<Query, Body> }
  | Failure;

/** The only text that a path parameter of ours can have. */
const pathName = /^[A-Za-z0-9_-]{1,64}$/;

/** A path parameter. Undefined if it cannot be the name of anything. */
export function readParam(request: Request, name: string): string | undefined {
  const value = request.params[name];
  return typeof value === "string" && pathName.test(value) ? value : undefined;
}

/** Names every wrong field of query and body. */
export function readInput<Query extends z.ZodType, Body extends z.ZodType>(
  request: Request,
  operation: Operation<Query, Body>,
): InputReading<Query, Body> {
  const query = operation.query.safeParse(request.query, { error: explainIssue });
  const body = operation.body.safeParse(bodyOf(request), { error: explainIssue });
  const forbidden = findForbiddenText(request.query);
  if (query.success && body.success && forbidden.length === 0) {
    return { ok: true, value: { query: query.data, body: body.data } };
  }
  const issues = [...(query.error?.issues ?? []), ...(body.error?.issues ?? [])];
  const detail = "The request has fields that are wrong or unknown.";
  return fail("validation_failed", detail, [...forbidden, ...toFieldErrors(issues)]);
}
