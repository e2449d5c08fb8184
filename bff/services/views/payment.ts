/** A payment as the public API shows it, to the merchant and to the customer's browser. */
import * as contract from "../../contract.ts";
import { amountOf } from "../../core/amount-of.ts";
import { toIsoTime } from "../../core/clock.ts";
import { toMoney } from "../../core/money.ts";
import { isReversalInDoubt } from "../../core/payment/reversal.ts";
import { exceptionsOf, readExceptions } from "../../core/payment/status.ts";
import { refundedMinor, refundsOf } from "../../core/refund/on-payment.ts";
import type { PaymentRow } from "../../storage/repositories/payments.ts";
import type { ServiceContext } from "../context.ts";
import { openNextAction } from "../rows/next-action.ts";
import { openNote } from "../rows/notes.ts";
import { openPayer } from "../rows/payer.ts";
import { nothingSaid, providerDetailsView } from "../rows/provider-details.ts";
import { createFieldReader, type Reading } from "../rows/readable-fields.ts";
import { type TimelineRows, timelineView } from "./timeline.ts";

/** The address without the customer's token at the provider, which only their own browser may carry there. */
function withoutSecret(address: string, context: ServiceContext, row: PaymentRow): string {
  const { token } = openPayer(context, row).providerAccount;
  const url = URL.parse(address);
  if (token === null || url === null) return address;
  const fields = [...url.searchParams].filter(([, value]) => value === token);
  if (fields.length === 0) return address;
  for (const [name] of fields) url.searchParams.delete(name, token);
  return url.href;
}

/**
 * The next action, shown only while the customer can still take it. The fields of a form go to the browser
 * only: they hold the payer's name and addresses that only the provider may know.
 */
function visibleAction(
  context: ServiceContext,
  row: PaymentRow,
  viewer: "merchant" | "browser",
): contract.NextAction | null {
  return row.status === "pending" || row.status === "partially_paid"
    ? keptAction(context, row, viewer)
    : null;
}

/** The action as it was shown, also when the payment has ended. */
function keptAction(
  context: ServiceContext,
  row: PaymentRow,
  viewer: "merchant" | "browser",
): contract.NextAction | null {
  const action = openNextAction(context, row);
  if (action === null) return null;
  switch (action.type) {
    case "display_code":
      return { ...action, expiresAt: toIsoTime(action.expiresAt) };
    case "redirect_form":
      return viewer === "browser" ? action : { ...action, fields: {} };
    case "redirect":
      return viewer === "browser" ? action : { ...action, url: withoutSecret(action.url, context, row) };
    case "display_qr":
      return action;
    default:
      return action satisfies never;
  }
}

function failureOf(row: {
  readonly failure_code: string | null;
  readonly failure_retryable: number | null;
}): contract.PaymentFailure | null {
  return row.failure_code === null
    ? null
    : { code: row.failure_code, retryable: row.failure_retryable === 1 };
}

function amounts(row: PaymentRow): { amount: contract.Money; amountReceived: contract.Money } {
  const amount = amountOf(row);
  return {
    amount: toMoney(amount),
    amountReceived: toMoney({ ...amount, minor: BigInt(row.received_minor) }),
  };
}

function refunded(row: PaymentRow): contract.Money {
  return toMoney({ ...amountOf(row), minor: refundedMinor(row) });
}

function refundSummaries(row: PaymentRow): contract.RefundSummary[] {
  return refundsOf(row).map(({ id, status, minor }) => ({
    id,
    status,
    amount: toMoney({ ...amountOf(row), minor: BigInt(minor) }),
  }));
}

/** @param options.timeline to be shown with it */
export function paymentView(
  context: ServiceContext,
  row: PaymentRow,
  options: { readonly timeline?: TimelineRows; readonly reading?: Reading } = {},
): contract.Payment {
  const { timeline, reading = "whole" } = options;
  const fields = createFieldReader(context, { id: row.id, reading });
  const view: contract.Payment = {
    id: row.id,
    object: "payment",
    session: row.session_id,
    reference: row.reference,
    account: row.account_id,
    method: contract.paymentMethod.parse(row.method),
    channel: row.channel,
    orderNo: row.order_no,
    providerOrderId: row.provider_order_id,
    status: row.status,
    exceptions: fields.read("exceptions", () => exceptionsOf(row.status, readExceptions(row)), []),
    ...(isReversalInDoubt(row) ? { inDoubt: "reversal" } : {}),
    ...amounts(row),
    amountRefunded: fields.read(
      "amountRefunded",
      () => refunded(row),
      toMoney({ ...amountOf(row), minor: 0n }),
    ),
    nextAction: fields.read("nextAction", () => visibleAction(context, row, "merchant"), null),
    failure: failureOf(row),
    providerDetails: fields.read("providerDetails", () => providerDetailsView(context, row), nothingSaid),
    refunds: fields.read("refunds", () => refundSummaries(row), []),
    createdAt: toIsoTime(row.created_at),
    expiresAt: toIsoTime(row.expires_at),
  };
  if (timeline === undefined) return { ...view, ...fields.leftOut() };
  const open = (sealed: string) =>
    fields.read("timeline", () => openNote(context, "payment", { id: row.id, sealed }), null);
  const shownAction = fields.read("shownAction", () => keptAction(context, row, "merchant"), null);
  return { ...view, shownAction, timeline: timelineView(timeline, open), ...fields.leftOut() };
}

/** The payment as the customer's browser may see it: without the account and the provider's order id. */
export function browserPaymentView(
  context: ServiceContext,
  row: PaymentRow,
  reading: Reading = "whole",
): contract.BrowserPayment {
  const fields = createFieldReader(context, { id: row.id, reading });
  return {
    id: row.id,
    method: contract.paymentMethod.parse(row.method),
    status: row.status,
    exceptions: fields.read("exceptions", () => exceptionsOf(row.status, readExceptions(row)), []),
    ...amounts(row),
    nextAction: fields.read("nextAction", () => visibleAction(context, row, "browser"), null),
    failure: failureOf(row),
    createdAt: toIsoTime(row.created_at),
    expiresAt: toIsoTime(row.expires_at),
  };
}
