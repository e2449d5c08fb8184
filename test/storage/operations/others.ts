import fc from "fast-check";
import { accountSuccesses, recordAccountSuccess } from "../../../bff/storage/repositories/accounts.ts";
import {
  completeIdempotencyKey,
  forgetIdempotencyKey,
  purgeIdempotencyKeys,
} from "../../../bff/storage/repositories/idempotency-keys.ts";
import { keyId, leaseMs, limit, oneOf, operation, seal, time } from "./operation.ts";

export const otherOperations = [
  operation(
    "completeIdempotencyKey",
    fc.record({ id: keyId, claimedAt: time, status: oneOf(201, 409), body: fc.string({ unit: "grapheme" }) }),
    ({ claimedAt, ...answer }) =>
      (_world, executor) =>
        completeIdempotencyKey(executor, seal, {
          ...answer,
          subjectId: null,
          lockedUntil: claimedAt + leaseMs,
        }),
  ),
  operation(
    "forgetIdempotencyKey",
    fc.record({ id: keyId, claimedAt: time }),
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
    "recordAccountSuccess",
    fc.record({ accountId: oneOf("x", "X"), at: fc.integer({ min: 0, max: 5_000 }) }),
    (input) => (_world, executor) => recordAccountSuccess(executor, input),
  ),
  operation(
    "accountSuccesses",
    fc.constant(null),
    () => async (_world, executor) => [...(await accountSuccesses(executor))].sort(),
  ),
];
