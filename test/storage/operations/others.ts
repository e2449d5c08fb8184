import fc from "fast-check";
import { accountSuccesses, recordAccountSuccess } from "../../../bff/storage/repositories/accounts.ts";
import { recordCallback } from "../../../bff/storage/repositories/callbacks.ts";
import {
  bindIdempotencyKey,
  claimIdempotencyKey,
  completeIdempotencyKey,
  forgetIdempotencyKey,
  lookUpIdempotencyKey,
  purgeIdempotencyKeys,
} from "../../../bff/storage/repositories/idempotency-keys.ts";
import {
  insertDiscrepancy,
  listDiscrepancies,
  recordReconciliation,
} from "../../../bff/storage/repositories/reconciliations.ts";
import { leaseMs, limit, oneOf, operation, seal, subjectId, time } from "./operation.ts";

const idempotencyRequest = { id: oneOf("k", "K"), bodyHash: oneOf("1", "2"), now: time };
export const otherOperations = [
  operation(
    "claimIdempotencyKey",
    fc.record({ ...idempotencyRequest, resourceId: fc.option(oneOf("cs_A", "po_A")) }),
    (input) => (_world, executor) => claimIdempotencyKey(executor, seal, { ...input, leaseMs }),
  ),
  operation(
    "lookUpIdempotencyKey",
    fc.record(idempotencyRequest),
    (input) => (_world, executor) => lookUpIdempotencyKey(executor, seal, input),
  ),
  operation(
    "completeIdempotencyKey",
    fc.record({ id: idempotencyRequest.id, status: oneOf(201, 409), body: fc.string({ unit: "grapheme" }) }),
    (input) => (_world, executor) => completeIdempotencyKey(executor, seal, input),
  ),
  operation(
    "bindIdempotencyKey",
    fc.record({ id: idempotencyRequest.id, claimedAt: time, resourceId: oneOf("cs_A", "po_A") }),
    ({ claimedAt, ...input }) =>
      (_world, executor) =>
        bindIdempotencyKey(executor, { ...input, lockedUntil: claimedAt + leaseMs }),
  ),
  operation(
    "forgetIdempotencyKey",
    fc.record({ id: idempotencyRequest.id, claimedAt: time }),
    ({ id, claimedAt }) =>
      (_world, executor) =>
        forgetIdempotencyKey(executor, { id, lockedUntil: claimedAt + leaseMs }),
  ),
  operation(
    "purgeIdempotencyKeys",
    fc.record({ before: time, limit }),
    (input) => (_world, executor) => purgeIdempotencyKeys(executor, input),
  ),
  operation(
    "recordCallback",
    fc.record({ subjectId, digest: oneOf("1", "2"), now: time }),
    (input) => (_world, executor) => recordCallback(executor, input),
  ),
  operation(
    "recordAccountSuccess",
    fc.record({ accountId: oneOf("x", "X"), at: fc.integer({ min: 0, max: 5_000 }) }),
    (input) => (_world, executor) => recordAccountSuccess(executor, input),
  ),
  operation(
    "accountSuccesses",
    fc.constant(null),
    () => async (_world, executor) => [...(await accountSuccesses(executor))].sort(),
  ),
  operation(
    "recordReconciliation",
    fc.record({
      accountId: oneOf("x", "X"),
      day: fc.constant("2026-11-19"),
      source: oneOf("statement" as const, "query" as const),
      checked: fc.integer({ min: -1, max: 9 }),
      finishedAt: fc.option(time),
      error: fc.option(fc.string()),
    }),
    (input) => (_world, executor) => recordReconciliation(executor, input),
  ),
  operation(
    "insertDiscrepancy",
    fc.record({ accountId: oneOf("x", "X"), orderNo: oneOf("o", "O", "ö"), now: time }),
    (input) => (_world, executor) =>
      insertDiscrepancy(executor, {
        ...input,
        day: "2026-11-19",
        kind: "missing_here",
        paymentId: null,
        detail: "",
      }),
  ),
  operation(
    "listDiscrepancies",
    oneOf("x", "X"),
    (accountId) => (_world, executor) => listDiscrepancies(executor, { accountId, day: "2026-11-19" }),
  ),
];
