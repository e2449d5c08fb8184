/** Every statement that is compiled once, with values for its parameters. */

import { createSeal } from "../../bff/storage/encryption/seal.ts";
import { gate, type Query, type Write } from "../../bff/storage/engine/statements.ts";
import {
  finishJobWrites,
  insertJob,
  leaseFreeJob,
  scheduleJobWrite,
} from "../../bff/storage/jobs/job-writes.ts";
import { newJobRow } from "../../bff/storage/jobs/jobs.ts";
import { driftOfAccount, insertDrift, seeDriftAgain } from "../../bff/storage/repositories/account-drift.ts";
import { insertAuditRow } from "../../bff/storage/repositories/audit.ts";
import {
  insertReceipt,
  knownReceipt,
  knownReceiptOfCallback,
} from "../../bff/storage/repositories/callbacks.ts";
import { disabledEndpointList } from "../../bff/storage/repositories/disabled-endpoints.ts";
import {
  discrepanciesOfDay,
  insertDiscrepancy,
  knownDiscrepancy,
} from "../../bff/storage/repositories/discrepancies.ts";
import {
  answersOfSubject,
  bodiesOfSubject,
  erasePayment,
  erasePayout,
  eraseSession,
  rewriteAnswer,
  rewriteBody,
} from "../../bff/storage/repositories/erasure.ts";
import { insertReplay, replayById } from "../../bff/storage/repositories/event-replays.ts";
import { eventWrites, type NewDelivery } from "../../bff/storage/repositories/event-writes.ts";
import {
  eraseExchanges,
  exchangesOf,
  insertExchange,
  trimExchanges,
} from "../../bff/storage/repositories/exchanges.ts";
import { heldPayout, insertPayout, movePayout } from "../../bff/storage/repositories/held-payouts.ts";
import {
  heldPaymentsBeside,
  heldPaymentsOfCallback,
  heldPaymentsOfSession,
  heldSession,
  heldSessionOfCallback,
  heldSessionOfPayment,
  insertPayment,
  insertSession,
  moveChangedSession,
  movePayment,
  moveSession,
} from "../../bff/storage/repositories/held-sessions.ts";
import {
  bindHeldKey,
  insertKey,
  keyById,
  takeOverKey,
} from "../../bff/storage/repositories/idempotency-keys.ts";
import { removeLoose } from "../../bff/storage/repositories/loose-rows.ts";
import { paymentById, paymentByOrderNo, paymentsOfSession } from "../../bff/storage/repositories/payments.ts";
import {
  insertPayoutDay,
  movePayoutDay,
  payoutDay,
  payoutSumsOfDay,
} from "../../bff/storage/repositories/payout-days.ts";
import {
  payoutByCallbackToken,
  payoutById,
  payoutByOrderNo,
} from "../../bff/storage/repositories/payouts.ts";
import { pendingWorkOfPayout, pendingWorkOfSession } from "../../bff/storage/repositories/pending-work.ts";
import {
  lockPayment,
  lockPayout,
  releasePaymentQueryLock,
  releasePayoutQueryLock,
} from "../../bff/storage/repositories/query-locks.ts";
import {
  countOrdersToQuery,
  listOrdersToQuery,
  listOrderToQuery,
  ordersToQuery,
  removeAbandonedOrders,
  removeOrderToQuery,
  succeededOrders,
} from "../../bff/storage/repositories/reconciliation-orders.ts";
import {
  continueReconciliation,
  countReconciled,
  endReconciliation,
  reconciliationOf,
  recordReconciliation,
} from "../../bff/storage/repositories/reconciliations.ts";
import { noteRefusedCallback, refusedCallbacksOf } from "../../bff/storage/repositories/refused-callbacks.ts";
import {
  holdForRemoval,
  partRemovals,
  removeJobs,
  removeSubject,
  sizeOfSubject,
} from "../../bff/storage/repositories/removal.ts";
import {
  beginningWith,
  byAmount,
  byBeginning,
  byCode,
  byEmail,
  byId,
  byOrderNo,
  byPhone,
  byProviderOrderId,
  byReceived,
  byReference,
  byUtr,
} from "../../bff/storage/repositories/search.ts";
import { sessionById, sessionByTokenHash } from "../../bff/storage/repositories/sessions.ts";
import {
  insertStrayMoney,
  seeStrayMoneyAgain,
  strayMoneyOf,
} from "../../bff/storage/repositories/stray-money.ts";
import {
  insertPaymentLine,
  insertPayoutLine,
  timelineOfPayment,
  timelineOfPayout,
} from "../../bff/storage/repositories/timelines.ts";
import { refundStatements } from "./refund-statements.ts";
import { keyRow, paymentRow, payoutRow, replayRow, sessionRow, timelineLine } from "./rows.ts";

