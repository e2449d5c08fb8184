import fc from "fast-check";
import { payoutStatuses } from "../../../bff/contract.ts";
import {
  appendPayoutTimeline,
  changePayout,
  findPayoutByOrderNo,
  insertPayout,
  listPayouts,
  lockPayout,
  takePayoutQueryLease,
  timelineOfPayout,
} from "../../../bff/storage/repositories/payouts.ts";
import { payoutRow } from "../rows.ts";
import { after, leaseMs, limit, oneOf, operation, time } from "./operation.ts";

const id = oneOf("po_A", "po_a");
const status = oneOf(...payoutStatuses.slice(0, 2));

export const payoutOperations = [
  operation(
    "insertPayout",
    fc.record({ id, created_at: time, order_no: oneOf("1", "2"), reference: oneOf("r", "R") }),
    ({ id: payoutId, ...changes }) =>
      (_world, executor) =>
        insertPayout(executor, payoutRow(payoutId, changes)),
  ),
  operation("lockPayout", id, (input) => (_world, executor) => lockPayout(executor, input)),
  operation(
    "findPayoutByOrderNo",
    oneOf("1", "2"),
    (input) => (_world, executor) => findPayoutByOrderNo(executor, input),
  ),
  operation(
    "changePayout",
    fc.record({ id, from: status, status, confirm_pending: fc.integer({ min: 0, max: 2 }) }),
    ({ id: payoutId, from, ...changes }) =>
      (_world, executor) =>
        changePayout(executor, { id: payoutId, from, changes }),
  ),
  operation(
    "appendPayoutTimeline",
    fc.record({ payout_id: id, at: time, to_status: status }),
    (input) => (_world, executor) =>
      appendPayoutTimeline(executor, { ...input, from_status: null, cause: "query", detail: null }),
  ),
  operation("timelineOfPayout", id, (input) => (_world, executor) => timelineOfPayout(executor, input)),
  operation(
    "takePayoutQueryLease",
    fc.record({ id, now: time }),
    (input) => (_world, executor) => takePayoutQueryLease(executor, { ...input, leaseMs }),
  ),
  operation(
    "listPayouts",
    fc.record({ limit, after, reference: fc.option(oneOf("r", "R"), { nil: undefined }) }),
    (input) => (_world, executor) => listPayouts(executor, input),
  ),
];
