import type { Messages } from "../locales/messages.ts";

/** Something that went wrong, for `pay-error` and for the screen. */
export interface Problem {
  /** Stable code: one of the API, or `network`, `timeout`, `bad_answer`, `no_token`,
   * `bad_bff`, `origin_not_allowed`, `unsafe_redirect`, `form_blocked`, `redirect_blocked`, `widget_failed`. */
  readonly code: string;
  /** A sentence for a developer, in English. */
  readonly message: string;
  /** `X-Request-Id` of the answer; null when there was none. */
  readonly requestId: string | null;
  /** Names of the payer fields that the server refused, e.g. `["email"]`. */
  readonly fields: readonly string[];
  /** The wait that the server demands, in milliseconds; null for none. */
  readonly retryAfterMs: number | null;
}

/** A problem that no server reported. */
export function localProblem(code: string, message: string): Problem {
  return { code, message, requestId: null, fields: [], retryAfterMs: null };
}

/** No answer came. */
export const networkProblem = localProblem("network", "The server could not be reached.");

const kinds: ReadonlyMap<string, keyof Messages["errors"]> = new Map([
  ["network", "network"],
  ["timeout", "network"],
  ["unauthorized", "token"],
  ["not_found", "token"],
  ["no_token", "page"],
  ["bad_bff", "page"],
  ["origin_not_allowed", "page"],
  ["form_blocked", "page"],
  ["redirect_blocked", "page"],
  ["rate_limited", "limit"],
  ["too_many_payments", "limit"],
  ["unavailable", "unavailable"],
  ["provider_unavailable", "unavailable"],
  ["internal_error", "unavailable"],
  ["method_not_available", "method"],
  ["payment_in_progress", "inProgress"],
  ["payment_being_confirmed", "inProgress"],
]);

/** The translated sentence for a problem. */
export function problemKind(problem: Problem): keyof Messages["errors"] {
  return kinds.get(problem.code) ?? "unknown";
}

/** Whether the server refused the client token, so that no request with it can succeed. */
export function isTokenProblem(problem: Problem): boolean {
  return problemKind(problem) === "token";
}
