/** The one error of the client. */
import type { ProblemDetails } from "../contract.ts";

/** What went wrong before there was an answer, or with the answer itself. The BFF's own codes are in docs/errors.md. */
export type ClientErrorCode =
  /** `createClient`, or a call, was given something that it cannot use. Nothing was sent. */
  | "invalid_argument"
  /** The BFF could not be reached, or the connection broke. */
  | "connection_failed"
  /** No answer within `timeoutMs` or `totalTimeoutMs`. What was sent may have arrived. */
  | "timed_out"
  /** The caller's signal ended the call. */
  | "aborted"
  /** What answered is no JSON of the BFF's: a proxy, or another server. */
  | "unreadable_answer"
  /** A webhook is not signed with any of the secrets, or is too old. */
  | "webhook_not_verified";

export interface CheckoutErrorParts {
  readonly status?: number;
  readonly code: string;
  readonly errors?: ProblemDetails["errors"];
  readonly requestId?: string | null;
  readonly idempotencyKey?: string | null;
  readonly cause?: unknown;
}

/**
 * Whatever a call of the client fails with. `code` says what it is: one of the API's, or a {@link ClientErrorCode}.
 *
 *     if (error instanceof CheckoutError && error.code === "no_eligible_method") …
 */
export class CheckoutError extends Error {
  override readonly name = "CheckoutError";
  /** The HTTP status of the answer; 0 where there was none. */
  readonly status: number;
  /** Stable, for programs. */
  readonly code: string;
  /** The fields that are wrong, each with its path such as `amount.value`; often empty. */
  readonly errors: readonly { readonly path: string; readonly message: string }[];
  /** The id under which the BFF's log has the request; null where there was no answer. */
  readonly requestId: string | null;
  /**
   * The key that was sent. With it, the same call can be made again later and does nothing twice. Null where none was
   * sent.
   */
  readonly idempotencyKey: string | null;

  constructor(message: string, parts: CheckoutErrorParts) {
    super(message, parts.cause === undefined ? undefined : { cause: parts.cause });
    this.status = parts.status ?? 0;
    this.code = parts.code;
    this.errors = parts.errors ?? [];
    this.requestId = parts.requestId ?? null;
    this.idempotencyKey = parts.idempotencyKey ?? null;
  }
}

/** For what the caller got wrong. */
export function invalidArgument(path: string, message: string): CheckoutError {
  return new CheckoutError(`${path} ${message}`, { code: "invalid_argument", errors: [{ path, message }] });
}
