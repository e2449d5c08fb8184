/** The data that the conformance suite needs about a provider. Everything else is the same for each provider. */
import type {
  Acknowledgement,
  MethodConfig,
  OrderReport,
  PayerDetails,
  PayerFieldNeed,
  PayoutOrder,
  Provider,
  RawCallback,
  ReportedStatus,
} from "../../bff/providers/contract.ts";
import type { ProviderOperation } from "../../bff/providers/http-client.ts";
import type { ProviderId } from "../../demo/sandbox/state/order.ts";

export interface ConformanceData {
  readonly provider: Provider;
  readonly id: ProviderId;
  /** Section of vectors.json, and a check or more for each of its entries. */
  readonly vectors: { readonly section: string; readonly cases: readonly VectorCase[] };
  /** Credentials that are well-formed and belong to another merchant. */
  readonly strangersCredentials: Readonly<Record<string, string>>;
  /** Credentials and options that are told apart from good ones at start. `credentials` are laid over the sandbox's. */
  readonly badConfigurations: readonly BadConfiguration[];
  /** Each configuration is run against the sandbox with every call it has. The first is the usual one. */
  readonly accounts: readonly AccountCase[];
  readonly acknowledgement: Acknowledgement;
  /** Amounts and payers that are refused before the provider is called, and some that are not. */
  readonly amounts: readonly AmountCase[];
  readonly payers: readonly PayerCase[];
  readonly payoutErrors: readonly PayoutErrorCase[];
  /** Answers written by hand, for cases that the sandbox does not play. */
  readonly answers: readonly AnswerCase[];
  /** Callbacks written by hand and signed here, not by the adapter. */
  readonly callbacks: readonly CallbackCase[];
  /** Whether the provider knows money that arrives in parts. */
  readonly knowsParts: boolean;
  /** The status that an undocumented code in a callback gives; default `pending`. It is counted, too. */
  readonly strangeStatus?: { readonly status: ReportedStatus; readonly isCounted: boolean };
  /**
   * What one changed character in a callback may lead to: `refused` (or taken for exactly the same), or, where
   * nothing authenticates the text, also to facts of which a success still has to be confirmed by a query.
   */
  readonly tamperedCallback: "refused" | "unconfirmed";
  /**
   * Where this provider's documentation leads to another result than the suite's own: by `fault:call`, such
   * as `not_found:query`.
   */
  readonly otherwise?: Readonly<Record<string, object>>;
}

export interface VectorCase {
  /** Entries of the section that this covers: `create`, `callback.plain`. */
  readonly covers: readonly string[];
  readonly title: string;
  readonly actual: () => unknown;
  readonly expected: unknown;
}

export interface BadConfiguration {
  readonly title: string;
  readonly credentials?: Readonly<Record<string, unknown>>;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly methods?: readonly MethodConfig[];
  /** The path, below the account, of an issue that must be reported. */
  readonly path: string;
}

export interface AccountCase {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly methods: readonly MethodCase[];
  readonly payouts: readonly PayoutCase[];
  /** The currencies of the account's payouts; null: those of its methods. Absent: not checked. */
  readonly payoutCurrencies?: readonly string[] | null;
  /** Creating sends nothing to the provider: the browser does it (LHXPay's `page`). */
  readonly createsInBrowser?: boolean;
  /**
   * Parts of a body or query string that this API does not sign: what one changes there is not refused for its
   * signature. `"all"`: this version signs nothing at all.
   */
  readonly unsigned?: readonly RegExp[] | "all";
}

export interface MethodCase {
  readonly method: MethodConfig;
  /** Decimal text of an amount that the sandbox takes. */
  readonly amount: string;
  readonly payer: PayerDetails;
  /** The details that the customer has to give; absent: not checked. */
  readonly needs?: readonly PayerFieldNeed[];
}

export type PayoutCase = Omit<PayoutOrder, "orderNo" | "callbackUrl" | "now">;

export interface AmountCase {
  readonly title: string;
  /** Name of the account; default the first. */
  readonly account?: string;
  readonly method: MethodConfig;
  readonly amount: string;
  readonly isTaken: boolean;
}

export interface PayerCase {
  readonly title: string;
  readonly account?: string;
  readonly method: MethodConfig;
  readonly payer: PayerDetails;
  /** Names of the fields that are reported as wrong. */
  readonly wrong: readonly string[];
}

export interface PayoutErrorCase {
  readonly title: string;
  readonly account?: string;
  readonly payout: PayoutCase;
  /** Paths that are reported as wrong; empty: the configuration is accepted. */
  readonly wrong: readonly string[];
}

/** Which call an answer is for. `probe` is the one that `pay-checkout check` makes. */
export type AskedCall = ProviderOperation | "probe";

export interface AnswerCase {
  readonly title: string;
  readonly call: AskedCall;
  readonly account?: string;
  /** In place of the account's options. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Position of the method (or payout) in the account; default 0. */
  readonly nth?: number;
  /** The answer, written for the request as the provider received it. */
  readonly answer: (request: ReceivedRequest) => GivenAnswer;
  /** What the adapter must make of it: every property named here, with this value. */
  readonly expected: object;
}

export interface ReceivedRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Our number of the order that the call is about. */
  readonly orderNo: string;
}

export interface GivenAnswer {
  /** Default 200. */
  readonly status?: number;
  /** Default `application/json`. */
  readonly contentType?: string;
  readonly body: string;
}

export interface CallbackCase {
  readonly title: string;
  readonly account?: string;
  /** In place of the account's options. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Credentials the callback was signed with, laid over the sandbox's. */
  readonly credentials: Readonly<Record<string, string>>;
  /** Read by the payout side. */
  readonly isPayout?: boolean;
  readonly raw: RawCallback;
  readonly expected:
    | { readonly kind: "facts"; readonly reports: readonly Partial<OrderReport>[] }
    | { readonly kind: "refused"; readonly reason?: string }
    | { readonly kind: "ping" };
}
