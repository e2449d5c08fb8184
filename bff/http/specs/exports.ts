/** Exports in the merchant API. Source: docs/exports.md#exports. */
import {
  exportEventsQuery,
  exportPaymentsQuery,
  exportPayoutsQuery,
  exportRefundsQuery,
} from "../../contract.ts";
import { allowed, read } from "./merchant-operation.ts";
import type { AnswerSpec, Operation } from "./operation.ts";

const table = {
  description: "The table, as it is read: RFC 4180, UTF-8 with a byte order mark, newest first",
  contentTypes: ["text/csv"],
  headers: ["Content-Disposition"],
} as const satisfies AnswerSpec;

const common = { scopes: allowed.reports, answer: table, errors: ["validation_failed"] } as const;

export const exportPaymentsOperation = read({
  ...common,
  id: "exportPayments",
  path: "/v1/exports/payments.csv",
  summary: "The payments of a time as a table for a spreadsheet",
  query: exportPaymentsQuery,
});
export const exportPayoutsOperation = read({
  ...common,
  id: "exportPayouts",
  path: "/v1/exports/payouts.csv",
  summary: "The payouts of a time as a table for a spreadsheet",
  query: exportPayoutsQuery,
});
export const exportRefundsOperation = read({
  ...common,
  id: "exportRefunds",
  path: "/v1/exports/refunds.csv",
  summary: "The refunds of a time as a table for a spreadsheet",
  query: exportRefundsQuery,
});
export const exportEventsOperation = read({
  ...common,
  id: "exportEvents",
  path: "/v1/exports/events.csv",
  summary: "The outgoing events of a time as a table for a spreadsheet, without their bodies",
  query: exportEventsQuery,
});

export const exportOperations: readonly Operation[] = [
  exportPaymentsOperation,
  exportPayoutsOperation,
  exportRefundsOperation,
  exportEventsOperation,
];
