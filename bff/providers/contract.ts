/**
 * The contract of a provider. An adapter turns our words into the provider's, and the provider's words into
 * reports. It never decides what a report means for a payment (bff/core does), and it never touches the
 * database. Results are values; an exception from an adapter is a bug.
 */

import { z } from "zod";
import type { Amount } from "../core/money.ts";
import type { NextAction, NextActionType } from "../core/next-action.ts";
import type { OrderReport, ReportedStatus } from "../core/report.ts";
import { Secret } from "../core/secret.ts";
import type { ProviderHttp } from "./http-client.ts";

export type { NextAction, NextActionType, OrderReport, ReportedStatus };

/** What an adapter can do, as `GET /v1/accounts` shows it. A test compares it with the methods that are present. */
export type Capability = "create" | "query" | "cancel" | "callback" | "payout" | "balance" | "statement";

/** One configured method of an account. `channel` is the provider's own code, as text. */
export interface MethodConfig {
  readonly method: string;
  readonly channel: string;
  readonly currency: string;
  readonly decimals: number;
  readonly expiresInSeconds: number;
}

export type PayerFieldName = "name" | "email" | "phone" | "taxId" | "exchangeUid";

export interface PayerFieldNeed {
  readonly name: PayerFieldName;
  readonly required: boolean;
}

/** The payer's own account at the provider, for a provider whose payers have one. */
export interface PayerAccount {
  readonly openId: string | null;
  readonly userId: string | null;
  /** The payer's login there, if the provider's creation takes one. */
  readonly token: string | null;
}

/** What is known about the payer: the session's customer, plus what the customer has typed. */
export interface PayerDetails {
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly taxId: string | null;
  /** From the customer's `providerAccounts`, or `exchangeUid` as typed (then as `userId`). */
  readonly providerAccount: PayerAccount;
}

/** One order to be created at the provider. */
export interface PaymentOrder {
  /** Our order number, 30 characters of `[0-9a-z]`. */
  readonly orderNo: string;
  readonly amount: Amount;
  readonly method: MethodConfig;
  readonly payer: PayerDetails;
  readonly description: string | null;
  /** Where the provider posts its callback. The address belongs to this one order. */
  readonly callbackUrl: string;
  /** Where the provider sends the customer back. */
  readonly returnUrl: string;
  /** Epoch ms. */
  readonly now: number;
  /** When the payment expires if the provider names no time of its own. Epoch ms. */
  readonly expiresAt: number;
}

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

export type CreateResult =
  | {
      readonly kind: "accepted";
      readonly providerOrderId: string | null;
      readonly nextAction: NextAction;
      /** The provider's own expiry, epoch ms. Null if it names none. */
      readonly expiresAt: number | null;
      /** Sentences of ours for the log, such as one about a CLABE with a wrong control digit. */
      readonly notes?: readonly string[];
      /** Set if the answer to the creation already says more than "pending" (PayPro's `data.status`). */
      readonly report: OrderReport | null;
    }
  /** The provider definitely created nothing, so another account may be tried. */
  | {
      readonly kind: "refused";
      /** A stable code of ours: `provider_refused`, `signature_refused`, `no_capacity`, `amount_refused` … */
      readonly code: string;
      /** True if the same customer may succeed by trying again, or with another method or account. */
      readonly retryable: boolean;
      /**
       * True if it is our own mistake (wrong key, wrong signature). It is logged as an error for the
       * operator.
       */
      readonly alarm: boolean;
    }
  | { readonly kind: "unknown"; readonly cause: UnknownCause };

/** What we know of an order when we query it. */
export interface OrderRef {
  readonly orderNo: string;
  readonly providerOrderId: string | null;
  readonly method: MethodConfig;
  readonly amount: Amount;
  readonly payer: PayerDetails;
  readonly now: number;
  /** The same addresses as at the creation. A provider that is queried by creating again needs them. */
  readonly callbackUrl: string;
  readonly returnUrl: string;
  readonly description: string | null;
  /**
   * False while the creation got no answer and the order is still wanted. Then a provider that "finds
   * nothing" is believed only after 15 minutes, and a provider that can be queried only by creating again may
   * be queried so.
   */
  readonly accepted: boolean;
  /**
   * Asks a provider that can do so to send the callback of a paid order again: for an operator, or if the
   * amount is missing.
   */
  readonly resendCallback?: boolean;
}

export type QueryResult =
  | { readonly kind: "report"; readonly report: OrderReport }
  /** The provider says that it has no such order. */
  | { readonly kind: "not_found" }
  /** The provider cannot be queried about this order (yet). That is no error. */
  | { readonly kind: "cannot_ask" }
  /** The provider refused the query itself (wrong key, wrong signature). It says nothing about the order. */
  | { readonly kind: "refused"; readonly code: string; readonly alarm: boolean }
  | { readonly kind: "unknown"; readonly cause: UnknownCause };

