import type { Messages } from "../locales/messages.ts";

/** Something that went wrong, as the page is told of it in `pay-error` and as the customer sees it. */
export interface Problem {
  /** Stable code: the API's own, or `network`, `timeout`, `bad_answer`, `no_token`, `unsafe_redirect`. */
  readonly code: string;
  /** A sentence for a developer, in English. */
  readonly message: string;
  /** `X-Request-Id` of the answer; null when there was none. */
  readonly requestId: string | null;
  /** Names of the payer fields that the server refused, e.g. `["email"]`. */
  readonly fields: readonly string[];
  /** How long the server asked to wait, in milliseconds; null when it did not say. */
  readonly retryAfterMs: number | null;
}

/** A problem that no server told us of. */
export function localProblem(code: string, message: string): Problem {
  return { code, message, requestId: null, fields: [], retryAfterMs: null };
}

const kinds: Readonly<Record<string, keyof Messages["errors"]>> = {
  network: "network",
  timeout: "network",
  unauthorized: "token",
  not_found: "token",
  no_token: "token",
  rate_limited: "limit",
  too_many_payments: "limit",
  unavailable: "unavailable",
  provider_unavailable: "unavailable",
  internal_error: "unavailable",
  method_not_available: "method",
  payment_in_progress: "inProgress",
};

/** Which of the translated sentences tells the customer of this problem. */
export function problemKind(problem: Problem): keyof Messages["errors"] {
  return kinds[problem.code] ?? "unknown";
}

/** Whether the client token itself is refused, so that asking again with it is of no use. */
export function isTokenProblem(problem: Problem): boolean {
  return problemKind(problem) === "token";
}
