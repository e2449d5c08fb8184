/** What a provider says about one order. The words are the provider's; what they mean for us is decided in payment/ and payout/. */

/** What the customer must do; the same shape as the public contract's `nextAction`, times as epoch ms. */
export type NextAction =
  | {
      readonly type: "display_code";
      readonly codeType: "va" | "store";
      readonly code: string;
      readonly barcode: "code128" | null;
      readonly expiresAt: number;
    }
  | { readonly type: "redirect"; readonly url: string }
  | {
      readonly type: "redirect_form";
      readonly url: string;
      readonly fields: Readonly<Record<string, string>>;
    }
  | {
      readonly type: "display_qr";
      readonly data: string;
      readonly links: readonly { readonly name: string; readonly url: string }[];
      readonly url: string | null;
    };

export type NextActionType = NextAction["type"];

/** How an order stands, in the provider's eyes. */
export type ReportedStatus = "pending" | "partially_paid" | "succeeded" | "failed" | "canceled" | "reversed";

/** What a provider said about one order, by callback or by query. It says only what the provider said. */
export interface OrderReport {
  readonly orderNo: string;
  readonly providerOrderId: string | null;
  readonly status: ReportedStatus;
  /** What was actually paid, as the provider wrote it (`1000`, `1000.00`); null when it did not say. */
  readonly amountText: string | null;
  /** True when the provider calls paid what was paid in any amount and does not say here in which (LHXPay's query). */
  readonly amountUntold?: boolean;
  /** What the provider says was ordered, where it says so beside what was paid (LHXPay's originAmount). */
  readonly orderedAmountText: string | null;
  /** Null when the provider names no currency (it then is the account's). */
  readonly currency: string | null;
  /** Epoch ms; null when the provider did not say. */
  readonly paidAt: number | null;
  /** A query may give the code or link again (PayPro's paymentInfo). */
  readonly nextAction: NextAction | null;
  /** The provider's own status code, when it is one that its documentation does not cover: logged and counted. */
  readonly undocumentedStatus: string | null;
  /** Sentences of ours for the log. */
  readonly notes?: readonly string[];
}
