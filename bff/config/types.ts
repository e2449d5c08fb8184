/** What the configuration holds once it is parsed: every default filled in, every secret wrapped. */
import type { EventType } from "../contract.ts";
import type { AddressRange } from "../core/address-ranges.ts";
import type { OutgoingProxy } from "../core/outgoing-proxy.ts";
import type { PayoutLimits } from "../core/payout/limits.ts";
import type { Secret } from "../core/secret.ts";
import type { MethodConfig, ProviderAdapter, WireGuide } from "../providers/contract.ts";
import type { ProviderHttp } from "../providers/http-client.ts";
import type { ImageFile } from "./images.ts";
import type { scopes } from "./merchant.ts";
import type { environments } from "./settings.ts";

/** A method as one account offers it. */
export interface AccountMethod extends MethodConfig {
  /** Two-letter codes; null: any country. */
  readonly countries: readonly string[] | null;
  readonly minMinor: bigint | null;
  readonly maxMinor: bigint | null;
  /** Language to text, overrides the widget's own translation. */
  readonly label: Readonly<Record<string, string>> | null;
  readonly icon: ImageFile | null;
}

export type Environment = (typeof environments)[number];
export type Scope = (typeof scopes)[number];

export interface ApiKeyConfig {
  readonly id: string;
  readonly secret: Secret;
  readonly scopes: readonly Scope[];
  /** Where its requests may come from; null: from anywhere. */
  readonly sources: readonly AddressRange[] | null;
}

/** A person who may sign in to the console. */
export interface OperatorConfig {
  readonly id: string;
  /** A password's scrypt hash (core/password-hash.ts), or the password itself. */
  readonly password: Secret;
  /** Base32, as an authenticator takes it. */
  readonly totp: Secret;
  readonly scopes: readonly Scope[];
}

export interface EncryptionKeyConfig {
  readonly id: string;
  /** At least 32 bytes, in hex. */
  readonly secret: Secret;
}

export interface WebhookConfig {
  /** Deliveries belong to it. Default: made from the address ({@link addressId}). */
  readonly id: string;
  readonly url: string;
  /** SHA-256 hex of the address: the id of an endpoint that has no other. */
  readonly addressId: string;
  /** The types of events that go there; null: all. */
  readonly events: readonly EventType[] | null;
  /** `whsec_` and base64. Each signs, so that one can be rotated; at least one. */
  readonly secrets: readonly Secret[];
}

/** One account at one provider. Only `createAdapter` holds its credentials. */
export interface AccountConfig {
  readonly id: string;
  readonly provider: string;
  /** Without a slash at the end; may have a path. */
  readonly baseUrl: string;
  /**
   * Which merchant at which provider this is: SHA-256 hex of the provider, the address and what names the merchant
   * there. Another secret is the same merchant.
   */
  readonly identity: string;
  /** True: offered for nothing new. What is open goes on. */
  readonly retired: boolean;
  /** Where the account's callbacks may come from; null: from anywhere. */
  readonly callbackSources: readonly AddressRange[] | null;
  /** Where the account may send a customer (`pay.example.com`, `*.example.com`); null: to any host. */
  readonly redirectHosts: readonly string[] | null;
  readonly methods: readonly AccountMethod[];
  /** Of what `createAdapter` holds. Two readings in one process compare by them; elsewhere they mean nothing. */
  readonly fingerprints: { readonly credentials: string; readonly options: string };
  /** What is hidden of what is said over the wire. */
  readonly wire: WireGuide;
  readonly createAdapter: (http: ProviderHttp) => ProviderAdapter;
}

export interface CheckoutConfig {
  readonly environment: Environment;
  readonly listen: { readonly host: string; readonly port: number };
  /** Where the world reaches this server; without a slash at the end. */
  readonly publicUrl: string;
  /** `sqlite:PATH` or `postgres://…`. May hold a password: never log it. */
  readonly database: { readonly url: string };
  readonly merchant: {
    readonly name: string;
    readonly logo: ImageFile | null;
    /** Where a customer gets help; at least one of them where it is not null. */
    readonly support: { readonly email: string | null; readonly url: string | null } | null;
    /** The address of the terms. */
    readonly terms: string | null;
    readonly apiKeys: readonly ApiKeyConfig[];
    /** Normalised origins (`https://shop.example.com`), as browsers send them. */
    readonly allowedOrigins: readonly string[];
    readonly webhooks: readonly WebhookConfig[];
  };
  readonly network: {
    readonly allowPrivateAddresses: boolean;
    /** Which proxies in front of us are believed about the client's address: how many, or by their addresses. */
    readonly trustedProxies: number | readonly AddressRange[];
    /** Private hosts that webhooks may go to in live. */
    readonly webhookHosts: { readonly names: readonly string[]; readonly ranges: readonly AddressRange[] };
    /** What calls to providers and webhooks go through: the file's, else the environment's; null: nothing. */
    readonly outgoingProxy: OutgoingProxy | null;
    /** How long a connection of a client or a balancer stays open between two requests. */
    readonly keepAliveMs: number;
    readonly providerTimeoutMs: number;
  };
  /** Requests a minute; 0 turns a limit off, also `paymentsPerSession`. */
  readonly limits: {
    readonly browserPerMinute: number;
    /** Of one session's client token, from whatever addresses. */
    readonly sessionPerMinute: number;
    readonly merchantPerMinute: number;
    readonly callbacksPerMinute: number;
    /** Wrong credentials of one client address. */
    readonly failuresPerMinute: number;
    readonly paymentsPerSession: number;
  };
  /** The first seals, the others still open. None: a sandbox whose database holds its key itself. */
  readonly encryption: { readonly keys: readonly EncryptionKeyConfig[] };
  /** Whole days after the end. */
  readonly retention: {
    readonly personalDataDays: number;
    readonly exchangesDays: number;
    readonly finishedDays: number;
    /** The folder for what leaves the database, absolute where the configuration is a file; null: none is kept. */
    readonly archive: string | null;
  };
  readonly metrics: { readonly token: Secret | null };
  /** Without operators there is no console. */
  readonly console: { readonly operators: readonly OperatorConfig[] };
  readonly payouts: PayoutLimits;
  /** In the order of the file, which is the order they are tried in. */
  readonly accounts: readonly AccountConfig[];
  /** Decimals of each currency that ISO 4217 does not list, for `createCurrencies`. */
  readonly coins: Readonly<Record<string, number>>;
}