const seal = createSeal(new Uint8Array(32).fill(7));

export const id = "id";
const line = timelineLine(id);
export const discrepancy = { accountId: "a", day: "2026-11-19", kind: "missing_here", orderNo: "o" } as const;
export const found = { ...discrepancy, paymentId: null, detail: "" };
export const run = { accountId: "a", day: "2026-11-19" };
export const left = { ...run, kind: "payment", subjectId: "pay_1" } as const;
export const ofDay = { ...run, from: 1, to: 2 };
export const since = { accountId: "a", createdAt: 1, id: "", to: 2 };
export const strayMoney = {
  account_id: id,
  order_no: id,
  object: "payment",
  provider_order_id: null,
  amount: null,
  currency: null,
  status: "succeeded",
  first_seen_at: 1,
  last_seen_at: 1,
  seen: 1,
} as const;
export const lease = { id: "sync_payment:pay_1", token: "token" };
export const job = newJobRow({ kind: "sync_payment", subjectId: "pay_1", runAt: 1, now: 1 });
export const key = { id, from: 1, state: "running", lockedUntil: 1, resourceId: id } as const;
const audited = {
  id,
  actor: "command",
  action: "job.retry",
  subject: id,
  address: null,
  request_id: null,
  before: null,
  after: null,
  created_at: 1,
} as const;
export const eventTo = (...deliveries: NewDelivery[]) =>
  eventWrites(seal, {
    id: "evt_1",
    type: "session.expired",
    text: JSON.stringify({ type: "session.expired", timestamp: "2026-11-19T12:00:00.000Z", data: {} }),
    sessionId: null,
    paymentId: null,
    payoutId: null,
    at: 1,
    deliveries,
  }).writes;
export const toShop: NewDelivery = { endpointId: "shop", isDisabled: false, lease: {} };
/** Every statement that is compiled once, with the text that runs. */
const drift = { account_id: "a", kind: "field", name: "data.new", first_seen_at: 1, last_seen_at: 1 };

