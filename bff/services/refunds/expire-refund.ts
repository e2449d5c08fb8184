import { decideClaimExpiry } from "../../core/refund/decide-claim.ts";
import { expiryGraceMs } from "../../core/schedule.ts";
import { draftOf } from "../../core/session/draft.ts";
import { refundById } from "../../storage/repositories/refunds.ts";
import { changeSession } from "../changes/change-session.ts";
import type { ServiceContext } from "../context.ts";
import type { JobOutcome } from "../runs/job-outcome.ts";
import { loadedRefund } from "./loaded-refund.ts";

const done: JobOutcome = { kind: "done" };

/** Ends a refund that nobody has claimed in time. Its money may be given back in another way then. */
export async function expireRefund(
  context: ServiceContext,
  { refundId }: { readonly refundId: string },
): Promise<JobOutcome> {
  const [known] = await context.database.read(refundById({ id: refundId }));
  if (known === undefined) return done;
  const changed = await changeSession(context, {
    of: { sessionId: known.session_id },
    loads: [refundById({ id: refundId })],
    decide(
      held,
      { now },
      loaded,
    ): { readonly draft: ReturnType<typeof draftOf> | null; readonly answer: number | null } {
      const refund = loadedRefund(loaded);
      if (refund?.status !== "awaiting_claim") return { draft: null, answer: null };
      const draft = decideClaimExpiry(draftOf(held), refund, now);
      return { draft, answer: draft === null ? refund.expires_at : null };
    },
  });
  const tooEarlyUntil = changed?.answer ?? null;
  return tooEarlyUntil === null ? done : { kind: "again", at: tooEarlyUntil + expiryGraceMs, step: 0 };
}
