/** Reading the configuration of one account, before there is an HTTP client to call the provider with. */
import type { ProviderHttp } from "../http-client.ts";
import type { ProviderAdapter } from "./adapter.ts";
import type { WireGuide } from "./call.ts";
import type { MethodConfig } from "./method.ts";

export interface AccountInput {
  readonly accountId: string;
  readonly baseUrl: string;
  /** As in the file, with `{ env }` and `{ file }` replaced by their text. */
  readonly credentials: unknown;
  readonly options: unknown;
  readonly methods: readonly MethodConfig[];
}

/**
 * A mistake in an account's configuration. `path` is below the account (`credentials.privateKey`,
 * `methods.0.channel`).
 */
export interface AccountIssue {
  readonly path: string;
  readonly message: string;
}

/**
 * The result of reading an account's configuration. The adapter is created later, when there is an HTTP
 * client for it.
 */
export type AccountReading =
  | {
      readonly ok: true;
      /**
       * What names the merchant to the provider: its number, and no secret, so that a key can be changed. Orders
       * belong to it.
       */
      readonly merchant: readonly string[];
      readonly wire: WireGuide;
      readonly createAdapter: (http: ProviderHttp) => ProviderAdapter;
    }
  | { readonly ok: false; readonly issues: readonly AccountIssue[] };
