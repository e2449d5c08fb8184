/** What was said to a provider and what it answered, as an operator may read it later. */
import type { KnownMessage } from "../../core/drift.ts";
import type { Secret } from "../../core/secret.ts";
import type { ProviderOperation } from "../http-client.ts";

/** One call, as it went over the wire. */
export interface ProviderCall {
  /** When it began. Epoch ms. */
  readonly at: number;
  readonly operation: ProviderOperation;
  readonly method: string;
  readonly url: string;
  /** In clear, where the adapter encrypts it. Null for GET. */
  readonly request: string | null;
  /** Null where no whole answer came. */
  readonly answer: {
    readonly status: number;
    /** As in the header; null without one. */
    readonly contentType: string | null;
    readonly body: Uint8Array;
  } | null;
  /** What the answer says once it is decrypted. Set by the adapter, where it could decrypt it. */
  opened: string | null;
  /** `answered`, or why there is no answer. */
  readonly outcome: string;
  readonly ms: number;
}

/** What is to be hidden in what was said over an account's wire. Names of fields are compared without regard to capitals. */
export interface WireGuide {
  /** Fields that hold a signature, a key, or a secret of the customer's. */
  readonly secretFields: readonly string[];
  /** Fields that hold a person's name, address, or number. */
  readonly personalFields: readonly string[];
  /** What the provider's documentation has, by the direction of the message. Null where nobody compares. */
  readonly sheet: { readonly answer: KnownMessage; readonly callback: KnownMessage } | null;
  /** The account's own secrets, to be hidden wherever they stand. */
  readonly secrets: readonly Secret[];
}
