/** What the BFF answers, and how to tell it from a proxy's page. The BFF checks its answers against the contract itself. */
import type {
  AccountView,
  AuditEntry,
  BalanceView,
  ChartsAnswer,
  ComparedDay,
  ConsoleSearchHit,
  EventView,
  ExchangeView,
  Payment,
  Payout,
  PayoutApproval,
  ProblemDetails,
  Refund,
  RefundOptions,
  Session,
  StatementView,
  TodayAnswer,
} from "../../../bff/contract.ts";
import type { Operator } from "./shapes.ts";

/** Whether a value is what `T` says, as far as a browser needs to know. */
export type Guard<T> = (value: unknown) => value is T;

interface Objects {
  readonly payment: Payment;
  readonly session: Session;
  readonly payout: Payout;
  readonly refund: Refund;
  readonly event: EventView;
  readonly account: AccountView;
  readonly audit_entry: AuditEntry;
}

/** One page of a list. */
export interface Page<T> {
  readonly data: readonly T[];
  readonly nextCursor: string | null;
}

/** A list that has no further pages. */
export interface All<T> {
  readonly data: readonly T[];
}

type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isProblem(value: unknown): value is ProblemDetails {
  return isFields(value) && typeof value.code === "string" && typeof value.detail === "string";
}

function isA<Kind extends keyof Objects>(kind: Kind): Guard<Objects[Kind]> {
  return (value): value is Objects[Kind] => isFields(value) && value.object === kind;
}

function listOf<T>(isItem: Guard<T>): Guard<Page<T>> {
  return (value): value is Page<T> =>
    isFields(value) && Array.isArray(value.data) && value.data.every((item) => isItem(item));
}

export const isPayment = isA("payment");
export const isSession = isA("session");
export const isPayout = isA("payout");
export const isRefund = isA("refund");
export const isEvent = isA("event");
export const isPayments = listOf(isPayment);
export const isSessions = listOf(isSession);
export const isPayouts = listOf(isPayout);
export const isRefunds = listOf(isRefund);
export const isEvents = listOf(isEvent);
export const isAccounts: Guard<All<AccountView>> = listOf(isA("account"));
export const isAudit = listOf(isA("audit_entry"));
export const isExchanges: Guard<All<ExchangeView>> = listOf(
  (value): value is ExchangeView => isFields(value) && typeof value.at === "string" && "direction" in value,
);
export const isSearchHits: Guard<All<ConsoleSearchHit>> = listOf(
  (value): value is ConsoleSearchHit => isFields(value) && typeof value.id === "string" && "object" in value,
);

export function isBalance(value: unknown): value is BalanceView {
  return isFields(value) && typeof value.asOf === "string";
}
export function isStatement(value: unknown): value is StatementView {
  return isFields(value) && Array.isArray(value.entries) && Array.isArray(value.discrepancies);
}
export function isComparedDay(value: unknown): value is ComparedDay {
  return isFields(value) && "finishedAt" in value && Array.isArray(value.discrepancies);
}
export function isCharts(value: unknown): value is ChartsAnswer {
  return isFields(value) && Array.isArray(value.days) && Array.isArray(value.accounts);
}
export function isRefundOptions(value: unknown): value is RefundOptions {
  const { left, held, unconfirmed, accounts } = isFields(value) ? value : {};
  return [left, held, unconfirmed].every(isFields) && Array.isArray(accounts);
}
export function isPayoutApproval(value: unknown): value is PayoutApproval {
  return isFields(value) && typeof value.mayDecide === "boolean";
}
export function isOperator(value: unknown): value is Operator {
  return isFields(value) && Array.isArray(value.scopes) && typeof value.csrfToken === "string";
}
/** The address of a session's payment page. */
export function isLink(value: unknown): value is { readonly url: string } {
  return isFields(value) && typeof value.url === "string";
}
/** For answers of which nothing is read. */
export function isAnything(value: unknown): value is unknown {
  return value !== null || value === null;
}

export function isToday(value: unknown): value is TodayAnswer {
  return isFields(value) && Array.isArray(value.data) && typeof value.truncated === "boolean";
}
