/**
 * The configuration as a program hands it over.
 * This file is written by `npm run reference` from the schema that reads the configuration, so change that
 * and not this file. Source: docs/configuration-reference.md#configuration-reference
 */
import type { AccountInput } from "./input-accounts.ts";
import type { Reference } from "./input-reference.ts";

export interface CheckoutConfigInput {
  /** Where the JSON Schema of this file is, for editors; the server does not read it. */
  readonly $schema?: string | undefined;
  /** live for real money, which makes the server stricter; otherwise sandbox. */
  readonly environment: "sandbox" | "live";
  /** Where the server listens. */
  readonly listen?:
    | {
        /** The address to listen on; 0.0.0.0 in a container. Default: "127.0.0.1". */
        readonly host?: string | undefined;
        /** The port to listen on; 0 takes a free one. Default: 8787. */
        readonly port?: number | undefined;
      }
    | undefined;
  /** The address of this server on the internet, with its path if it has one. Callback addresses, return addresses and the hosted page begin with it. https in live. */
  readonly publicUrl: string;
  /** The database that stores the state. */
  readonly database?:
    | {
        /** sqlite:PATH for one process, or postgres://… for any number; a reference where it holds a password. Default: "sqlite:data/checkout.db". */
        readonly url?: string | Reference | undefined;
      }
    | undefined;
  /** The shop that takes the money. */
  readonly merchant: {
    /** Your name, as the customer reads it. */
    readonly name: string;
    /** A picture (SVG or PNG, at most 32 kB) that stands for the merchant; a relative path begins at the configuration's folder. */
    readonly logo?: string | null | undefined;
    /** Where a customer gets help: an e-mail address, a page, or both. */
    readonly support?:
      | {
          /** Where a customer writes for help. */
          readonly email?: string | null | undefined;
          /** A page where a customer gets help; https in live. */
          readonly url?: string | null | undefined;
        }
      | null
      | undefined;
    /** The page with the terms; https in live. */
    readonly terms?: string | null | undefined;
    /** The keys with which your backend calls the API. */
    readonly apiKeys: readonly {
      /** The key's name in logs and in the audit. */
      readonly id: string;
      /** What your backend sends after Bearer: 1 to 256 visible ASCII characters, in live at least 32. */
      readonly secret: string | Reference;
      /** What the key may do. Default: ["sessions","reports"]. */
      readonly scopes?:
        | readonly (
            | "sessions"
            | "operate"
            | "payouts"
            | "payouts:approve"
            | "refunds"
            | "reports"
            | "customers"
            | "audit"
          )[]
        | undefined;
      /** The addresses and ranges that the key may be used from; null: anywhere. */
      readonly sources?: readonly string[] | null | undefined;
    }[];
    /** The origins of the pages with the widget, and the only places that a returnUrl may lead to. Each is written out; * is not allowed. Default: []. */
    readonly allowedOrigins?: readonly string[] | undefined;
    /** The endpoints that receive events. Default: []. */
    readonly webhooks?:
      | readonly {
          /** The endpoint's name. Deliveries belong to it, so its address can change. Without an id, one is made from the address. */
          readonly id?: string | undefined;
          /** Where events are sent by POST; https in live. */
          readonly url: string;
          /** The secrets that sign the events: whsec_ and base64, in live at least 24 bytes. All of them sign, so you can exchange one without a gap. */
          readonly secrets: readonly (string | Reference)[];
          /** The types of events that go there; null: all. */
          readonly events?:
            | readonly (
                | "session.succeeded"
                | "session.expired"
                | "session.canceled"
                | "payment.pending"
                | "payment.succeeded"
                | "payment.failed"
                | "payment.canceled"
                | "payment.expired"
                | "payment.partially_paid"
                | "payment.review_required"
                | "payment.reversed"
                | "payment.duplicate"
                | "payment.updated"
                | "refund.created"
                | "refund.succeeded"
                | "refund.failed"
                | "payout.succeeded"
                | "payout.failed"
                | "payout.review_required"
                | "payout.reversed"
                | "reconciliation.discrepancy"
              )[]
            | null
            | undefined;
        }[]
      | undefined;
  };
  /** How the server reaches others, and others reach it. */
  readonly network?:
    | {
        /** Lets providers and webhooks be on this machine or in a private network; sandbox only. Default: false. */
        readonly allowPrivateAddresses?: boolean | undefined;
        /** The proxies in front of the server: how many, or their addresses and ranges, which is safer. Default: 0. */
        readonly trustedProxies?: number | readonly string[] | undefined;
        /** Private hosts that webhooks may go to in live: names, addresses and ranges. Default: []. */
        readonly webhookHosts?: readonly string[] | undefined;
        /** The proxy that calls to providers and webhooks go through, http or https; a reference where it holds a password. null: the one that HTTPS_PROXY names in the environment, if any. */
        readonly outgoingProxy?: string | null | Reference | undefined;
        /** Milliseconds that an idle connection to the server stays open; longer than the balancer in front keeps it. Default: 65000. */
        readonly keepAliveMs?: number | undefined;
        /** Milliseconds for one whole call to a provider. Default: 15000. */
        readonly providerTimeoutMs?: number | undefined;
      }
    | undefined;
  /** Limits of requests and payments; 0 turns a limit off. */
  readonly limits?:
    | {
        /** Requests a minute to /checkout and /return, by client address. Default: 600. */
        readonly browserPerMinute?: number | undefined;
        /** Requests a minute to /checkout with one client token; without it, as browserPerMinute. */
        readonly sessionPerMinute?: number | undefined;
        /** Requests a minute to /v1, by API key. Default: 6000. */
        readonly merchantPerMinute?: number | undefined;
        /** Requests a minute to /callbacks, by client address. Default: 6000. */
        readonly callbacksPerMinute?: number | undefined;
        /** Wrong credentials a minute, by client address. Default: 600. */
        readonly failuresPerMinute?: number | undefined;
        /** Payments that one session may have. Default: 30. */
        readonly paymentsPerSession?: number | undefined;
      }
    | undefined;
  /** The keys that seal personal data in the database. */
  readonly encryption?:
    | {
        /** The first key seals; the others only unseal what they sealed before. At least one in live. Default: []. */
        readonly keys?:
          | readonly {
              /** The key's name, which stands in the database; it belongs to one secret for good. */
              readonly id: string;
              /** At least 32 random bytes, as pay-checkout keys encryption prints them, in hex or in base64. */
              readonly secret: string | Reference;
            }[]
          | undefined;
      }
    | undefined;
  /** How long the database keeps data. */
  readonly retention?:
    | {
        /** Days after the end until personal data is erased. Default: 90. */
        readonly personalDataDays?: number | undefined;
        /** Days that exchanges with providers are kept. Default: 30. */
        readonly exchangesDays?: number | undefined;
        /** Days after the end until something leaves the database; longer than any provider's delay. Default: 400. */
        readonly finishedDays?: number | undefined;
        /** A folder for what leaves the database, as lines of JSON without personal data; null: it is deleted. */
        readonly archive?: string | null | undefined;
      }
    | undefined;
  /** Who may read the metrics. */
  readonly metrics?:
    | {
        /** The secret that GET /metrics expects after Bearer. Without it, the page does not exist. */
        readonly token?: string | null | Reference | undefined;
      }
    | undefined;
  /** The console, where operators look after payments in a browser. */
  readonly console?:
    | {
        /** The people who may sign in. Without any, there is no console. Default: []. */
        readonly operators?:
          | readonly {
              /** The name with which the person signs in, and under which the audit has what they do. */
              readonly id: string;
              /** The hash of the person's password, as pay-checkout operator add makes it ($scrypt$ln=17,…). The password itself is taken, too: in live at least 32 visible ASCII characters. */
              readonly password: string | Reference;
              /** The secret of the person's authenticator app, in base32, as pay-checkout operator add makes it; in live at least 16 bytes. */
              readonly totp: string | Reference;
              /** What the person may do: the same scopes as an API key's. */
              readonly scopes: readonly (
                | "sessions"
                | "operate"
                | "payouts"
                | "payouts:approve"
                | "refunds"
                | "reports"
                | "customers"
                | "audit"
              )[];
            }[]
          | undefined;
      }
    | undefined;
  /** Limits for payouts, as decimal text by currency; a currency that is not there has none. */
  readonly payouts?:
    | {
        /** The most that one payout may be. */
        readonly maxAmount?: Readonly<Record<string, string>> | undefined;
        /** The most that all payouts of one day (UTC) may be together. */
        readonly dailyLimit?: Readonly<Record<string, string>> | undefined;
        /** A payout of more than this waits until a second key approves it. */
        readonly approveAbove?: Readonly<Record<string, string>> | undefined;
      }
    | undefined;
  /** Your accounts at providers, in the order in which they are tried. */
  readonly accounts: readonly AccountInput[];
}
