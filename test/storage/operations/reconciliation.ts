/** Reconciliation: its runs, the orders that are left, the discrepancies. */
import fc from "fast-check";
import {
  discrepanciesOfDay,
  insertDiscrepancy,
  knownDiscrepancy,
} from "../../../bff/storage/repositories/discrepancies.ts";
import {
  countOrdersToQuery,
  listOrdersToQuery,
  listOrderToQuery,
  ordersToQuery,
  removeAbandonedOrders,
  removeOrderToQuery,
  succeededOrders,
} from "../../../bff/storage/repositories/reconciliation-orders.ts";
import {
  continueReconciliation,
  countReconciled,
  endReconciliation,
  reconciliationOf,
  recordReconciliation,
} from "../../../bff/storage/repositories/reconciliations.ts";
import { oneOf, operation, time } from "./operation.ts";
import { part } from "./part.ts";

/** The account of rows.ts, and another one. */
const key = { accountId: oneOf("paypro-mx", "X"), day: oneOf("2026-11-19", "2026-11-20") };
const kind = oneOf("payment", "payout");
const order = fc.record({ ...key, kind, subjectId: oneOf("pay_A", "pay_a", "po_A") });
const error = fc.option(fc.string());
const found = fc
  .record({ ...key, orderNo: oneOf("o", "O", "ö"), payoutId: oneOf("po_A", undefined) })
  .map((about) => ({ ...about, kind: "missing_here", paymentId: null, detail: "" }) as const);

export const reconciliationParts = [
  part("insertDiscrepancy", fc.record({ found, now: time }), (input) => [
    insertDiscrepancy({ ...input.found, now: input.now }),
  ]),
  part(
    "recordReconciliation",
    fc.record({
      ...key,
      source: oneOf("statement", "query"),
      checked: fc.integer({ min: -1, max: 9 }),
      begunAt: fc.option(time),
      error,
    }),
    (run) => [recordReconciliation(run)],
  ),
  part("continueReconciliation", fc.record({ ...key, begunAt: time }), (run) => [
    continueReconciliation(run),
  ]),
  part("countReconciled", fc.record({ ...key, checked: fc.integer({ min: -1, max: 9 }) }), (run) => [
    countReconciled(run),
  ]),
  part("endReconciliation", fc.record({ ...key, finishedAt: fc.option(time), error }), (run) => [
    endReconciliation(run),
  ]),
  part("listOrdersToQuery", fc.record({ ...key, kind, from: time, to: time }), ({ kind: of, ...input }) => [
    listOrdersToQuery[of](input),
  ]),
  part("listOrderToQuery", order, (one) => [listOrderToQuery(one)]),
  part("removeOrderToQuery", order, (one) => [removeOrderToQuery(one)]),
  part("removeAbandonedOrders", fc.record({ accountId: key.accountId, before: time }), (input) => [
    removeAbandonedOrders(input),
  ]),
];

export const reconciliationReads = [
  operation(
    "read a run of reconciliation",
    fc.record({ ...key, kind, after: oneOf("", "pay_A"), found }),
    ({ found: about, ...of }) =>
      ({ database }) =>
        database.readAll([
          reconciliationOf(of),
          ordersToQuery(of),
          countOrdersToQuery(of),
          knownDiscrepancy(about),
          discrepanciesOfDay({ ...of, limit: 2 }),
        ]),
  ),
  operation(
    "read the orders that succeeded",
    fc.record({ accountId: key.accountId, kind, createdAt: time, id: oneOf("", "pay_A"), to: time }),
    ({ kind: of, ...input }) =>
      ({ database }) =>
        database.read(succeededOrders[of](input)),
  ),
];
