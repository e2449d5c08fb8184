/** Tables for a spreadsheet. Source: docs/exports.md#exports. */
import type {
  ExportEventsQuery,
  ExportPaymentsQuery,
  ExportPayoutsQuery,
  ExportRefundsQuery,
} from "../contract.ts";
import type { CallOptions } from "./options.ts";
import { withQuery } from "./paths.ts";
import type { Sender } from "./resources.ts";

/** Each is a CSV file as a stream of bytes, so that its length does not matter. */
export interface Exports {
  payments(query: ExportPaymentsQuery, options?: CallOptions): Promise<ReadableStream<Uint8Array>>;
  payouts(query: ExportPayoutsQuery, options?: CallOptions): Promise<ReadableStream<Uint8Array>>;
  refunds(query: ExportRefundsQuery, options?: CallOptions): Promise<ReadableStream<Uint8Array>>;
  events(query: ExportEventsQuery, options?: CallOptions): Promise<ReadableStream<Uint8Array>>;
}

export function exportsOf(sender: Sender): Exports {
  return {
    payments: (query, options) => sender.open(withQuery("/v1/exports/payments.csv", query), options),
    payouts: (query, options) => sender.open(withQuery("/v1/exports/payouts.csv", query), options),
    refunds: (query, options) => sender.open(withQuery("/v1/exports/refunds.csv", query), options),
    events: (query, options) => sender.open(withQuery("/v1/exports/events.csv", query), options),
  };
}
