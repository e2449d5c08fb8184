/**
 * What every provider is. An adapter turns our words into a provider's and a provider's words into facts; it never
 * decides what a fact means for a payment (core/payment-state.ts does) and never touches the database.
 * Results are values; an exception out of an adapter is a bug.
 */

import { z } from "zod";
import type { Amount } from "../core/money.ts";
import type { NextAction, NextActionType, OrderReport, ReportedStatus } from "../core/report.ts";
import { Secret } from "../core/secret.ts";
import type { ProviderHttp } from "./http-client.ts";

export type { NextAction, NextActionType, OrderReport, ReportedStatus };

/** What an adapter can do, named as `GET /v1/accounts` shows it. A test holds it equal to the methods present. */
export type Capability = "create" | "query" | "cancel" | "callback" | "payout" | "balance" | "statement";

/** The methods of an account as configured. `channel` is the provider's own code, as text. */
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

/** What is known about the payer: the session's customer, completed by what the customer typed. */
export interface PayerDetails {
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly taxId: string | null;
  /** ChainUp: from `customer.providerAccounts.chainup`, or `exchangeUid` as typed (then as userId). */
  readonly chainup: {
    readonly openId: string | null;
    readonly userId: string | null;
    readonly token: string | null;
  };
}

/** One order to be created at the provider. */
export interface PaymentOrder {
  /** Our number at the provider, 30 characters of `[0-9a-z]`. */
  readonly orderNo: string;
  readonly amount: Amount;
  readonly method: MethodConfig;
  readonly payer: PayerDetails;
  readonly description: string | null;
  /** Where the provider posts its callback: bound to this one order. */
  readonly callbackUrl: string;
  /** Where the provider sends the customer back. */
  readonly returnUrl: string;
  /** Epoch ms. */
  readonly now: number;
  /** When the order will be given up if the provider names no time of its own. Epoch ms. */
  readonly expiresAt: number;
}

/** Why there is no answer to rely on. The text is ours, never the provider's. */
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
      /** The provider's own expiry, epoch ms; null when it names none. */
      readonly expiresAt: number | null;
      /** Sentences of ours for the log (a CLABE whose control digit is off). */
      readonly notes?: readonly string[];
      /** Set when the creation answer already says more than "pending" (PayPro's data.status). */
      readonly report: OrderReport | null;
    }
  | {
      readonly kind: "refused";
      /** A stable word of ours (`provider_refused`, `signature_refused`, `no_capacity`, `amount_refused` …). */
      readonly code: string;
      /** True when the same customer may well succeed by trying again or with another method or account. */
      readonly retryable: boolean;
      /** The provider definitely created nothing, so another account may be asked. */
      readonly created: false;
      /** True when it is our own mistake (wrong key, wrong signature): logged as an error for the operator. */
      readonly alarm: boolean;
    }
  | { readonly kind: "unknown"; readonly cause: UnknownCause };

/** What we know of an order when we ask about it. */
export interface OrderRef {
  readonly orderNo: string;
  readonly providerOrderId: string | null;
  readonly method: MethodConfig;
  readonly amount: Amount;
  readonly payer: PayerDetails;
  readonly now: number;
  /** The same as were given when the order was created: a provider that is asked by creating again needs them. */
  readonly callbackUrl: string;
  readonly returnUrl: string;
  readonly description: string | null;
  /**
   * False while creation is in doubt and the order is still wanted: a provider that "finds nothing" is then to be
   * believed only after 15 minutes, and one that can only be asked by creating again may be asked so.
   */
  readonly accepted: boolean;
  /** A provider that can is to send the callback of a paid order again: an operator asks, or its amount is missing. */
  readonly resendCallback?: boolean;
}

export type QueryResult =
  | { readonly kind: "report"; readonly report: OrderReport }
  /** The provider says that it has no such order. */
  | { readonly kind: "not_found" }
  /** The provider has no way to be asked about this order (yet). Not an error. */
  | { readonly kind: "cannot_ask" }
  /** The provider answered and refused the question itself (wrong key, wrong signature): an alarm, no news of the order. */
  | { readonly kind: "refused"; readonly code: string; readonly alarm: boolean }
  | { readonly kind: "unknown"; readonly cause: UnknownCause };

export type CancelResult =
  | { readonly kind: "canceled" }
  | { readonly kind: "refused"; readonly code: string }
  | { readonly kind: "unknown"; readonly cause: UnknownCause };

