/** Paying out: what an adapter is given, what it answers, and the part of it that does so. */
import type { AccountNumberKind } from "../../core/beneficiary/account-number.ts";
import type { Amount } from "../../core/money.ts";
import type { OrderReport, ProviderDetails } from "../../core/report.ts";
import type { CallbackResult, RawCallback } from "./callback.ts";
import type { QueryResult } from "./payment.ts";
import type { UnknownOutcome } from "./unknown.ts";

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
      /** As in `CreateResult`. */
      readonly notes?: readonly string[];
      readonly report: OrderReport | null;
    }
  /** Only where the documentation says that nothing was made: whoever reads "failed" sends the money again. */
  | {
      readonly kind: "refused";
      readonly code: string;
      readonly retryable: boolean;
      readonly alarm: boolean;
      /** What the provider said, if it said something. */
      readonly details?: ProviderDetails;
    }
  | UnknownOutcome;

export interface PayoutRef {
  readonly orderNo: string;
  readonly providerOrderId: string | null;
  readonly amount: Amount;
  readonly now: number;
  /** As in `OrderRef`. */
  readonly resendCallback?: boolean;
}

/** What a beneficiary may be for an account, for its checks and for the page on which a customer claims a refund. */
export interface BeneficiaryForm {
  readonly accountType: string;
  /** What `accountNumber` is then. */
  readonly number: AccountNumberKind;
  /** The further fields of the form, in order. */
  readonly fields: readonly {
    readonly name: "bankName" | "bankCode" | "phone" | "email";
    readonly required: boolean;
  }[];
}

/** The part of an adapter that pays out. */
export interface PayoutSide {
  /** The currencies that the account pays out. Null means those of its methods. */
  readonly currencies: readonly string[] | null;
  /** Each kind of beneficiary that {@link PayoutSide.check} takes, for that currency, the usual one first. */
  forms(currency: string): readonly BeneficiaryForm[];
  /** Checks everything about the request that can be checked without calling the provider. */
  check(order: Omit<PayoutOrder, "orderNo" | "callbackUrl" | "now">): readonly PayoutFieldError[];
  create(order: PayoutOrder): Promise<PayoutResult>;
  query(ref: PayoutRef): Promise<QueryResult>;
  readCallback(raw: RawCallback): CallbackResult;
}