export type CancelResult =
  | { readonly kind: "canceled" }
  | { readonly kind: "refused"; readonly code: string }
  | { readonly kind: "unknown"; readonly cause: UnknownCause };

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
  | { readonly kind: "facts"; readonly facts: readonly CallbackFact[] }
  /** Nothing to apply, but the answer is 200 (BharatPay's dashboard posts the bare text `Test`). */
  | { readonly kind: "ping" }
  | { readonly kind: "refused"; readonly reason: string };

/** The exact status, content type and body that acknowledge a callback. */
export interface Acknowledgement {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

export interface PayoutOrder {
  readonly orderNo: string;
  readonly amount: Amount;
  readonly channel: string | null;
  readonly beneficiary: {
    readonly name: string;
    readonly accountNumber: string;
    readonly accountType: string;
    readonly bankName: string | null;
    readonly bankCode: string | null;
    readonly phone: string | null;
    readonly email: string | null;
  };
  readonly callbackUrl: string;
  readonly now: number;
}

/**
 * A field of a payout request that this account cannot take. It is reported before the provider is called.
 */
export interface PayoutFieldError {
  /** Dotted path in the request (`beneficiary.bankCode`, `amount.value`, `channel`). */
  readonly path: string;
  readonly message: string;
}

export type PayoutResult =
  | {
      readonly kind: "accepted";
      readonly providerOrderId: string | null;
      readonly report: OrderReport | null;
    }
  | {
      readonly kind: "refused";
      readonly code: string;
      readonly retryable: boolean;
      readonly alarm: boolean;
    }
  | { readonly kind: "unknown"; readonly cause: UnknownCause };

export interface PayoutRef {
  readonly orderNo: string;
  readonly providerOrderId: string | null;
  readonly amount: Amount;
  readonly now: number;
  /** As in {@link OrderRef}. */
  readonly resendCallback?: boolean;
}

export type BalanceResult =
  | {
      readonly kind: "balance";
      readonly available: Amount | null;
      readonly total: Amount | null;
      readonly frozen: Amount | null;
    }
  | { readonly kind: "refused"; readonly code: string; readonly alarm: boolean }
  | { readonly kind: "unknown"; readonly cause: UnknownCause };

export interface StatementRequest {
  /** `yyyy-MM-dd`, as the provider counts days. */
  readonly day: string;
  readonly type: "payment" | "transfer" | null;
  readonly page: number;
  readonly pageSize: number;
  readonly now: number;
}

export interface StatementEntry {
  readonly orderNo: string;
  readonly providerOrderId: string | null;
  readonly type: "payment" | "transfer";
  readonly amount: Amount;
  readonly paidAt: number | null;
}

export type StatementResult =
  | { readonly kind: "statement"; readonly total: number; readonly entries: readonly StatementEntry[] }
  | { readonly kind: "refused"; readonly code: string; readonly alarm: boolean }
  | { readonly kind: "unknown"; readonly cause: UnknownCause };

/** Why a method cannot take an amount, as a sentence for a merchant's developer. Null if it can. */
export type AmountObjection = string | null;

/** A field of the payer's details that is wrong, such as a CPF with wrong control digits. */
export interface PayerFieldError {
  readonly name: PayerFieldName;
  readonly message: string;
}

/** One account at one provider, ready to be called. */
export interface ProviderAdapter {
  readonly capabilities: readonly Capability[];
  /** The kind of next action that this method leads to, as far as that is known before there is an order. */
  actionOf(method: MethodConfig): NextActionType;
  /** The payer's details that this method requires or accepts. */
  payerFields(method: MethodConfig): readonly PayerFieldNeed[];
  /** Checks the content of the payer's details before the provider is called. */
  checkPayer(method: MethodConfig, payer: PayerDetails): readonly PayerFieldError[];
  /** Says whether the provider can take exactly this amount by this method. */
  objectToAmount(method: MethodConfig, amount: Amount): AmountObjection;
  createPayment(order: PaymentOrder): Promise<CreateResult>;
  queryPayment(ref: OrderRef): Promise<QueryResult>;
  /** A harmless signed call for `pay-checkout check`. It tells a wrong key from a wrong address. */
  probe(now: number): Promise<ProbeResult>;
  readonly cancelPayment?: (ref: OrderRef) => Promise<CancelResult>;
  /** Pure: bytes, headers and credentials in, reports out. */
  readCallback(raw: RawCallback): CallbackResult;
  readonly acknowledgement: Acknowledgement;
  readonly payouts?: PayoutSide;
  readonly balance?: (now: number) => Promise<BalanceResult>;
  readonly statement?: (request: StatementRequest) => Promise<StatementResult>;
}

/** The part of an adapter that pays out. */
export interface PayoutSide {
  /** The currencies that the account pays out. Null means those of its methods. */
  readonly currencies: readonly string[] | null;
  /** Checks everything about the request that can be checked without calling the provider. */
  check(order: Omit<PayoutOrder, "orderNo" | "callbackUrl" | "now">): readonly PayoutFieldError[];
  create(order: PayoutOrder): Promise<PayoutResult>;
  query(ref: PayoutRef): Promise<QueryResult>;
  readCallback(raw: RawCallback): CallbackResult;
}

export type ProbeResult =
  | { readonly kind: "ok" }
  | { readonly kind: "wrong_credentials"; readonly code: string }
  | { readonly kind: "not_reached"; readonly cause: string }
  | { readonly kind: "unexpected"; readonly code: string };

/** What an adapter is made of. */
export interface AdapterInput<Credentials, Options> {
  readonly accountId: string;
  readonly baseUrl: string;
  readonly credentials: Credentials;
  readonly options: Options;
  readonly methods: readonly MethodConfig[];
  readonly http: ProviderHttp;
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
  | { readonly ok: true; readonly createAdapter: (http: ProviderHttp) => ProviderAdapter }
  | { readonly ok: false; readonly issues: readonly AccountIssue[] };

export interface AccountInput {
  readonly accountId: string;
  readonly baseUrl: string;
  /** As in the file, with `{ env }` and `{ file }` replaced by their text. */
  readonly credentials: unknown;
  readonly options: unknown;
  readonly methods: readonly MethodConfig[];
}

/** A provider, as the registry holds it. Made by {@link defineProvider}. */
export interface Provider {
  readonly id: string;
  readonly title: string;
  /** The names of the secret credentials. In `live`, their text may not stand in the file. */
  readonly secretCredentials: readonly string[];
  readAccount(input: AccountInput): AccountReading;
}

export interface ProviderSpec<CredentialsSchema extends z.ZodType, OptionsSchema extends z.ZodType> {
  readonly id: string;
  readonly title: string;
  /** Strict schema of `accounts[].credentials`; secret fields use {@link secretText}. */
  readonly credentials: CredentialsSchema;
  readonly secretCredentials: readonly string[];
  /** Strict schema of `accounts[].options`, every option with its default. */
  readonly options: OptionsSchema;
  /**
   * Checks one configured method: channel, method, currency. Returns a sentence if they do not fit, else
   * null.
   */
  readonly checkMethod: (method: MethodConfig, options: z.output<OptionsSchema>) => string | null;
  /**
   * Checks credentials and options that depend on each other, such as a key's length and its cipher. Paths as
   * in {@link AccountIssue}.
   */
  readonly checkTogether?: (
    credentials: z.output<CredentialsSchema>,
    options: z.output<OptionsSchema>,
  ) => readonly AccountIssue[];
  readonly createAdapter: (
    input: AdapterInput<z.output<CredentialsSchema>, z.output<OptionsSchema>>,
  ) => ProviderAdapter;
}

/** A secret field of a provider's credentials: plain text in, a {@link Secret} out. */
export const secretText = z
  .string()
  .min(1)
  .transform((text) => new Secret(text));

/** Hides a provider's own types, so that the registry can hold all providers in one list. */
export function defineProvider<CredentialsSchema extends z.ZodType, OptionsSchema extends z.ZodType>(
  spec: ProviderSpec<CredentialsSchema, OptionsSchema>,
): Provider {
  return {
    id: spec.id,
    title: spec.title,
    secretCredentials: spec.secretCredentials,
    readAccount(input) {
      const credentials = spec.credentials.safeParse(input.credentials);
      const options = spec.options.safeParse(input.options ?? {});
      if (!credentials.success || !options.success) {
        return {
          ok: false,
          issues: [
            ...accountIssues("credentials", credentials.error),
            ...accountIssues("options", options.error),
          ],
        };
      }
      const issues = input.methods.flatMap((method, index): AccountIssue[] => {
        const message = spec.checkMethod(method, options.data);
        return message === null ? [] : [{ path: `methods.${index}`, message }];
      });
      issues.push(...(spec.checkTogether?.(credentials.data, options.data) ?? []));
      if (issues.length > 0) return { ok: false, issues };
      const { accountId, baseUrl, methods } = input;
      return {
        ok: true,
        createAdapter: (http) =>
          spec.createAdapter({
            accountId,
            baseUrl,
            credentials: credentials.data,
            options: options.data,
            methods,
            http,
          }),
      };
    },
  };
}

function accountIssues(root: string, error: z.ZodError | undefined): AccountIssue[] {
  return (error?.issues ?? []).map((issue) => ({
    path: [root, ...issue.path.map(String)].join("."),
    message: issue.message,
  }));
}
