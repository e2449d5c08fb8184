import type { Amount } from "../../core/money.ts";
import type { NextActionType } from "../../core/next-action.ts";
import type { ProviderHttp } from "../http-client.ts";
import type { BalanceResult, StatementRequest, StatementResult } from "./bookkeeping.ts";
import type { Acknowledgement, CallbackResult, RawCallback } from "./callback.ts";
import type { AmountObjection, MethodConfig } from "./method.ts";
import type { PayerDetails, PayerFieldError, PayerFieldNeed } from "./payer.ts";
import type { CancelResult, CreateResult, OrderRef, PaymentOrder, QueryResult } from "./payment.ts";
import type { PayoutSide } from "./payout.ts";
import type { RefundSide } from "./refund.ts";

/** What an adapter can do, as `GET /v1/accounts` shows it. A test compares it with the methods that are present. */
export type Capability =
  | "create"
  | "query"
  | "cancel"
  | "callback"
  | "payout"
  | "refund"
  | "balance"
  | "statement";

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
  readonly refunds?: RefundSide;
  readonly balance?: (now: number) => Promise<BalanceResult>;
  readonly statement?: (request: StatementRequest) => Promise<StatementResult>;
}

/** `note` is a sentence of ours for the person who runs the check. */
export type ProbeResult =
  | { readonly kind: "ok"; readonly note?: string }
  | { readonly kind: "wrong_credentials"; readonly code: string; readonly note?: string }
  | { readonly kind: "not_reached"; readonly cause: string }
  | { readonly kind: "unexpected"; readonly code: string; readonly note?: string };

/** What an adapter is made of. */
export interface AdapterInput<Credentials, Options> {
  readonly accountId: string;
  readonly baseUrl: string;
  readonly credentials: Credentials;
  readonly options: Options;
  readonly methods: readonly MethodConfig[];
  readonly http: ProviderHttp;
}
