/** Asks the provider how one payment stands and applies the answer. One question at a time over all processes. */
import type { Cause } from "../../contract.ts";
import { assertsSuccess } from "../../core/payment/assertion.ts";
import { isOpen } from "../../core/payment/status.ts";
import type { MethodConfig, OrderRef, OrderReport, QueryResult } from "../../providers/contract.ts";
import { recordAccountSuccess } from "../../storage/repositories/accounts.ts";
import {
  findPayment,
  type PaymentRow,
  releasePaymentQueryLease,
  takePaymentQueryLease,
} from "../../storage/repositories/payments.ts";
import type { ServiceContext } from "../context.ts";
import { openPayer } from "../routing/payer-details.ts";
import { amountOf } from "../rows/amount.ts";
import { callProvider } from "../runs/call-provider.ts";
import { queryLeaseMs } from "../runs/query-lock.ts";
import { type Applied, applyFact } from "./apply-fact.ts";
import { paymentUrls } from "./new-payment.ts";

export type QueryOutcome =
  | {
      readonly kind: "answered";
      readonly applied: Applied | undefined;
      /** Null when the provider does not know the order. */
      readonly report: OrderReport | null;
    }
  /** Asked, and no answer to rely on came back. */
  | { readonly kind: "no_answer" }
  /** The provider cannot be asked about this order. Not an error. */
  | { readonly kind: "cannot_ask" }
  /** The account or the method is no longer in the configuration: nobody was asked. */
  | { readonly kind: "not_configured" }
  /** Somebody else is asking, or asked within the floor. */
  | { readonly kind: "busy" }
  /** Not asked, as the provider does not answer anybody at the moment. */
  | { readonly kind: "circuit_open" }
  | { readonly kind: "gone" };

/**
 * @param input.floorMs no question within that time after the last one; 0 for none.
 * @param input.cause what the timeline says; `query` unless the question is part of an expiry.
 */
export async function queryPayment(
  context: ServiceContext,
  input: {
    readonly paymentId: string;
    readonly floorMs: number;
    readonly cause?: Cause;
    readonly resendCallback?: boolean;
    /** False: an open circuit is told instead of met. */
    readonly besideCircuit?: boolean;
  },
): Promise<QueryOutcome> {
  const db = context.database.kysely;
  const now = context.clock.now();
  const leaseMs = queryLeaseMs(context);
  const { paymentId: id, floorMs } = input;
  const leased = await takePaymentQueryLease(db, { id, now, leaseMs, floorMs });
  if (!leased) {
    return (await findPayment(db, input.paymentId)) === undefined ? { kind: "gone" } : { kind: "busy" };
  }
  try {
    return await ask(context, { ...input, cause: input.cause ?? "query" });
  } finally {
    await releasePaymentQueryLease(db, { id, until: now + leaseMs });
  }
}

async function ask(
  context: ServiceContext,
  input: {
    readonly paymentId: string;
    readonly cause: Cause;
    readonly resendCallback?: boolean;
    readonly besideCircuit?: boolean;
  },
): Promise<QueryOutcome> {
  const { paymentId, cause } = input;
  const payment = await findPayment(context.database.kysely, paymentId);
  if (payment === undefined) return { kind: "gone" };
  const account = context.accounts.get(payment.account_id);
  if (account === undefined) {
    context.logger.warn(
      { paymentId, accountId: payment.account_id },
      "the payment's account is not configured",
    );
    return { kind: "not_configured" };
  }
  if (input.besideCircuit === false && context.circuits.stateOf(account.id, "query") === "open") {
    return { kind: "circuit_open" };
  }
  const result: QueryResult = await callProvider(context, {
    about: { paymentId },
    doing: "asking",
    call: () =>
      account.adapter.queryPayment({
        ...orderRefOf(context, payment),
        resendCallback: input.resendCallback === true || isAmountMissing(payment),
      }),
  });
  switch (result.kind) {
    case "report": {
      await recordAccountSuccess(context.database.kysely, { accountId: account.id, at: context.clock.now() });
      const { undocumentedStatus } = result.report;
      if (undocumentedStatus !== null) {
        context.metrics.count("undocumented_statuses", { account: account.id });
        context.logger.warn(
          { paymentId, accountId: account.id },
          "provider sent a status outside its documentation",
        );
      }
      const fact = { kind: "report", report: result.report, certainty: "confirmed", digest: null } as const;
      const applied = await applyFact(context, { paymentId, facts: [fact], cause });
      return { kind: "answered", applied, report: result.report };
    }
    case "not_found":
      return {
        kind: "answered",
        applied: await applyFact(context, { paymentId, facts: [{ kind: "not_found" }], cause }),
        report: null,
      };
    case "cannot_ask":
      return { kind: "cannot_ask" };
    case "refused":
      context.logger.error(
        { paymentId, accountId: account.id, code: result.code },
        "provider refused our question",
      );
      if (result.alarm) context.metrics.count("provider_alarms", { account: account.id, code: result.code });
      return { kind: "no_answer" };
    case "unknown":
      context.metrics.count("provider_unknowns", { account: account.id, cause: result.cause });
      return { kind: "no_answer" };
    default:
      return result satisfies never;
  }
}

/** A query said paid and not how much, and no callback has: the one that says it is wanted again. */
function isAmountMissing(payment: PaymentRow): boolean {
  return payment.confirm_pending === 1 && !assertsSuccess(payment);
}

/**
 * The method that the payment was made with: as it stands in the row, whatever has become of it in the configuration,
 * so that an account keeps serving its old payments.
 */
function methodOf(payment: PaymentRow): MethodConfig {
  return {
    method: payment.method,
    channel: payment.channel,
    currency: payment.currency,
    decimals: payment.decimals,
    expiresInSeconds: Math.max(1, Math.round((payment.expires_at - payment.created_at) / 1_000)),
  };
}

export function orderRefOf(context: ServiceContext, payment: PaymentRow): OrderRef {
  const isInDoubt = payment.unknown_since !== null || payment.status === "creating";
  return {
    orderNo: payment.order_no,
    providerOrderId: payment.provider_order_id,
    method: methodOf(payment),
    amount: amountOf(payment),
    payer: openPayer(context, payment),
    ...paymentUrls(context, { id: payment.id, accountId: payment.account_id }),
    description: null,
    now: context.clock.now(),
    accepted: !isInDoubt || !isOpen(payment.status),
  };
}
