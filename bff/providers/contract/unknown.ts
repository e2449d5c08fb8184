/** Why there is no answer to rely on. The word is ours, never the provider's. */
export type UnknownCause =
  | "timeout"
  | "connection_lost"
  | "server_error"
  | "rate_limited"
  | "unreadable_answer"
  | "answer_too_large"
  | "redirected"
  | "duplicate_order"
  | "cannot_ask"
  | "interrupted";
