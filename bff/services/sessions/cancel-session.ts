import type { Session } from "../../contract.ts";
import type { Author } from "../../core/audit.ts";
import { say } from "../../core/details.ts";
import { fail, type Result } from "../../core/errors.ts";
import { decideCancel } from "../../core/session/decide-end.ts";
import { isClosed } from "../../core/session/status.ts";
import { paymentById } from "../../storage/repositories/payments.ts";
import { sessionById } from "../../storage/repositories/sessions.ts";
import { changeSession } from "../changes/change-session.ts";
import type { ServiceContext } from "../context.ts";
import { abandonPayment } from "../payments/abandon-payment.ts";
import { readSession } from "./read-sessions.ts";

/**
 * Cancels a session for the merchant, with its open payment, at the provider too where that is possible. Money
 * that arrives later is still counted (rule 8).
 *
 * Errors: `not_found`, `session_closed` (paid or expired), `payment_in_progress` (a payment is being settled),
 * `payment_being_confirmed` (one was reported as paid).
 */
export async function cancelSession(
  context: ServiceContext,
  input: { readonly sessionId: string; readonly author: Author },
): Promise<Result<Session>> {
  const { sessionId, author } = input;
  const [session] = await context.database.read(sessionById({ id: sessionId }));
  if (session === undefined) return fail("not_found", "There is no such session.");
  if (session.status === "canceled") return await readSession(context, { sessionId });
  if (isClosed(session.status)) return fail("session_closed", `The session is ${session.status}.`);
  if (session.open_payment_id !== null) {
    const [payment] = await context.database.read(paymentById({ id: session.open_payment_id }));
    if (payment !== undefined && (payment.status === "pending" || payment.status === "unknown")) {
      await abandonPayment(context, { payment, detail: say("merchant_canceled", {}), author });
    }
  }
  const changed = await changeSession(context, {
    of: { sessionId },
    audited: { author, action: "session.cancel" },
    decide(held, { now }) {
      const answer = decideCancel(held, now);
      return { draft: answer.kind === "canceled" ? answer.draft : null, answer };
    },
  });
  if (changed === undefined) return fail("not_found", "There is no such session.");
  if (changed.answer.kind === "refused") return changed.answer.failure;
  return await readSession(context, { sessionId });
}
