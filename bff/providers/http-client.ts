/**
 * The way out to a provider: one undici pool per account, one deadline for the whole call, a cap on the answer,
 * no redirects, and an address guard at connect time. What went wrong is a value, told apart by the one question
 * that matters for money: can the provider have received the request?
 */

export interface ProviderRequest {
  readonly method: "GET" | "POST";
  /** Absolute. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Exactly the bytes to send; null for GET. */
  readonly body: string | null;
}

export type ProviderResponse =
  | {
      readonly kind: "answer";
      readonly status: number;
      /** Lower-case names. */
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Uint8Array;
    }
  /** The connection was never made: the provider definitely received nothing. */
  | { readonly kind: "not_sent"; readonly cause: "connect_failed" | "address_refused" | "circuit_open" }
  /** Something was or may have been sent and no whole answer came back. */
  | {
      readonly kind: "no_answer";
      readonly cause: "timeout" | "connection_lost" | "answer_too_large";
    };

export interface ProviderHttp {
  send(request: ProviderRequest): Promise<ProviderResponse>;
}
