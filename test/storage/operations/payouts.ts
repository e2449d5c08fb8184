import fc from "fast-check";
import { listPayouts } from "../../../bff/storage/repositories/payouts.ts";
import { takeQueryLock } from "../../../bff/storage/repositories/query-locks.ts";
import { after, leaseMs, limit, oneOf, operation, payoutId, time } from "./operation.ts";

export const payoutOperations = [
  operation(
    "takeQueryLock of a payout",
    fc.record({ id: payoutId, now: time, floorMs: oneOf(0, 3) }),
    (input) => (_world, executor) => takeQueryLock(executor, { ...input, on: "payouts", lockMs: leaseMs }),
  ),
  operation(
    "listPayouts",
    fc.record({ limit, after, reference: fc.option(oneOf("r", "R"), { nil: undefined }) }),
    (input) => (_world, executor) => listPayouts(executor, input),
  ),
];
