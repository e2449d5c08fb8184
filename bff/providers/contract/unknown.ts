import type { ProviderDetails } from "../../core/report.ts";

/** Why there is no answer to rely on. The word is ours, never the provider's. */
export type UnknownCause =
  | "timeout"
  | "connection_lost"
  | "server_error"
  | "rate_limited"
  | "unreadable_answer"
  | "answer_too_large"
  | "redirected"
  /** HTTP 401 or 403: somebody on the way keeps us out. */
  | "access_denied"
  /** Another HTTP status that the provider's documentation does not name. */
  | "error_status"
  /** The provider said no, but neither its words nor its documentation say that nothing was made. */
  | "unclear_refusal"
  | "duplicate_order"
  /** The answer sends the customer where nobody may be sent. */
  | "unsafe_redirect"
  /** The order is known only by the provider's number, and that was not in any answer. */
  | "no_provider_number"
  | "interrupted";

/** There is no answer to rely on. */
export interface UnknownOutcome {
  readonly kind: "unknown";
  readonly cause: UnknownCause;
  /**
   * Set if the provider objects to us (key, signature, permission): a stable code of ours. It says nothing about
   * the order, but an operator must look.
   */
  readonly alarmCode?: string;
  /** What the provider said, if it said something. */
  readonly details?: ProviderDetails;
}
