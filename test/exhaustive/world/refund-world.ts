/**
 * A paid payment, its refunds and their payouts as rows, and a commit that is conditional as the storage's. What was
 * said and sent is kept beside them, in the oracle's own words.
 */
import type { KnownCallback, PayoutDecision, SessionDecision } from "../../../bff/core/decision.ts";
import type { PaymentRecord, PayoutRecord, RefundRecord, SessionRecord } from "../../../bff/core/records.ts";
import { draftOf, type HeldSession, type SessionDraft } from "../../../bff/core/session/draft.ts";
import { apply, heldWith, paymentOf } from "../../core/support/held.ts";
import { start } from "../../core/support/records.ts";
import { minute } from "../../core/support/times.ts";
import { firstTold, type Told } from "./refund-told.ts";
import { reload } from "./rows.ts";
import { reportOf, type Word } from "./words.ts";

export interface RefundWorld {
  readonly session: SessionRecord;
  readonly payment: PaymentRecord;
  readonly refunds: readonly RefundRecord[];
  readonly payouts: readonly PayoutRecord[];
  readonly callbacks: readonly KnownCallback[];
  /** The ids of the refunds that a job will expire, and of the payouts that a job will query. */
  readonly jobs: readonly string[];
  readonly now: number;
  readonly told: Told;
}

/** What one process has decided on the rows that it loaded. */
export interface Plan {
  readonly session: { readonly decision: SessionDecision; readonly draft: SessionDraft } | null;
  readonly payout: PayoutDecision | null;
  readonly newPayouts: readonly PayoutRecord[];
  readonly jobs: readonly string[];
  /** The job whose run this ends. */
  readonly endsJob: string | null;
  /** Passes the clock on. Epoch ms. */
  readonly now: number;
  readonly tells: (told: Told) => Told;
}

export const noPlan = ({ now }: RefundWorld): Plan => ({
  session: null,
  payout: null,
  newPayouts: [],
  jobs: [],
  endsJob: null,
  now,
  tells: (told) => told,
});

export interface Committed {
  readonly after: RefundWorld;
  /** The events of refunds: type and refund. */
  readonly events: readonly string[];
}

/** MXN 150.00 was ordered and has been received. */
export function firstRefundWorld(): RefundWorld {
  const pending = heldWith({ status: "pending" });
  const { after } = apply(pending, [answer("paid 150")]);
  const now = start + minute;
  const told = firstTold(15_000);
  const payment = paymentOf(after);
  return { session: after.session, payment, refunds: [], payouts: [], callbacks: [], jobs: [], now, told };
}

export function answer(word: Word, orderNo = "order-no-pay_1") {
  const report = reportOf(word, orderNo);
  if (report === null) return { kind: "not_found" } as const;
  return { kind: "report", report, certainty: "confirmed", digest: null } as const;
}

export function heldOf({ session, payment, callbacks }: RefundWorld): HeldSession {
  return { session, payments: [payment], lastDetails: new Map(), knownCallbacks: callbacks };
}

export const draftIn = (world: RefundWorld) => draftOf(heldOf(reload(world)));

/** @returns null where a gate refuses: the rows were changed since they were loaded. */
export function commit(world: RefundWorld, plan: Plan, { isGated = true } = {}): Committed | null {
  const { session, payout, newPayouts, jobs, endsJob, now, tells } = plan;
  const known = world.payouts.find(({ id }) => id === payout?.before.id);
  const isPassed =
    (session === null || session.decision.before.version === world.session.version) &&
    (payout === null || payout.before.version === known?.version);
  if (isGated && !isPassed) return null;
  const kept = world.jobs.filter((id) => id !== endsJob);
  const decided = [...(session?.decision.jobs ?? []), ...(payout?.jobs ?? [])].map(
    ({ subjectId }) => subjectId,
  );
  const after: RefundWorld = {
    ...afterSession(world, session),
    payouts: [...world.payouts.map((row) => afterPayout(row, payout)), ...newPayouts],
    callbacks: [...world.callbacks, ...(session?.decision.callbacks ?? []), ...(payout?.callbacks ?? [])],
    jobs: [...new Set([...kept, ...decided, ...jobs])].toSorted(),
    now: Math.max(world.now, now),
    told: tells(world.told),
  };
  const events = session?.decision.events.flatMap(({ type, refund }) =>
    refund === undefined ? [] : [`${type} ${refund.id}`],
  );
  return { after: reload(after), events: events ?? [] };
}

function afterSession(world: RefundWorld, written: Plan["session"]): RefundWorld {
  if (written === null) return world;
  const { decision, draft } = written;
  const changes = decision.changedPayments.find(({ id }) => id === world.payment.id)?.changes ?? {};
  const { changedRefunds } = decision;
  const list = changedRefunds.length === 0 ? {} : { refunds: draft.payments[0]?.refunds ?? "[]" };
  const changed = new Map(changedRefunds.map(({ refund }) => [refund.id, refund]));
  const inserted = changedRefunds.flatMap(({ from, refund }) => (from === null ? [refund] : []));
  return {
    ...world,
    session: { ...decision.after, version: world.session.version + 1 },
    payment: { ...world.payment, ...changes, ...list },
    refunds: [...world.refunds.map((row) => changed.get(row.id) ?? row), ...inserted],
  };
}

const afterPayout = (row: PayoutRecord, decision: PayoutDecision | null): PayoutRecord =>
  row.id === decision?.before.id ? { ...row, ...decision.changes, version: row.version + 1 } : row;

export function refundKey(world: RefundWorld): string {
  const session = { ...world.session, version: 0, event_sequence: 0, updated_at: 0 };
  const payouts = world.payouts.map((row) => ({ ...row, version: 0, event_sequence: 0, updated_at: 0 }));
  return JSON.stringify({ ...world, session, payouts });
}