/** A request as it came in: bytes before any parsing. */
export interface RawCallback {
  readonly body: Uint8Array;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** The raw query string without `?`. */
  readonly query: string;
}

export interface CallbackFact {
  readonly report: OrderReport;
  /** True when the signature is too weak to count on: a success must be confirmed by a query first. */
  readonly mustConfirm: boolean;
}

export type CallbackResult =
  | { readonly kind: "facts"; readonly facts: readonly CallbackFact[] }
  /** Nothing to apply, but it is to be answered 200 (BharatPay's dashboard posts the bare text `Test`). */
  | { readonly kind: "ping" }
  | { readonly kind: "refused"; readonly reason: string };

/** Exact bytes, status and content type that tell the provider "got it". */
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

/** A field of a payout request that this account cannot take, told before the provider is asked. */
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
      readonly created: false;
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
  /** `yyyy-MM-dd` in the provider's own day. */
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

/** Why a method cannot take an amount, in a sentence for a merchant's developer; null when it can. */
export type AmountObjection = string | null;

/** A field of the payer's details that is wrong (a CPF whose control digits do not fit). */
export interface PayerFieldError {
  readonly name: PayerFieldName;
  readonly message: string;
}

/** One account at one provider, ready to be spoken to. */
export interface ProviderAdapter {
  readonly capabilities: readonly Capability[];
  /** What kind of next action this method leads to, as far as can be known before the order exists. */
  actionOf(method: MethodConfig): NextActionType;
  /** The payer's details that this method needs or likes to have. */
  payerFields(method: MethodConfig): readonly PayerFieldNeed[];
  /** Checks the payer's details beyond their presence, before the provider is asked. */
  checkPayer(method: MethodConfig, payer: PayerDetails): readonly PayerFieldError[];
  /** Tells whether the provider can take exactly this amount by this method. */
  objectToAmount(method: MethodConfig, amount: Amount): AmountObjection;
  createPayment(order: PaymentOrder): Promise<CreateResult>;
  queryPayment(ref: OrderRef): Promise<QueryResult>;
  /** A harmless signed call for `pay-checkout check`: tells a wrong key from a wrong address. */
  probe(now: number): Promise<ProbeResult>;
  readonly cancelPayment?: (ref: OrderRef) => Promise<CancelResult>;
  /** Pure: bytes, headers and credentials in, facts out. */
  readCallback(raw: RawCallback): CallbackResult;
  readonly acknowledgement: Acknowledgement;
  /** True when a success reported by a callback counts only after a query says the same. */
  readonly confirmsByQuery: boolean;
  readonly payouts?: PayoutSide;
  readonly balance?: (now: number) => Promise<BalanceResult>;
  readonly statement?: (request: StatementRequest) => Promise<StatementResult>;
}

/** The paying-out half of an adapter. */
export interface PayoutSide {
  /** Currencies the account pays out; null: those of its methods. */
  readonly currencies: readonly string[] | null;
  /** Checks everything about the request that can be checked without asking the provider. */
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

/** A mistake in an account's configuration; `path` is below the account (`credentials.privateKey`, `methods.0.channel`). */
export interface AccountIssue {
  readonly path: string;
  readonly message: string;
}

/** An account whose configuration was read; the adapter is made once there is something to call out with. */
export type AccountReading =
  | { readonly ok: true; readonly createAdapter: (http: ProviderHttp) => ProviderAdapter }
  | { readonly ok: false; readonly issues: readonly AccountIssue[] };

export interface AccountInput {
  readonly accountId: string;
  readonly baseUrl: string;
  /** As in the file, `{ env }` and `{ file }` already replaced by their text. */
  readonly credentials: unknown;
  readonly options: unknown;
  readonly methods: readonly MethodConfig[];
}

/** A provider as the registry knows it: made by {@link defineProvider}. */
export interface Provider {
  readonly id: string;
  readonly title: string;
  /** Names of the credentials that are secret: a literal is refused for them in `live`. */
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
  /** Checks one configured method (channel, method, currency) against the sheet; a sentence when it does not fit. */
  readonly checkMethod: (method: MethodConfig, options: z.output<OptionsSchema>) => string | null;
  /** Checks what credentials and options must be together (a key's length against its cipher); paths as in {@link AccountIssue}. */
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

/** Closes a provider's own types inside it, so that the registry can hold them all alike. */
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
