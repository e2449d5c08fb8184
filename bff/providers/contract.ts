/**
 * The contract of a provider. An adapter turns our words into the provider's, and the provider's words into
 * reports. It never decides what a report means for a payment (bff/core does), and it never touches the
 * database. Results are values; an exception from an adapter is a bug. Everybody imports this file, never one of
 * the folder behind it.
 */
export type { NextAction, NextActionType } from "../core/next-action.ts";
export type { OrderReport, ProviderDetails, ReportedStatus } from "../core/report.ts";
export type * from "./contract/account.ts";
export type * from "./contract/adapter.ts";
export * from "./contract/alarm-codes.ts";
export type * from "./contract/bookkeeping.ts";
export type * from "./contract/call.ts";
export type * from "./contract/call-outcome.ts";
export type * from "./contract/callback.ts";
export type * from "./contract/method.ts";
export type * from "./contract/payer.ts";
export type * from "./contract/payment.ts";
export type * from "./contract/payout.ts";
export * from "./contract/provider.ts";
export type * from "./contract/refund.ts";
export type * from "./contract/unknown.ts";
