/** Logs and counts what a provider's answer or callback has for the operator, alike for payments and payouts. */
import { driftOfCode, isPlainCode, unprintableName } from "../../core/drift.ts";
import {
  type CancelResult,
  type CreateResult,
  isAlarmCode,
  type OrderReport,
  type PayoutResult,
  type ProviderDetails,
  type UnknownOutcome,
} from "../../providers/contract.ts";
import type { ServiceContext } from "../context.ts";

/** Whom a call was about, for the log. */
export interface NotedSubject {
  readonly accountId: string;
  /** `{ paymentId }` or `{ payoutId }`. */
  readonly ids: Readonly<Record<string, string>>;
}

/** A call without an answer to rely on. The provider's code, if there is one, is the only hint at the reason. */
export function noteUnknown(context: ServiceContext, subject: NotedSubject, outcome: UnknownOutcome): void {
  const { accountId, ids } = subject;
  const { cause, alarmCode, details } = outcome;
  context.metrics.count("provider_unknowns", { account: accountId, cause });
  context.logger.warn(
    { ...ids, accountId, cause, ...loggable(details) },
    "provider gave no answer to rely on",
  );
  if (alarmCode !== undefined) noteAlarm(context, subject, { code: alarmCode, details });
}

/** The provider objects to us: a key, a signature or a permission is wrong. */
function noteAlarm(
  context: ServiceContext,
  { accountId, ids }: NotedSubject,
  refusal: { readonly code: string; readonly details?: ProviderDetails | undefined },
): void {
  const { code, details } = refusal;
  context.metrics.count("provider_alarms", { account: accountId, code: isAlarmCode(code) ? code : "other" });
  context.logger.error(
    { ...ids, accountId, code, ...loggable(details) },
    "provider refused our request as ours",
  );
}

/** The answer to a creation: what is wrong between the provider and us, and what a person should know besides. */
export function noteCreation(
  context: ServiceContext,
  subject: NotedSubject,
  result: CreateResult | PayoutResult,
): void {
  const { accountId, ids } = subject;
  if (result.kind === "refused" && result.alarm) noteAlarm(context, subject, result);
  if (result.kind === "unknown") noteUnknown(context, subject, result);
  if (result.kind !== "accepted") return;
  noteUndocumented(context, subject, result.report);
  for (const note of result.notes ?? []) context.logger.warn({ ...ids, accountId }, note);
}

/** A query that was refused: no news of the order. */
export function noteRefusedQuery(
  context: ServiceContext,
  subject: NotedSubject,
  refusal: { readonly code: string; readonly alarm: boolean; readonly details?: ProviderDetails },
): void {
  const { accountId, ids } = subject;
  const { code, alarm, details } = refusal;
  if (alarm) noteAlarm(context, subject, refusal);
  else context.logger.error({ ...ids, accountId, code, ...loggable(details) }, "provider refused our query");
}

/** The answer to a cancel. A refusal is no news: the order may have been paid, and a query says so. */
export function noteCancel(context: ServiceContext, subject: NotedSubject, result: CancelResult): void {
  if (result.kind === "unknown") noteUnknown(context, subject, result);
  if (result.kind === "refused" && result.alarm === true) noteAlarm(context, subject, result);
}

/** Rule 7: a status that the provider's documentation does not have. */
export function noteUndocumented(
  context: ServiceContext,
  { accountId, ids }: NotedSubject,
  report: OrderReport | null,
): void {
  const status = report?.undocumentedStatus ?? null;
  if (status === null) return;
  const undocumentedStatus = isPlainCode(status) ? status : unprintableName;
  context.metrics.count("undocumented_statuses", { account: accountId });
  context.drift.note(accountId, [driftOfCode(status)], context.clock.now());
  context.logger.warn(
    { ...ids, accountId, undocumentedStatus },
    "provider sent a status outside its documentation",
  );
}

/** A provider's own code. What it says in words stays out of the log: it may hold anybody's details. */
function loggable(details: ProviderDetails | undefined) {
  const code = details?.code ?? "";
  return isPlainCode(code) ? { providerCode: code } : {};
}
