/** What can go wrong while a body is read, and our answers to it. */
import { type Failure, fail } from "../core/errors.ts";

/** By body-parser's types of errors. */
const failures: Readonly<Record<string, Failure>> = {
  "entity.too.large": fail("payload_too_large", "The body is larger than this path takes."),
  "request.aborted": fail("malformed_json", "The body ended before it was whole."),
  "request.size.invalid": fail("malformed_json", "The body is not as long as Content-Length says."),
};

/** Undefined for an error that is not about the body. */
export function bodyFailureOf(error: unknown): Failure | undefined {
  if (!(error instanceof Error) || !("type" in error) || typeof error.type !== "string") return undefined;
  return Object.hasOwn(failures, error.type) ? failures[error.type] : undefined;
}
