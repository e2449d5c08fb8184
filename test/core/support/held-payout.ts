/** A payout as a decision finds it, and what the storage makes of the decision. See held.ts. */
import type { JobLease, PayoutDecision } from "../../../bff/core/decision.ts";
import {
  decidePayoutFacts,
  type HeldPayout,
  payoutDecisionOf,
  payoutDraftOf,
} from "../../../bff/core/payout/decide-facts.ts";
import type { PayoutFact } from "../../../bff/core/payout/facts.ts";
import type { Cause, PayoutRecord } from "../../../bff/core/records.ts";
import { deepFreeze } from "./freeze.ts";
import { payoutToolsAt } from "./held.ts";
import { payoutRecord, start } from "./records.ts";

export function heldPayoutWith(changes: Partial<PayoutRecord> = {}): HeldPayout {
  return deepFreeze({ payout: payoutRecord(changes), lastDetail: null, knownCallbacks: [] });
}

export function applyToPayout(
  held: HeldPayout,
  facts: readonly PayoutFact[],
  {
    at = start + 60_000,
    cause = "query",
    completes,
  }: { at?: number; cause?: Cause; completes?: JobLease } = {},
): { readonly decision: PayoutDecision; readonly after: HeldPayout } {
  const draft = decidePayoutFacts(
    payoutDraftOf(held, completes),
    deepFreeze({ facts, cause }),
    payoutToolsAt(at),
  );
  const decision = deepFreeze(payoutDecisionOf(draft));
  const newestLine = decision.timeline.at(-1);
  const after = deepFreeze({
    payout: { ...held.payout, ...decision.changes },
    lastDetail: newestLine === undefined ? held.lastDetail : newestLine.detail,
    knownCallbacks: [...held.knownCallbacks, ...decision.callbacks],
  });
  return { decision, after };
}
