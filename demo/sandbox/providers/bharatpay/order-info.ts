import { shortText } from "../../money.ts";
import type { Order, OrderStatus } from "../../state/order.ts";
import type { Desk } from "../contract.ts";
import type { Family } from "./desk.ts";

/** BharatPay's process codes. Source: docs/providers/bharatpay.md#process-codes. */
const processCodes: Readonly<Record<OrderStatus, number>> = {
  pending: 10,
  partially_paid: 20,
  succeeded: 30,
  failed: 40,
  closed: 60,
  reversed: 50,
};

export const familyOf = (order: Order): Family => (order.detail.family === "Debit" ? "Debit" : "Credit");

/** The name of the object that describes an order. */
export const infoName = (family: Family) => `channel${family}OrderSimpleInfo`;

/** The query of a `upi:` link: payee, amount, reference. */
export function upiQuery(order: Order): string {
  return [
    ["pa", order.detail.upi ?? ""],
    ["pn", "Demo Merchant"],
    ["am", shortText(order.amountMinor, 2)],
    ["cu", "INR"],
    ["tr", order.platformNo],
  ]
    .map(([name, text]) => `${name}=${encodeURIComponent(text ?? "")}`)
    .join("&");
}

export const cashierLink = (desk: Desk, order: Order) => `${desk.origin()}/cashier/${order.token}`;

interface InfoOptions {
  readonly processCode?: string;
  readonly extraField?: boolean;
  /** A query that still says paid, of a reversal that is announced but not done yet. */
  readonly asQuery?: boolean;
}

/** `channel…OrderSimpleInfo` as JSON text. Once money has arrived, `fiatAmount` is the paid amount. */
export function orderInfo(desk: Desk, order: Order, options: InfoOptions = {}): string {
  const stillPaid = options.asQuery === true && order.detail.queryStillSaysPaid === "true";
  const status = stillPaid ? "succeeded" : order.status;
  const processCode = options.processCode ?? String(processCodes[status]);
  const amountMinor = order.paidMinor === 0n ? order.amountMinor : order.paidMinor;
  const fields = [
    `"id":${order.platformNo}`,
    `"merchantSourceNo":${JSON.stringify(order.orderNo)}`,
    `"fiatAmount":${shortText(amountMinor, 2)}`,
    `"processCode":${/^\d+$/.test(processCode) ? processCode : JSON.stringify(processCode)}`,
    `"paid":${status === "succeeded"}`,
    `"cashierLink":${JSON.stringify(order.kind === "payment" ? cashierLink(desk, order) : null)}`,
    `"createdTime":${JSON.stringify(new Date(order.createdAt).toISOString())}`,
  ];
  if (options.extraField) fields.push('"channelName":"sandbox"');
  return `{${fields.join(",")}}`;
}

/** The `result` of a create or a query, as JSON text. */
export function resultOf(desk: Desk, order: Order): string {
  const info = `"${infoName(familyOf(order))}":${orderInfo(desk, order, { asQuery: true })}`;
  const collects = order.kind === "payment";
  const record = {
    utr: order.paidAt === null ? null : `4${order.platformNo}`.padEnd(12, "0"),
    upi: collects ? (order.detail.upi ?? null) : null,
    upiUrl: collects ? `upi://pay?${upiQuery(order)}` : null,
    errorMessage: order.status === "failed" ? (order.detail.reason ?? null) : null,
  };
  const deeplink = {
    gpay: `tez://upi/pay?${upiQuery(order)}`,
    phonepe: `phonepe://pay?${upiQuery(order)}`,
    paytmmp: `paytmmp://pay?${upiQuery(order)}`,
    other: `upi://pay?${upiQuery(order)}`,
  };
  const parts = [info, `"channelPaymentRecordSimpleInfo":${JSON.stringify(record)}`];
  if (collects) parts.push(`"deeplink":${JSON.stringify(deeplink)}`);
  return `{${parts.join(",")}}`;
}
