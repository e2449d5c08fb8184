/**
 * Calls of the repositories as data, so that random sequences of them can be run on two databases and compared. What
 * is random in a call's result (lease tokens, sealed bytes) does not appear in its outcome.
 */
import fc from "fast-check";
import { paymentStatuses, sessionStatuses } from "../../../bff/contract.ts";
import { createSeal } from "../../../bff/storage/encryption/seal.ts";
import type { Database, Executor } from "../../../bff/storage/engine/database.ts";
import type { JobLease } from "../../../bff/storage/jobs/jobs.ts";

export const seal = createSeal(new Uint8Array(32).fill(7));
export const leaseMs = 5;

/** The state that a sequence passes from call to call, one for each database. */
export interface World {
  readonly database: Database;
  readonly leases: JobLease[];
}

type Call = (world: World, executor: Executor) => Promise<unknown>;

/** Printed when a sequence fails. */
export interface Operation {
  readonly call: Call;
  toString(): string;
}

export function operation<T>(
  name: string,
  input: fc.Arbitrary<T>,
  call: (input: T) => Call,
): fc.Arbitrary<Operation> {
  return input.map((value) => ({
    call: call(value),
    toString: () => `${name}(${JSON.stringify(value)})`,
  }));
}

export async function withLease<T>(
  world: World,
  index: number,
  end: (lease: JobLease) => Promise<T>,
): Promise<T | null> {
  const lease = world.leases.at(-1 - index);
  return lease === undefined ? null : await end(lease);
}

export const oneOf = <const T>(...values: T[]) => fc.constantFrom(...values);
/** Few and small, so that ties, expired leases and wrong states are common. */
export const time = fc.integer({ min: 0, max: 15 });
export const sessionStatus = oneOf(...sessionStatuses.slice(0, 2));
export const paymentStatus = oneOf(...paymentStatuses.slice(0, 2));
export const limit = fc.integer({ min: 1, max: 4 });
export const sessionId = oneOf("cs_A", "cs_a", "cs_B", "cs_ä");
export const paymentId = oneOf("pay_A", "pay_a", "pay_B");
export const payoutId = oneOf("po_A", "po_a");
export const orderNo = oneOf("1", "2", "3");
export const keyId = oneOf("k", "K");
export const eventId = oneOf("evt_A", "evt_a", "evt_B");
export const subjectId = oneOf("A", "a", "b");
export const instanceId = oneOf("one", "two");
export const kind = oneOf("sync_payment", "expire_session", "deliver_event");
export const after = fc.option(fc.record({ createdAt: time, id: oneOf("cs_B", "pay_B", "evt_B", "") }));
export const endpointIds = fc.uniqueArray(oneOf("shop", "books"), { maxLength: 2 });
