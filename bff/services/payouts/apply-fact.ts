/** Applies what happened to one payout. What it means is decided in core/payout/decide-facts.ts. */
import type { JobLease, PayoutDecision } from "../../core/decision.ts";
import { applyPayoutFacts as decideFacts, payoutDraftOf } from "../../core/payout/decide-facts.ts";
import type { PayoutFact } from "../../core/payout/reduce-payout.ts";
import type { Cause } from "../../core/records.ts";
import { changePayout } from "../changes/change-payout.ts";
import type { ServiceContext } from "../context.ts";

/** @returns undefined when there is no such payout. */
export async function applyPayoutFacts(
  context: ServiceContext,
  input: {
    readonly payoutId: string;
    /** In the order in which they happened. */
    readonly facts: readonly PayoutFact[];
    readonly cause: Cause;
    /** The run of the payout's job that ends with this. */
    readonly completes?: JobLease | null;
  },
): Promise<PayoutDecision | undefined> {
  const { payoutId, facts, completes = null } = input;
  const [digest = null] = facts.flatMap((fact) => (fact.kind === "report" ? [fact.digest] : []));
  return await changePayout(context, {
    payoutId,
    digest,
    decide: (held, tools) => decideFacts(payoutDraftOf(held, completes), input, tools),
  });
}