export const statements: readonly (Query<unknown> | Write)[] = [
  sessionById({ id }),
  sessionByTokenHash({ tokenHash: id }),
  paymentById({ id }),
  paymentByOrderNo({ orderNo: id }),
  paymentsOfSession({ sessionId: id }),
  payoutById({ id }),
  payoutByOrderNo({ orderNo: id }),
  payoutByCallbackToken({ tokenHash: id }),
  timelineOfPayment({ paymentId: id }),
  timelineOfPayout({ payoutId: id }),
  heldSession({ id }),
  heldSessionOfPayment({ paymentId: id }),
  heldPaymentsOfSession({ sessionId: id }),
  heldPaymentsBeside({ paymentId: id }),
  heldSessionOfCallback({ tokenHash: id }),
  heldPaymentsOfCallback({ tokenHash: id }),
  heldPayout({ id }),
  disabledEndpointList({}),
  knownReceipt({ subjectId: id, digest: id }),
  knownReceiptOfCallback({ tokenHash: id, digest: id }),
  knownDiscrepancy(found),
  discrepanciesOfDay({ ...run, limit: 1 }),
  keyById({ id }),
  insertSession(sessionRow(id)),
  moveSession({ ...sessionRow(id), loaded_version: 0 }),
  moveChangedSession({ ...sessionRow(id), loaded_version: 0 }),
  insertPayment(paymentRow(id, id)),
  movePayment({ ...paymentRow(id, id), from: "creating" }),
  insertPaymentLine(line),
  insertPayout(payoutRow(id)),
  movePayout({ ...payoutRow(id), from: "creating", loaded_version: 0 }),
  insertPayoutLine(line),
  payoutDay({ currency: "INR", day: 1 }),
  payoutSumsOfDay({ currency: "INR", from: 1, to: 2 }),
  insertPayoutDay({ currency: "INR", day: 1, version: 1 }),
  movePayoutDay({ currency: "INR", day: 1, version: 2, loaded: 1 }),
  insertAuditRow(audited),
  insertReplay(replayRow(id)),
  replayById({ id }),
  gate(lockPayment({ id, until: 1, now: 1, heldUntil: -1, queriedAt: -1 })),
  gate(lockPayout({ id, until: 1, now: 1, heldUntil: -1, queriedAt: -1 })),
  releasePaymentQueryLock({ id, until: 1 }),
  releasePayoutQueryLock({ id, until: 1 }),
  insertReceipt({ subjectId: id, digest: id, receivedAt: 1 }),
  insertDiscrepancy({ ...found, now: 1 }),
  reconciliationOf(run),
  recordReconciliation({ ...run, source: "query", checked: 0, begunAt: 1, error: null }),
  continueReconciliation({ ...run, begunAt: 1 }),
  countReconciled({ ...run, checked: 1 }),
  endReconciliation({ ...run, finishedAt: 1, error: null }),
  listOrdersToQuery.payment(ofDay),
  listOrdersToQuery.payout(ofDay),
  listOrderToQuery(left),
  removeOrderToQuery(left),
  ordersToQuery({ ...run, kind: "payment", after: "" }),
  countOrdersToQuery(run),
  removeAbandonedOrders({ accountId: "a", before: 1 }),
  succeededOrders.payment(since),
  succeededOrders.payout(since),
  strayMoneyOf({ accountId: id, orderNo: id }),
  insertStrayMoney(strayMoney),
  seeStrayMoneyAgain({ accountId: id, orderNo: id, at: 1 }),
  refusedCallbacksOf({ subjectId: id }),
  noteRefusedCallback({ subject_id: id, reason: "source", status: "pending", first_at: 1, last_at: 1 }),
  driftOfAccount({ accountId: id }),
  insertDrift(drift),
  seeDriftAgain({ ...drift, at: 2 }),
  exchangesOf({ subjectId: id }),
  insertExchange({ id, subject_id: id, at: 1, is_refused: 0, said_sealed: "sealed" }),
  trimExchanges.heard({ subjectId: id }),
  trimExchanges.refused({ subjectId: id }),
  eraseExchanges.sessions({ id }),
  eraseExchanges.payouts({ id }),
  ...refundStatements,
  insertKey(keyRow(id)),
  pendingWorkOfSession({ id }),
  pendingWorkOfPayout({ id }),
  eraseSession({ id, version: 0, next: 1 }),
  erasePayment({ id, details: null }),
  erasePayout({ id, version: 0, next: 1, beneficiary: "sealed", details: null }),
  bodiesOfSubject.sessions({ id, at: 0, after: "" }),
  bodiesOfSubject.payouts({ id, at: 0, after: "" }),
  rewriteBody({ id, from: "sealed", to: "sealed" }),
  answersOfSubject({ subjectId: id }),
  rewriteAnswer({ id, to: "sealed" }),
  ...(["sessions", "payouts"] as const).flatMap((subject) => [
    sizeOfSubject[subject]({ id }),
    holdForRemoval[subject]({ id, version: 0, next: 1 }),
    removeJobs[subject]({ id }),
    ...partRemovals[subject].map(({ remove }) => remove({ id })),
    ...removeSubject(subject, id),
  ]),
  ...(["event", "discrepancy", "reconciliation"] as const).flatMap((object) =>
    removeLoose({ object, id, values: {} }),
  ),
  ...[byId, byOrderNo, byProviderOrderId, byUtr, byCode, byEmail, byPhone, byReference].flatMap((queries) =>
    Object.values(queries).map((query) => query({ value: id })),
  ),
  ...Object.values(byBeginning).map((query) => query(beginningWith(id))),
  ...[...Object.values(byAmount), byReceived.payment].map((query) =>
    query({ currency: "MXN", minor: "1", from: 0, to: 1 }),
  ),
  takeOverKey({ ...key, status: null, response: null, subjectId: null }),
  bindHeldKey({ id, lockedUntil: 1, resourceId: id }),
  insertJob(job),
  leaseFreeJob(job),
  scheduleJobWrite({ kind: "sync_payment", subjectId: "pay_1", runAt: 1, now: 1, completing: "token" }),
  ...finishJobWrites(lease),
  ...eventTo(toShop, { ...toShop, endpointId: "books", isDisabled: true }),
];
