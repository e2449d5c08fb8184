/** A payment's rows and jobs, and one decision on them: a load, a decision and a commit, through JSON. */
import type { SessionDecision } from "../../../bff/core/decision.ts";
import { decideFacts } from "../../../bff/core/payment/decide-facts.ts";
import { endSyncRun, type SyncAnswer } from "../../../bff/core/payment/end-sync-run.ts";
import type { PaymentFact } from "../../../bff/core/payment/facts.ts";
import { awaitsAnswer } from "../../../bff/core/payment/next-query.ts";
import { isReversalInDoubt } from "../../../bff/core/payment/reversal.ts";
import { readExceptions } from "../../../bff/core/payment/status.ts";
import type { Cause, PaymentRecord, SessionRecord } from "../../../bff/core/records.ts";
import { endOfSession } from "../../../bff/core/retention.ts";
import { decisionOf, draftOf } from "../../../bff/core/session/draft.ts";
import { heldWith, paymentOf, toolsAt } from "../../core/support/held.ts";
import { start } from "../../core/support/records.ts";
import { day, hour, minute } from "../../core/support/times.ts";
import type { Left, Outcome, Stepped } from "./machine.ts";
import { differingColumns, reload } from "./rows.ts";
import { nothingSaid, type Said } from "./said.ts";

export interface PaymentWorld {
  readonly session: SessionRecord;
  readonly payment: PaymentRecord;
  readonly lastDetail: string | null;
  /** The step of the sync job, null where there is none. */
  readonly sync: number | null;
  readonly hasExpiry: boolean;
  readonly now: number;
  readonly said: Said;
  /** The last event shows the payment as it is. */
  readonly isTold: boolean;
  /** What is done wrong in this world, so that the judge can be seen to notice. */
  readonly mistake: Mistake | null;
}

/** Another row or other facts to decide on than there are. */
export type Mistake = (payment: PaymentRecord, told: Decide) => Partial<Decide & { payment: PaymentRecord }>;

const paymentId = "pay_1";
const lease = { id: `sync_payment:${paymentId}`, token: "lease" };
const expiresAt = start + 10 * hour;

export function firstPaymentWorld(mistake: Mistake | null): PaymentWorld {
  const held = heldWith({
    status: "creating",
    created_at: start,
    expires_at: expiresAt,
    watch_until: expiresAt + day,
  });
  return {
    session: { ...held.session, expires_at: start + 12 * hour },
    payment: paymentOf(held),
    lastDetail: null,
    sync: 0,
    hasExpiry: false,
    now: start + minute,
    said: nothingSaid,
    isTold: true,
    mistake,
  };
}

export function outcomeOf({ payment }: PaymentWorld): Outcome {
  return {
    status: payment.status,
    exceptions: readExceptions(payment).toSorted(),
    received: Number(payment.received_minor),
    isInDoubt: awaitsAnswer(payment),
  };
}

const needing: ReadonlySet<string> = new Set(["review", "unknown"]);

/** As the queries of storage/repositories/needs.ts select, and retention.ts decides a month later. */
export function leftOf({ payment, session, now }: PaymentWorld): Left {
  const isInDoubt = isReversalInDoubt(payment);
  const closed = { ...session, status: "expired", updated_at: now } as const;
  const held = { session: closed, payments: [payment], isUndelivered: false };
  return {
    isInDoubt,
    isKept: endOfSession(held, now + 30 * day).kind === "kept",
    isListed: needing.has(payment.status) || (isInDoubt && payment.watch_until <= now),
  };
}

/** What an event shows of a payment. */
const viewOf = (payment: PaymentRecord) =>
  [payment.status, ...readExceptions(payment).toSorted(), payment.received_minor].join(" ");

export interface Decide {
  readonly facts: readonly PaymentFact[];
  readonly cause: Cause;
  /** How the run of the sync job ended that this decision ends; without it the decision ends none. */
  readonly endsRun?: SyncAnswer | undefined;
  readonly queried?: PaymentRecord | undefined;
  /** A run was requested while this one was under way. */
  readonly rerun?: boolean;
  /** The digest of a callback that was received before. */
  readonly known?: string | undefined;
}

export function decide(world: PaymentWorld, input: Decide): Stepped<PaymentWorld> {
  const { payment, session } = world;
  const { payment: seen = payment, ...told } = world.mistake?.(payment, input) ?? {};
  const { draft, decision } = decisionOn({ ...world, payment: seen }, { ...input, ...told });
  const changes = decision.changedPayments.find(({ id }) => id === paymentId)?.changes;
  const after = changes === undefined ? payment : { ...payment, ...reload(changes) };
  const decided = draft.payments.find(({ id }) => id === paymentId) ?? after;
  // What was seen otherwise than it is is stored otherwise than was decided on.
  const lost = world.mistake === null ? differingColumns(after, decided) : [];
  const line = decision.timeline.findLast(({ subjectId }) => subjectId === paymentId);
  return {
    after: {
      ...world,
      ...jobsAfter(world, decision, input.endsRun !== undefined && input.rerun !== true),
      session: decision.after === session ? session : reload(decision.after),
      payment: after,
      lastDetail: line === undefined ? world.lastDetail : line.detail,
      isTold: isToldAfter(world, decision, after),
    },
    problems: lost.map((column) => ({
      rule: "reload",
      sort: column,
      what: `${column} is stored as another than was decided on`,
    })),
  };
}

function decisionOn({ session, payment, lastDetail, now, sync }: PaymentWorld, input: Decide) {
  const { facts, cause, endsRun, queried, known } = input;
  const held = {
    session,
    payments: [payment],
    lastDetails: new Map([[paymentId, lastDetail]]),
    knownCallbacks: known === undefined ? [] : [{ subjectId: paymentId, digest: known }],
  };
  const tools = toolsAt(now);
  const start = draftOf(held, endsRun === undefined ? null : lease);
  const applied = decideFacts(start, { paymentId, facts, cause, queried }, tools).draft;
  const run = { paymentId, step: sync ?? 0 };
  const draft = endsRun === undefined ? applied : endSyncRun(applied, { ...run, answer: endsRun }, tools);
  return { draft, decision: decisionOf(draft) };
}

/** @param isRunOver the run that is ended here was the job's last, unless the decision schedules another. */
function jobsAfter(world: PaymentWorld, { jobs }: SessionDecision, isRunOver: boolean) {
  let sync = isRunOver ? null : world.sync;
  let { hasExpiry } = world;
  for (const job of jobs) {
    if (job.subjectId !== paymentId) continue;
    if (job.kind === "sync_payment") sync = job.step ?? sync ?? 0;
    if (job.kind === "expire_payment") hasExpiry = true;
  }
  return { sync, hasExpiry };
}

function isToldAfter({ isTold, payment }: PaymentWorld, { events }: SessionDecision, after: PaymentRecord) {
  const shown = events.at(-1)?.payments.find(({ id }) => id === paymentId);
  const view = viewOf(after);
  return shown === undefined ? isTold && view === viewOf(payment) : viewOf(shown) === view;
}
