/**
 * Payments, payouts and events as tables for a spreadsheet. No column has anything personal.
 *
 * Source: docs/exports.md#exports
 */
import type { EventType, PaymentStatus, PayoutStatus, ProviderDetails } from "../../contract.ts";
import { toIsoTime } from "../../core/clock.ts";
import { type ExportedEvent, listEventsToExport } from "../../storage/repositories/exported-events.ts";
import { listPayments, type PaymentRow } from "../../storage/repositories/payments.ts";
import { listPayouts, type PayoutRow } from "../../storage/repositories/payouts.ts";
import type { ServiceContext } from "../context.ts";
import { paymentView } from "../views/payment.ts";
import { payoutView } from "../views/payout.ts";
import { csvPieces } from "./pages.ts";

interface Range {
  /** ISO times. */
  readonly from: string;
  readonly to: string;
}

const boundsOf = ({ from, to }: Range) => ({ from: Date.parse(from), to: Date.parse(to) });

const moneyColumns = ["amount", "currency"];
const saidColumns = ["utr", "fee", "failure_code"];

/** What a provider said besides, and why it failed. */
function saidCells(row: { readonly failure_code: string | null }, { utr, fee }: ProviderDetails) {
  return [utr ?? "", fee?.value ?? "", row.failure_code ?? ""];
}

export function exportPayments(
  context: ServiceContext,
  query: Range & {
    readonly status?: readonly PaymentStatus[] | undefined;
    readonly account?: string | undefined;
    readonly currency?: string | undefined;
  },
): AsyncGenerator<string, void, void> {
  return csvPieces<PaymentRow>({
    columns: [
      ...["id", "session", "reference", "account", "method", "channel", "order_no", "provider_order_id"],
      ...["status", "exceptions", ...moneyColumns, "amount_received", ...saidColumns],
      ...["created_at", "updated_at", "expires_at"],
    ],
    list: (page) => listPayments(context.database.kysely, { ...query, ...boundsOf(query), ...page }),
    cells(row) {
      const { id, session, account, method, channel, orderNo, ...view } = paymentView(context, row, {
        reading: "readable",
      });
      return [
        ...[id, session, row.reference, account, method, channel, orderNo, view.providerOrderId ?? ""],
        ...[view.status, view.exceptions.join(" "), view.amount.value, view.amount.currency],
        view.amountReceived.value,
        ...saidCells(row, view.providerDetails),
        ...[view.createdAt, toIsoTime(row.updated_at), view.expiresAt],
      ];
    },
  });
}

export function exportPayouts(
  context: ServiceContext,
  query: Range & {
    readonly status?: readonly PayoutStatus[] | undefined;
    readonly account?: string | undefined;
  },
): AsyncGenerator<string, void, void> {
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

export function exportEvents(
  context: ServiceContext,
  query: Range & { readonly type?: EventType | undefined },
): AsyncGenerator<string, void, void> {
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
