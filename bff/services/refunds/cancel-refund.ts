/** Cancels a refund that waits for somebody. Nothing of it was sent, and nothing will be. */
import type { Refund } from "../../contract.ts";
import type { Author } from "../../core/audit.ts";
import { fail, type Result } from "../../core/errors.ts";
import { decidePayoutFacts, payoutDraftOf } from "../../core/payout/decide-facts.ts";
import type { RefundRecord } from "../../core/records.ts";
import { decideClaimCancel } from "../../core/refund/decide-claim.ts";
import { objectionToCancel } from "../../core/refund/decide-refund.ts";
import { draftOf } from "../../core/session/draft.ts";
import { insertAuditRow } from "../../storage/repositories/audit.ts";
import { refundById } from "../../storage/repositories/refunds.ts";
import { changePayout } from "../changes/change-payout.ts";
import { changeSession } from "../changes/change-session.ts";
import type { ServiceContext } from "../context.ts";
import type { KeyBinding } from "../idempotency/key-binding.ts";
import { auditRowOf } from "../rows/audit.ts";
import { loadedRefund } from "./loaded-refund.ts";
import { readRefund } from "./read-refunds.ts";

interface CancelInput {
  readonly refundId: string;
  readonly author: Author;
  /** With it, a repeat after a crash gets the refund and not `refund_not_cancelable`. */
  readonly keyBinding: KeyBinding | null;
}

/** Errors: `not_found`, `refund_not_cancelable`. */
export async function cancelRefund(context: ServiceContext, input: CancelInput): Promise<Result<Refund>> {
  const { refundId } = input;
  const [refund] = await context.database.read(refundById({ id: refundId }));
  if (refund === undefined) return fail("not_found", "There is no such refund.");
  const objection = objectionToCancel(refund);
  if (objection !== null) return objection;
  const isCanceled =
    refund.payout_id === null
      ? await cancelUnclaimed(context, refund, input)
      : await rejectPayout(context, { refund, payoutId: refund.payout_id }, input);
  if (!isCanceled) return fail("refund_not_cancelable", "The refund changed meanwhile.");
  return await readRefund(context, { refundId });
}

async function cancelUnclaimed(
  context: ServiceContext,
  { id, session_id: sessionId }: RefundRecord,
  { author, keyBinding }: CancelInput,
): Promise<boolean> {
  const changed = await changeSession(context, {
    of: { sessionId },
    keyBinding,
    loads: [refundById({ id })],
    decide(held, { now }, loaded) {
      const refund = loadedRefund(loaded);
      const draft = refund && decideClaimCancel(draftOf(held), { refund, actor: author.actor, now });
      if (refund === undefined || draft == null) return { draft: null, answer: false };
      return {
        draft,
        answer: true,
        bindsKeyTo: id,
        alsoWrites: [auditOf(author, refund, now)],
      };
    },
  });
  return changed?.answer === true;
}

/** The payout that waits for an approval is rejected, also by whoever has made the refund: nobody is paid by that. */
async function rejectPayout(
  context: ServiceContext,
  { refund, payoutId }: { readonly refund: RefundRecord; readonly payoutId: string },
  { author, keyBinding }: CancelInput,
): Promise<boolean> {
  const changed = await changePayout(context, {
    payoutId,
    digest: null,
    keyBinding,
    alsoWrites: [],
    auditsMove: (at) => auditOf(author, refund, at),
    decide(held, tools) {
      const draft = payoutDraftOf(held);
      if (held.payout.status !== "awaiting_approval") return draft;
      const facts = [{ kind: "rejected", noteSealed: null }] as const;
      return decidePayoutFacts(draft, { facts, cause: "cancel", actor: author.actor }, tools);
    },
  });
  return changed?.decision.after.status === "rejected" && changed.decision.before.status !== "rejected";
}

function auditOf(author: Author, { id: subject, status }: RefundRecord, at: number) {
  const states = { before: { status }, after: { status: "canceled" } };
  return insertAuditRow(auditRowOf({ author, action: "refund.cancel", subject, ...states, at }));
}
