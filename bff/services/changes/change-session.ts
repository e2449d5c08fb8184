/**
 * The one way in which a session and its payments change: load their rows, decide, commit the decision as one
 * batch, then notify watchers, count and log.
 *
 * Source: docs/architecture.md#load-decide-commit
 */
import type { AuditedAction, AuditedState } from "../../core/audit.ts";
import { earliestNow } from "../../core/clock.ts";
import {
  isEmptyDecision,
  type JobLease,
  type KnownCallback,
  type SessionDecision,
} from "../../core/decision.ts";
import { randomByte } from "../../core/ids.ts";
import { isPaidByAnother } from "../../core/payment/assertions.ts";
import type { DecisionTools } from "../../core/payment/decide-facts.ts";
import { decisionOf, type HeldSession, type SessionDraft } from "../../core/session/draft.ts";
import { gate, type Query, type Write } from "../../storage/engine/statements.ts";
import { insertAuditRow } from "../../storage/repositories/audit.ts";
import { knownReceipt } from "../../storage/repositories/callbacks.ts";
import { endpointIdsOf } from "../../storage/repositories/disabled-endpoints.ts";
import {
  type HeldPaymentRow,
  type HeldSessionRow,
  heldPaymentsBeside,
  heldPaymentsOfSession,
  heldSession,
  heldSessionOfPayment,
  type KnownSession,
} from "../../storage/repositories/held-sessions.ts";
import { lockedColumns, lockPayment } from "../../storage/repositories/query-locks.ts";
import type { ServiceContext } from "../context.ts";
import { changeAndDeliver, type Outbox } from "../events/outbox.ts";
import type { KeyBinding, KeyRow } from "../idempotency/key-binding.ts";
import { auditRowOf } from "../rows/audit.ts";
import { keepNextAction } from "../rows/next-action.ts";
import { keepDetails } from "../rows/provider-details.ts";
import { auditedStates } from "./audited-states.ts";
import { heldSessionOf, type SessionRows } from "./held-rows.ts";
import { type LeasedQuery, leaseQuery } from "./lease-query.ts";
import { writeJobs } from "./write-jobs.ts";
import { publishAndLog, sessionEventWrites, sessionRowWrites, withCountedEvents } from "./write-session.ts";

export interface Decided<Answer> {
  /** Null when there is nothing to write. */
  readonly draft: SessionDraft | null;
  readonly answer: Answer;
  /** The id of the resource to which the request's idempotency key is bound; null leaves the key as it is. */
  readonly bindsKeyTo?: string | null;
  /** Written in the same batch, after the session's rows. */
  readonly alsoWrites?: readonly Write[];
  /** What the audit says of a change that is not one of status. */
  readonly audits?: { readonly before: AuditedState; readonly after: AuditedState };
}

export interface SessionChange<Answer> {
  /** Names the session, or one of its payments. */
  readonly of: { readonly sessionId: string } | { readonly paymentId: string };
  /** The digest of the callback to apply to the payment (SHA-256 hex of its body and query). */
  readonly digest?: string | null;
  readonly keyBinding?: KeyBinding | null;
  /**
   * The rows as an earlier change of this process left them, or as this request has just read them. The first
   * decision is made on these, without loading. Not together with an idempotency key.
   */
  readonly known?: ReadSession | undefined;
  /** Written in the same batch, whatever is decided. */
  readonly alsoWrites?: readonly Write[];
  /** Written in the same batch, if anything is. */
  readonly besides?: readonly Write[];
  /** Who makes the change. It is in the audit when the state of what `of` names changes. */
  readonly audited?: AuditedAction | undefined;
  /** Loaded with the session, for `decide`. Not together with `known`. */
  readonly loads?: readonly Query<object>[];
  /**
   * Must be pure: it runs again when another change was committed first.
   *
   * @param others the rows that were loaded beside the session's.
   */
  readonly decide: (held: HeldSession, tools: DecisionTools, others: readonly object[]) => Decided<Answer>;
}

/** What a change of a session loads. */
export interface ReadSession extends KnownSession {
  /** The receipt of the callback, if it was applied before. */
  readonly receipts?: readonly KnownCallback[];
}

export interface ChangedSession<Answer> {
  readonly answer: Answer;
  readonly decision: SessionDecision | null;
  /** By subject, the leases of the jobs that were inserted leased to this process. */
  readonly leases: ReadonlyMap<string, JobLease>;
  readonly isJobDueNow: boolean;
  /** The rows after the change. */
  readonly known: KnownSession;
}

/** @returns undefined when there is no such session. Throws `KeyTaken` when another request has the idempotency key. */
export async function changeSession<Answer>(
  context: ServiceContext,
  change: SessionChange<Answer>,
): Promise<ChangedSession<Answer> | undefined> {
  const [session, payments] = heldBy(change);
  const changed = await changeAndDeliver(context, {
    load: [session, payments, ...othersOf(change)],
    known: change.known && rowSetsOf(change.known),
    decide([[sessionRow], paymentRows, ...others], outbox) {
      if (sessionRow === undefined) return { writes: [], result: undefined };
      const rows = { session: sessionRow, payments: paymentRows, others: others.flat() };
      return decideOn(context, change, rows, outbox);
    },
  });
  if (changed === undefined) return undefined;
  if (changed.decision !== null) publishAndLog(context, changed.decision);
  if (changed.isJobDueNow) context.wakeJobs("providers");
  return changed;
}

