/** What a provider posts to us, what an adapter reads in it, and how it is acknowledged. */
import type { OrderReport } from "../../core/report.ts";

/** A request as it came in, before any parsing. */
export interface RawCallback {
  readonly body: Uint8Array;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** The raw query string without `?`. */
  readonly query: string;
}

export interface CallbackFact {
  readonly report: OrderReport;
  /** True if the signature is too weak to count on: the report must be confirmed by a query. */
  readonly mustConfirm: boolean;
}

export type CallbackResult =
  | {
      readonly kind: "facts";
      readonly facts: readonly CallbackFact[];
      /** What the callback says, where it is encrypted on the wire. For an operator to read. */
      readonly opened?: string;
    }
  /** Nothing to apply, but the answer is 200 (BharatPay's dashboard posts the bare text `Test`). */
  | { readonly kind: "ping" }
  | { readonly kind: "refused"; readonly reason: string; readonly opened?: string };

/** The exact status, content type and body that acknowledge a callback. */
export interface Acknowledgement {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}
