/** Applies what happened to one payment. What it means is decided in core/payment/decide-facts.ts. */
import { applyFacts } from "../../core/payment/decide-facts.ts";
import type { PaymentFact } from "../../core/payment/facts.ts";
import type { Cause, PaymentRecord, SessionRecord } from "../../core/records.ts";
import { draftOf } from "../../core/session/draft.ts";
import type { Executor } from "../../storage/engine/database.ts";
import type { JobLease } from "../../storage/jobs/jobs.ts";
import { findPayment } from "../../storage/repositories/payments.ts";
import type { ServiceContext } from "../context.ts";
import type { RunEnd } from "../runs/with-job-lease.ts";
import { changeSession } from "./change-session.ts";

export interface ApplyInput {
  readonly paymentId: string;
  /** In the order in which they happened. */
  readonly facts: readonly PaymentFact[];
  readonly cause: Cause;
  /** A payment at another account that takes the place of this one if the provider refused it. */
  readonly successor?: PaymentRecord | undefined;
  /** Written in the same transaction, if the facts change the payment. */
  readonly withChange?: (trx: Executor) => Promise<void>;
  /** The run that this is the end of. */
  readonly end?: RunEnd;
}

export interface Applied {
  readonly payment: PaymentRecord;
  readonly session: SessionRecord;
  /** False for an exact repeat and for a fact that is only recorded. */
  readonly changed: boolean;
  /** The successor as it was inserted, with the lease of its job; null when it was not needed. */
  readonly succeededBy: { readonly payment: PaymentRecord; readonly lease: JobLease | null } | null;
}

/** @returns undefined when there is no such payment. */
export async function applyFact(context: ServiceContext, input: ApplyInput): Promise<Applied | undefined> {
  const known = await findPayment(context.database.kysely, input.paymentId);
  if (known === undefined) return undefined;
  const digests = input.facts.flatMap((fact) =>
    fact.kind === "report" && fact.digest !== null ? [fact.digest] : [],
  );
  const changed = await changeSession(context, {
    sessionId: known.session_id,
    digests,
    decide(held, tools) {
      const applied = applyFacts(draftOf(held), input, tools);
      return { draft: applied.draft, answer: applied };
    },
    async alsoWrite(trx, applied) {
      if (applied.changed) await input.withChange?.(trx);
      await input.end?.write(trx);
    },
  });
  input.end?.written();
  if (changed?.answer.payment === undefined) return undefined;
  const { payment, draft, succeededBy } = changed.answer;
  const successor =
    succeededBy === null ? null : { payment: succeededBy, lease: changed.leases.get(succeededBy.id) ?? null };
  return { payment, session: draft.session, changed: changed.answer.changed, succeededBy: successor };
}