function heldBy({
  of,
}: Pick<SessionChange<unknown>, "of">): readonly [Query<HeldSessionRow>, Query<HeldPaymentRow>] {
  return "sessionId" in of
    ? [heldSession({ id: of.sessionId }), heldPaymentsOfSession(of)]
    : [heldSessionOfPayment(of), heldPaymentsBeside(of)];
}

function othersOf<Answer>({ of, digest, keyBinding, loads = [] }: SessionChange<Answer>): Query<object>[] {
  const receipt =
    digest == null || !("paymentId" in of) ? [] : [knownReceipt({ subjectId: of.paymentId, digest })];
  return [...receipt, ...(keyBinding == null ? [] : [keyBinding.query]), ...loads];
}

function rowSetsOf({ session, payments, receipts = [] }: ReadSession) {
  return [[session], [...payments], [...receipts]] satisfies [
    HeldSessionRow[],
    HeldPaymentRow[],
    KnownCallback[],
  ];
}

function decideOn<Answer>(
  context: ServiceContext,
  change: SessionChange<Answer>,
  rows: SessionRows,
  outbox: Outbox,
): { readonly writes: Write[]; readonly result: ChangedSession<Answer> } {
  const tools = toolsOf(context);
  const { besides = [] } = change;
  const decidedNow = change.decide(heldSessionOf(rows), tools, rows.others);
  const { draft: decided, answer, bindsKeyTo = null, audits } = decidedNow;
  const draft = decided === null ? null : withCountedEvents(decided, tools.now);
  const keyRow = rows.others.find((row): row is KeyRow => "body_hash" in row);
  const keyWrites =
    change.keyBinding == null || bindsKeyTo === null ? [] : change.keyBinding.bind(keyRow, bindsKeyTo, null);
  const decision = draft === null ? null : decisionOf(draft);
  const alsoWrites = [...(change.alsoWrites ?? []), ...(decidedNow.alsoWrites ?? [])];
  if (draft === null || decision === null || isEmptyDecision(decision)) {
    const writes = [...alsoWrites, ...keyWrites];
    return {
      writes: writes.length === 0 ? [] : [...writes, ...besides],
      result: { answer, decision, leases: new Map(), isJobDueNow: false, known: rows },
    };
  }
  const now = context.clock.now();
  // The job of an order that is to be abandoned does that first, so it is left to a worker.
  const subjectOf = (id: string) =>
    draft.payments.find((payment) => payment.id === id && !isPaidByAnother(draft.session, payment));
  const leased = leaseQuery(context, { outbox, decision, now, subjectOf });
  const jobs = writeJobs(context, { decision, now, leased, isRepeated: outbox.isRepeated });
  const disabledEndpoints = endpointIdsOf(rows.session);
  const events = sessionEventWrites(context, draft, { outbox, disabledEndpoints, at: tools.now });
  const rowWrites = sessionRowWrites(decision, draft);
  const locks = leased === undefined ? [] : [gate(lockPayment(leased.lock))];
  const audit = auditWrites(change, { draft, rows, audits, at: tools.now });
  const ownWrites = [...alsoWrites, ...keyWrites, ...jobs.writes, ...events, ...besides];
  const writes = [...rowWrites, ...locks, ...audit, ...ownWrites];
  const known = knownAfter(rows, draft, leased);
  if (leased !== undefined) handOver(leased, known);
  return {
    writes,
    result: {
      answer,
      decision,
      leases: jobs.leases,
      isJobDueNow: jobs.isDueNow,
      known,
    },
  };
}

function auditWrites<Answer>(
  { audited, of }: SessionChange<Answer>,
  {
    draft,
    rows,
    audits,
    at,
  }: { readonly draft: SessionDraft; readonly rows: SessionRows; readonly at: number } & Pick<
    Decided<Answer>,
    "audits"
  >,
): Write[] {
  if (audited === undefined) return [];
  const subject = "sessionId" in of ? of.sessionId : of.paymentId;
  if (audits !== undefined) return [insertAuditRow(auditRowOf({ ...audited, ...audits, subject, at }))];
  const isSubject = ({ id }: { readonly id: string }) => id === subject;
  const before = [rows.session, ...rows.payments].find(isSubject);
  const after = [draft.session, ...draft.payments].find(isSubject);
  if (before === undefined || after === undefined) return [];
  const states = auditedStates(before, after);
  if (states === null) return [];
  return [insertAuditRow(auditRowOf({ ...audited, ...states, subject, at }))];
}

/** The rows as the next load would find them. */
function knownAfter(
  { session }: SessionRows,
  draft: SessionDraft,
  leased: LeasedQuery | undefined,
): KnownSession {
  const { disabled_endpoints, reference_paid } = session;
  return {
    session: { ...draft.session, version: draft.before.version + 1, disabled_endpoints, reference_paid },
    payments: draft.payments.map((payment) => {
      const locked = payment.id === leased?.lock.id ? lockedColumns(leased.lock) : {};
      return { ...payment, ...locked, last_detail: draft.lastDetails.get(payment.id) ?? null };
    }),
  };
}

function handOver({ place, claimed, lock }: LeasedQuery, known: KnownSession): void {
  const payment = known.payments.find(({ id }) => id === lock.id);
  if (payment === undefined) throw new TypeError("a query is about a payment that its session does not have");
  place.fill(claimed, { kind: "payment_query", payment, lockedUntil: lock.until, known });
}

function toolsOf(context: ServiceContext): DecisionTools {
  return {
    now: earliestNow(context.clock),
    randomByte: randomByte(context.random),
    keepAction: (paymentId, action) => keepNextAction(context, paymentId, action),
    keepDetails: (payment, details) => keepDetails(context, payment, details),
  };
}
