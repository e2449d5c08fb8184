/** What must hold when everything has come to rest, whatever happened before. Each returns sentences about what is wrong. */
import { afterwardsInvariants } from "./invariants/afterwards.ts";
import { assertionInvariants } from "./invariants/assertions.ts";
import { changedSessionInvariants } from "./invariants/changed-sessions.ts";
import { currencyInvariants } from "./invariants/currencies.ts";
import { earlyEndInvariants } from "./invariants/early-ends.ts";
import { eventInvariants } from "./invariants/events.ts";
import { givenBackInvariants } from "./invariants/given-back.ts";
import { keyInvariants } from "./invariants/keys.ts";
import { orderInvariants } from "./invariants/orders.ts";
import { payoutInvariants, payoutsBeyondMemory } from "./invariants/payouts.ts";
import { gatherRecords, wasRestored } from "./invariants/records.ts";
import { refundInvariants } from "./invariants/refunds.ts";
import { refusalInvariants } from "./invariants/refusals.ts";
import { restInvariants } from "./invariants/rest.ts";
import { sequenceInvariants } from "./invariants/sequences.ts";
import { sessionInvariants } from "./invariants/sessions.ts";
import { timelineInvariants } from "./invariants/timelines.ts";
import { verdictInvariants } from "./invariants/verdicts.ts";
import type { World } from "./world.ts";

export async function violations(world: World): Promise<string[]> {
  const records = await gatherRecords(world);
  const errors = world.failures.map(
    (error) => `something threw: ${error instanceof Error ? error.stack : String(error)}`,
  );
  if (wasRestored(records)) {
    const kept = [
      ...orderInvariants(records),
      ...verdictInvariants(records),
      ...payoutsBeyondMemory(records),
      ...givenBackInvariants(records),
      ...restInvariants(records),
    ];
    return [...errors, ...world.complaints, ...kept];
  }
  return [
    ...errors,
    ...world.complaints,
    ...afterwardsInvariants(records),
    ...orderInvariants(records),
    ...verdictInvariants(records),
    ...givenBackInvariants(records),
    ...refundInvariants(records),
    ...payoutInvariants(records),
    ...refusalInvariants(records),
    ...assertionInvariants(records),
    ...changedSessionInvariants(records),
    ...currencyInvariants(records),
    ...earlyEndInvariants(records),
    ...timelineInvariants(records),
    ...sessionInvariants(records),
    ...eventInvariants(records),
    ...sequenceInvariants(records),
    ...keyInvariants(records),
    ...restInvariants(records),
  ];
}
