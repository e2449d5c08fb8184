import { expiryGraceMs } from "../../core/schedule.ts";
import { decideExpiry } from "../../core/session/decide-end.ts";
import { changeSession } from "../changes/change-session.ts";
import type { ServiceContext } from "../context.ts";
import type { JobOutcome } from "../runs/job-outcome.ts";

/** Expires a session whose time is over, unless it has an open payment: then it ends with that payment. */
export async function expireSession(
  context: ServiceContext,
  input: { readonly sessionId: string },
): Promise<JobOutcome> {
  const changed = await changeSession(context, {
    of: input,
    decide(held, { now }) {
      const answer = decideExpiry(held, now);
      return { draft: answer.kind === "expired" ? answer.draft : null, answer };
    },
  });
  return changed?.answer.kind === "too_early"
    ? { kind: "again", at: changed.answer.expiresAt + expiryGraceMs, step: 0 }
    : { kind: "done" };
}
