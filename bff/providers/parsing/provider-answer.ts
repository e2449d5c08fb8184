/**
 * Reads a provider's answer as JSON, whatever its content type says, or says why there is none that can be relied on: a
 * time-out, a dropped connection, 5xx, 429 and what does not parse are unknown.
 * Source: docs/providers/README.md#answers
 */
import type { UnknownCause } from "../contract.ts";
import type { ProviderResponse } from "../http-client.ts";
import { parseJsonBytes } from "./lexeme-json.ts";

export type AnswerReading =
  | {
      readonly kind: "json";
      /** HTTP 2xx. A success told under any other status is not to be believed, a refusal is. */
      readonly ok: boolean;
      readonly status: number;
      readonly value: unknown;
    }
  /** The provider received nothing. */
  | { readonly kind: "not_sent"; readonly cause: "connect_failed" | "address_refused" | "circuit_open" }
  | { readonly kind: "unknown"; readonly cause: UnknownCause };

/** Reads the answer to one call. */
export function readJsonAnswer(response: ProviderResponse): AnswerReading {
  if (response.kind === "not_sent") return response;
  if (response.kind === "no_answer") return { kind: "unknown", cause: response.cause };
  const { status, body } = response;
  if (status === 429) return { kind: "unknown", cause: "rate_limited" };
  if (status >= 500) return { kind: "unknown", cause: "server_error" };
  if (status >= 300 && status < 400) return { kind: "unknown", cause: "redirected" };
  const json = parseJsonBytes(body);
  if (!json.ok) return { kind: "unknown", cause: "unreadable_answer" };
  return { kind: "json", ok: status >= 200 && status < 300, status, value: json.value };
}
