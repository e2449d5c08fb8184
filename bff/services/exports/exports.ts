/**
 * Payments, payouts, refunds and events as tables for a spreadsheet. No column has anything personal.
 *
 * Source: docs/exports.md#exports
 */
import type { ProviderDetails } from "../../contract.ts";
import { toIsoTime } from "../../core/clock.ts";
import { type Result, succeed } from "../../core/errors.ts";
import type { EventFilter } from "../../storage/repositories/events.ts";
import { type ExportedEvent, listEventsToExport } from "../../storage/repositories/exported-events.ts";
import { type ExportedRefund, listRefundsToExport } from "../../storage/repositories/exported-refunds.ts";
import { listPayments, type PaymentFilter, type PaymentRow } from "../../storage/repositories/payments.ts";
import { listPayouts, type PayoutFilter, type PayoutRow } from "../../storage/repositories/payouts.ts";
import type { RefundFilter } from "../../storage/repositories/refunds.ts";
import type { ServiceContext } from "../context.ts";
import { readAmountFilter } from "../rows/amount-filter.ts";
import { paymentView } from "../views/payment.ts";
import { payoutView } from "../views/payout.ts";
import { refundView } from "../views/refund.ts";
import { csvPieces } from "./pages.ts";

interface Range {
  /** ISO times. */
  readonly from: string;
  readonly to: string;
}

/** The filters of a list, without its pages. */
type TableRequest<Filter> = Range & Omit<Filter, "from" | "to" | "limit" | "after">;

export type Pieces = AsyncGenerator<string, void, void>;

const boundsOf = ({ from, to }: Range) => ({ from: Date.parse(from), to: Date.parse(to) });

const moneyColumns = ["amount", "currency"];
const saidColumns = ["utr", "fee", "failure_code"];

/** What a provider said besides, and why it failed. */
function saidCells(row: { readonly failure_code: string | null }, { utr, fee }: ProviderDetails) {
  return [utr ?? "", fee?.value ?? "", row.failure_code ?? ""];
}

export function exportPayments(
  context: ServiceContext,
  request: TableRequest<Omit<PaymentFilter, "amountMinor">> & { readonly amount?: string | undefined },
): Result<Pieces> {
  const amount = readAmountFilter(context, request);
  if (!amount.ok) return amount;
  const query = { ...request, ...amount.value, ...boundsOf(request) };
  const pieces = csvPieces<PaymentRow>({
    columns: [
      ...["id", "session", "reference", "account", "method", "channel", "order_no", "provider_order_id"],
      ...["status", "exceptions", ...moneyColumns, "amount_received", ...saidColumns],
      ...["created_at", "updated_at", "expires_at", "amount_refunded"],
    ],
    list: (page) => listPayments(context.database.kysely, { ...query, ...page }),
    cells(row) {
      const { id, session, account, method, channel, orderNo, ...view } = paymentView(context, row, {
        reading: "readable",
      });
      return [
        ...[id, session, row.reference, account, method, channel, orderNo, view.providerOrderId ?? ""],
        ...[view.status, view.exceptions.join(" "), view.amount.value, view.amount.currency],
        view.amountReceived.value,
        ...saidCells(row, view.providerDetails),
        ...[view.createdAt, toIsoTime(row.updated_at), view.expiresAt, view.amountRefunded?.value ?? ""],
      ];
    },
  });
  return succeed(pieces);
}

export function exportPayouts(context: ServiceContext, query: TableRequest<PayoutFilter>): Pieces {
  return csvPieces<PayoutRow>({
    columns: [
      ...["id", "reference", "account", "channel", "order_no", "provider_order_id"],
      ...["status", "exceptions", ...moneyColumns, ...saidColumns, "created_at", "updated_at"],
    ],
    list: (page) => listPayouts(context.database.kysely, { ...query, ...boundsOf(query), ...page }),
    cells(row) {
      const view = payoutView(context, row, { reading: "readable" });
      return [
        ...[view.id, view.reference, view.account, view.channel ?? "", view.orderNo],
        view.providerOrderId ?? "",
        ...[view.status, view.exceptions.join(" "), view.amount.value, view.amount.currency],
        ...saidCells(row, view.providerDetails),
        ...[view.createdAt, toIsoTime(row.updated_at)],
      ];
    },
  });
}

export function exportRefunds(context: ServiceContext, query: TableRequest<RefundFilter>): Pieces {
  return csvPieces<ExportedRefund>({
    columns: [
      ...["id", "payment", "session", "reference", "order_no", "status", ...moneyColumns, "reason"],
      ...["method", "account", "channel", "payout", "failure_code"],
      ...["created_at", "updated_at", "expires_at"],
    ],
    list: (page) => listRefundsToExport(context.database.kysely, { ...query, ...boundsOf(query), ...page }),
    cells(row) {
      const view = refundView(context, row, { reading: "readable" });
      return [
        ...[view.id, view.payment, view.session, row.reference ?? "", row.order_no ?? ""],
        ...[view.status, view.amount.value, view.amount.currency, view.reason],
        ...[view.method, view.account ?? "", view.channel ?? "", view.payout ?? "", view.failure?.code ?? ""],
        ...[view.createdAt, toIsoTime(row.updated_at), view.expiresAt ?? ""],
      ];
    },
  });
}

export function exportEvents(context: ServiceContext, query: TableRequest<EventFilter>): Pieces {
  return csvPieces<ExportedEvent>({
    columns: [
      ...["id", "type", "session", "payment", "payout", "created_at"],
      ...["deliveries_delivered", "deliveries_pending", "deliveries_dead", "attempts"],
    ],
    list: (page) => listEventsToExport(context.database.kysely, { ...query, ...boundsOf(query), ...page }),
    cells({ deliveries, ...row }) {
      const count = (state: string) => String(deliveries.filter((one) => one.state === state).length);
      const attempts = deliveries.reduce((sum, one) => sum + one.attempts.length, 0);
      return [
        ...[row.id, row.type, row.session_id ?? "", row.payment_id ?? "", row.payout_id ?? ""],
        ...[toIsoTime(row.created_at), count("delivered"), count("pending"), count("dead"), String(attempts)],
      ];
    },
  });
}
