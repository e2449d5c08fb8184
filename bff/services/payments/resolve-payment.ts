import type { Payment } from "../../contract.ts";
import type { Author } from "../../core/audit.ts";
import { fail, type Result } from "../../core/errors.ts";
import { isReversalInDoubt } from "../../core/payment/reversal.ts";
import { paymentById } from "../../storage/repositories/payments.ts";
import type { ServiceContext } from "../context.ts";
import type { KeyBinding } from "../idempotency/key-binding.ts";
import { sealNote } from "../rows/notes.ts";
import { applyPaymentFacts } from "./apply-facts.ts";
import { readPayment } from "./read-payments.ts";

/**
 * Settles a payment in `review` by an operator's decision; or whether one that has succeeded was reversed, while that is
 * in doubt.
 *
 * Errors: `not_found`, `not_in_review`.
 */
export async function resolvePayment(
  context: ServiceContext,
  input: {
    readonly paymentId: string;
    readonly outcome: "succeeded" | "failed";
    readonly note: string;
    readonly author: Author;
    /** With it, a repeat after a crash gets the success and not `not_in_review`. */
    readonly keyBinding: KeyBinding | null;
  },
): Promise<Result<Payment>> {
  const { paymentId, outcome, note, author, keyBinding } = input;
  const [payment] = await context.database.read(paymentById({ id: paymentId }));
  if (payment === undefined) return fail("not_found", "There is no such payment.");
  if (payment.status !== "review" && !isReversalInDoubt(payment)) {
    return fail("not_in_review", `The payment is ${payment.status}.`);
  }
  const noteSealed = sealNote(context, "payment", { id: paymentId, note });
  const fact = { kind: "operator", outcome, noteSealed } as const;
  const audited = { author, action: "payment.resolve" } as const;
  const applied = await applyPaymentFacts(context, {
    paymentId,
    facts: [fact],
    cause: "operator",
    audited,
    keyBinding,
  });
  if (applied?.changed !== true) return fail("not_in_review", "The payment was settled meanwhile.");
  return await readPayment(context, { paymentId });
}
