/**
 * Reads a provider's answer as JSON, whatever its content type says, or says why there is none that can be relied on: a
 * time-out, a dropped connection, 5xx, 429, a status that the provider's documentation does not name, and what does not
 * parse are unknown. Such an answer may be a gateway's, which knows of no order.
 * Source: docs/providers/README.md#answers
 */
import type { UnknownCause, UnknownOutcome } from "../contract.ts";
import type { NotSentCause, ProviderResponse } from "../http-client.ts";
import { parseJsonBytes } from "./lexeme-json.ts";

export type AnswerReading =
  | {
      readonly kind: "json";
      /** 2xx, or one that the provider's documentation names. */
      readonly status: number;
      readonly value: unknown;
    }
  /** The provider received nothing. */
  | { readonly kind: "not_sent"; readonly cause: NotSentCause }
  | UnknownOutcome;

/**
 * Reads the answer to one call.
 *
 * @param documented statuses beside 2xx under which the provider answers, by its documentation.
 */
export function readJsonAnswer(
  response: ProviderResponse,
  documented: readonly number[] = [],
): AnswerReading {
  if (response.kind === "not_sent") return response;
  if (response.kind === "no_answer") return { kind: "unknown", cause: response.cause };
  const { status, body } = response;
  const isTheirs = (status >= 200 && status < 300) || documented.includes(status);
  if (!isTheirs) return { kind: "unknown", cause: causeOf(status) };
  const json = parseJsonBytes(body);
  return json.ok
    ? { kind: "json", status, value: json.value }
    : { kind: "unknown", cause: "unreadable_answer" };
}

function causeOf(status: number): UnknownCause {
  if (status === 429) return "rate_limited";
  if (status >= 500) return "server_error";
  if (status >= 300 && status < 400) return "redirected";
  return status === 401 || status === 403 ? "access_denied" : "error_status";
}
