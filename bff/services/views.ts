/** Rows as the public API shows them. */
import { z } from "zod";
import * as contract from "../contract.ts";
import { toIsoTime } from "../core/clock.ts";
import { toMoney } from "../core/money.ts";
import { exceptionsOf, type LastingException } from "../core/payment-state.ts";
import type { PaymentRow, PaymentTimelineRow } from "../storage/payments.ts";
import type { SessionRow } from "../storage/sessions.ts";
import type { ServiceContext } from "./context.ts";
import { openNextAction } from "./next-action.ts";

/** Between a row's text columns and what they hold. Rows are ours, but they are parsed like any other input. */
const exceptionList = z.array(
  z.enum(["partially_paid", "overpaid", "underpaid", "paid_late", "duplicate_paid", "reversed"]),
);
const stringPairs = z.record(z.string(), z.string());
const methodList = z.array(contract.paymentMethod);

export function readExceptions(row: { readonly exceptions: string }): LastingException[] {
  return exceptionList.parse(JSON.parse(row.exceptions));
}

export function readCustomer(context: ServiceContext, row: SessionRow): contract.Customer | null {
  if (row.customer_sealed === null) return null;
  const text = context.seal.open(row.customer_sealed, `sessions.customer:${row.id}`);
  return contract.customer.parse(JSON.parse(text));
}

export function readMethods(row: SessionRow): contract.PaymentMethod[] | null {
  return row.methods === null ? null : methodList.parse(JSON.parse(row.methods));
}

/**
 * What the customer still has to do is shown only while it can be done. What a form sends is for the browser that posts
 * it: the payer's name is in it, and addresses that nobody but the provider is to know.
 */
function visibleAction(
  context: ServiceContext,
  row: PaymentRow,
  viewer: "merchant" | "browser",
): contract.NextAction | null {
  if (row.status !== "pending" && row.status !== "partially_paid") return null;
  const action = openNextAction(context, row);
  if (action === null) return null;
  switch (action.type) {
    case "display_code":
      return { ...action, expiresAt: toIsoTime(action.expiresAt) };
    case "redirect":
      return action;
    case "redirect_form":
      return { ...action, fields: viewer === "browser" ? { ...action.fields } : {} };
    case "display_qr":
      return { ...action, links: action.links.map((link) => ({ ...link })) };
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
  const { currency, decimals } = row;
  return {
    amount: toMoney({ minor: BigInt(row.amount_minor), currency, decimals }),
    amountReceived: toMoney({ minor: BigInt(row.received_minor), currency, decimals }),
  };
}

export function paymentView(
  context: ServiceContext,
  row: PaymentRow,
  timeline?: readonly PaymentTimelineRow[],
): contract.Payment {
  const view: contract.Payment = {
    id: row.id,
    object: "payment",
    session: row.session_id,
    account: row.account_id,
    method: contract.paymentMethod.parse(row.method),
    channel: row.channel,
    orderNo: row.order_no,
    providerOrderId: row.provider_order_id,
    status: row.status,
    exceptions: exceptionsOf(row.status, readExceptions(row)),
    ...amounts(row),
    nextAction: visibleAction(context, row, "merchant"),
    failure: failureOf(row),
    createdAt: toIsoTime(row.created_at),
    expiresAt: toIsoTime(row.expires_at),
  };
  return timeline === undefined ? view : { ...view, timeline: timeline.map(timelineView) };
}

const cause = z.enum(contract.causes);

export function timelineView(entry: {
  readonly at: number;
  readonly from_status: string | null;
  readonly to_status: string;
  readonly cause: string;
  readonly detail: string | null;
}): contract.TimelineEntry {
  return {
    at: toIsoTime(entry.at),
    from: entry.from_status,
    to: entry.to_status,
    cause: cause.parse(entry.cause),
    detail: entry.detail,
  };
}

/** The payment as the customer's browser may see it: no account, no provider's number. */
export function browserPaymentView(context: ServiceContext, row: PaymentRow): contract.BrowserPayment {
  return {
    id: row.id,
    method: contract.paymentMethod.parse(row.method),
    status: row.status,
    exceptions: exceptionsOf(row.status, readExceptions(row)),
    ...amounts(row),
    nextAction: visibleAction(context, row, "browser"),
    failure: failureOf(row),
    createdAt: toIsoTime(row.created_at),
    expiresAt: toIsoTime(row.expires_at),
  };
}

/** What a session has received and what is odd about it: over all of its payments. */
export function sessionTotals(
  session: SessionRow,
  payments: readonly PaymentRow[],
): { amountReceived: contract.Money; exceptions: contract.PaymentException[] } {
  const received = payments.reduce((sum, row) => sum + BigInt(row.received_minor), 0n);
  const exceptions = new Set(payments.flatMap((row) => exceptionsOf(row.status, readExceptions(row))));
  return {
    amountReceived: toMoney({ minor: received, currency: session.currency, decimals: session.decimals }),
    exceptions: [...exceptions],
  };
}

export function sessionAmount(session: SessionRow): contract.Money {
  return toMoney({
    minor: BigInt(session.amount_minor),
    currency: session.currency,
    decimals: session.decimals,
  });
}

/** @param methods what is offered, in order. */
export function sessionView(
  context: ServiceContext,
  input: {
    readonly session: SessionRow;
    readonly payments: readonly PaymentRow[];
    readonly methods: readonly contract.PaymentMethod[];
  },
): contract.Session {
  const { session, payments, methods } = input;
  return {
    id: session.id,
    object: "session",
    status: session.status,
    ...sessionTotals(session, payments),
    amount: sessionAmount(session),
    reference: session.reference,
    description: session.description,
    country: session.country,
    locale: session.locale,
    customer: readCustomer(context, session),
    metadata: stringPairs.parse(JSON.parse(session.metadata)),
    methods: [...methods],
    returnUrl: session.return_url,
    payments: payments.map((row) => paymentView(context, row)),
    createdAt: toIsoTime(session.created_at),
    expiresAt: toIsoTime(session.expires_at),
  };
}
