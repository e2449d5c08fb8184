import type { Payout } from "../../contract.ts";
import type { Author } from "../../core/audit.ts";
import { fail, type Result } from "../../core/errors.ts";
import { isReversalInDoubt } from "../../core/payout/assertions.ts";
import { payoutById } from "../../storage/repositories/payouts.ts";
import type { ServiceContext } from "../context.ts";
import type { KeyBinding } from "../idempotency/key-binding.ts";
import { sealNote } from "../rows/notes.ts";
import { applyPayoutFacts } from "./apply-facts.ts";
import { readPayout } from "./read-payouts.ts";

/**
 * Settles a payout in `review` by an operator's decision; or whether one that has succeeded was reversed, while that is in
 * doubt.
 *
 * Errors: `not_found`, `not_in_review`.
 */
export async function resolvePayout(
  context: ServiceContext,
  input: {
    readonly payoutId: string;
    readonly outcome: "succeeded" | "failed";
    readonly note: string;
    readonly author: Author;
    /** With it, a repeat after a crash gets the success and not `not_in_review`. */
    readonly keyBinding: KeyBinding | null;
  },
): Promise<Result<Payout>> {
  const { payoutId, outcome, note, author, keyBinding } = input;
  const [payout] = await context.database.read(payoutById({ id: payoutId }));
  if (payout === undefined) return fail("not_found", "There is no such payout.");
  if (payout.status !== "review" && !isReversalInDoubt(payout)) {
    return fail("not_in_review", `The payout is ${payout.status}.`);
  }
  const noteSealed = sealNote(context, "payout", { id: payoutId, note });
  const fact = { kind: "operator", outcome, noteSealed } as const;
  const audited = { author, action: "payout.resolve" } as const;
  const applied = await applyPayoutFacts(context, {
    payoutId,
    facts: [fact],
    cause: "operator",
    audited,
    keyBinding,
  });
  if (applied === undefined || applied.transitions.length === 0) {
    return fail("not_in_review", "The payout was settled meanwhile.");
  }
  return await readPayout(context, { payoutId });
}
