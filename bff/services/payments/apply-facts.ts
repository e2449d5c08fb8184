/** Applies facts to one payment. core/payment/decide-facts.ts decides what they mean. */
import type { AuditedAction } from "../../core/audit.ts";
import type { JobLease } from "../../core/decision.ts";
import { decideFacts } from "../../core/payment/decide-facts.ts";
import { endSyncRun, type SyncRun } from "../../core/payment/end-sync-run.ts";
import type { PaymentFact } from "../../core/payment/facts.ts";
import type { Cause, PaymentRecord } from "../../core/records.ts";
import { draftOf } from "../../core/session/draft.ts";
import type { KnownSession } from "../../storage/repositories/held-sessions.ts";
import { releasePaymentQueryLock } from "../../storage/repositories/query-locks.ts";
import { changeSession, type ReadSession } from "../changes/change-session.ts";
import type { ServiceContext } from "../context.ts";
import type { Exchanges } from "../exchanges/collect-exchanges.ts";
import type { KeyBinding } from "../idempotency/key-binding.ts";

export interface ApplyInput {
  readonly paymentId: string;
  /** In the order in which they happened. At most one of them comes from a callback. */
  readonly facts: readonly PaymentFact[];
  readonly cause: Cause;
  /** The API key or operator that causes it. Absent where it is neither. */
  readonly audited?: AuditedAction | undefined;
  /** A payment at another account. It takes the place of this one if the provider refused this one. */
  readonly successor?: PaymentRecord | undefined;
  /** The payment as it stood when the query began that the facts are the answer to. */
  readonly queried?: PaymentRecord | undefined;
  /** Bound to the payment, if the facts change it. */
  readonly keyBinding?: KeyBinding | null;
  /**
   * The session's rows as an earlier change of this process left them, or as this request has just read them.
   * Only for facts that are sure to change the session, and for a change that ends a run.
   */
  readonly known?: ReadSession | undefined;
  /** The lease of the job run that ends with this change. */
  readonly completes?: JobLease | null;
  /** The run of the sync job that ends with this change: the schedule of the next query depends on it. */
  readonly syncRun?: SyncRun;
  /** The end (epoch ms) of the query lock that this process holds; the batch releases the lock. */
  readonly releasesLockUntil?: number;
  /** What was said of which the facts come. Kept if anything is written. */
  readonly exchanges?: Exchanges;
}

export interface Applied {
  readonly payment: PaymentRecord;
  /** False for an exact repeat and for a fact that is only recorded. */
  readonly changed: boolean;
  /** The successor as it was inserted, with the lease of its job; null when none was inserted. */
  readonly succeededBy: { readonly payment: PaymentRecord; readonly lease: JobLease | null } | null;
  /** The session's rows after this change. */
  readonly known: KnownSession;
}

/** @returns undefined when there is no such payment. Throws `KeyTaken` when another request has the idempotency key. */
export async function applyPaymentFacts(
  context: ServiceContext,
  input: ApplyInput,
): Promise<Applied | undefined> {
  const { paymentId, facts, keyBinding = null, completes = null, syncRun, releasesLockUntil, known } = input;
  const { audited } = input;
  const [digest = null] = facts.flatMap((fact) => (fact.kind === "report" ? [fact.digest] : []));
  const result = await changeSession(context, {
    of: { paymentId },
    digest,
    keyBinding,
    known,
    audited,
    alsoWrites:
      releasesLockUntil === undefined
        ? []
        : [releasePaymentQueryLock({ id: paymentId, until: releasesLockUntil })],
    besides: input.exchanges?.writes() ?? [],
    decide(held, tools) {
      const { draft, ...answer } = decideFacts(
        draftOf(held, completes),
        { ...input, actor: audited?.author.actor ?? null },
        tools,
      );
      const ended = syncRun === undefined ? draft : endSyncRun(draft, { paymentId, ...syncRun }, tools);
      return { draft: ended, answer, bindsKeyTo: answer.changed ? paymentId : null };
    },
  });
  if (result?.answer.payment === undefined) return undefined;
  const { payment, changed, succeededBy } = result.answer;
  const lease = succeededBy === null ? null : (result.leases.get(succeededBy.id) ?? null);
  const successor = succeededBy === null ? null : { payment: succeededBy, lease };
  return { payment, changed, succeededBy: successor, known: result.known };
}
