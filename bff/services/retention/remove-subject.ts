/** Removes a session or payout that has ended long ago from the database, once the archive has it. */
import type { Refund } from "../../contract.ts";
import { toIsoTime } from "../../core/clock.ts";
import { endOfPayout, endOfSession } from "../../core/retention.ts";
import type { Decision } from "../../storage/engine/change.ts";
import { gate } from "../../storage/engine/statements.ts";
import { type DeliveryRecord, deliveriesOfEvents } from "../../storage/repositories/deliveries.ts";
import type { Subject } from "../../storage/repositories/erasure.ts";
import { paymentsOfSession } from "../../storage/repositories/payments.ts";
import { payoutById } from "../../storage/repositories/payouts.ts";
import { pendingWorkOfPayout, pendingWorkOfSession } from "../../storage/repositories/pending-work.ts";
import { refundsOfSession } from "../../storage/repositories/refunds.ts";
import { refusedCallbacksOf } from "../../storage/repositories/refused-callbacks.ts";
import {
  holdForRemoval,
  listEventHeads,
  partRemovals,
  removeJobs,
  removeSubject,
  rowsPerRemoval,
  type SubjectSize,
  sizeOfSubject,
} from "../../storage/repositories/removal.ts";
import { sessionById } from "../../storage/repositories/sessions.ts";
import {
  timelineOfPayment,
  timelineOfPayout,
  timelineOfRefund,
} from "../../storage/repositories/timelines.ts";
import type { ServiceContext } from "../context.ts";
import { readMethods } from "../rows/session-columns.ts";
import { paymentView } from "../views/payment.ts";
import { payoutView } from "../views/payout.ts";
import { refundView } from "../views/refund.ts";
import { sessionView } from "../views/session.ts";
import { pendingWork } from "./erase-subject.ts";

/** A session or payout as it was read, whose removal counts on it. */
export interface Removable {
  readonly id: string;
  /** As it was read. */
  readonly version: number;
  readonly payments: number;
  readonly endedAt: number;
}

/** @returns undefined while it is open, or a job of it waits, also one that was abandoned: it may tell an operator something. */
export async function findRemovable(
  context: ServiceContext,
  subject: Subject,
  id: string,
): Promise<Removable | undefined> {
  const { database, clock } = context;
  if (subject === "payouts") {
    const [[payout], [work]] = await database.readAll([payoutById({ id }), pendingWorkOfPayout({ id })]);
    if (payout === undefined) return undefined;
    const end = endOfPayout({ payout, ...pendingWork(work) }, clock.now());
    const isIdle = end.kind === "ended" && work?.jobs !== 1;
    return isIdle ? { id, version: payout.version, payments: 0, endedAt: end.at } : undefined;
  }
  const [[session], payments, [work]] = await database.readAll([
    sessionById({ id }),
    paymentsOfSession({ sessionId: id }),
    pendingWorkOfSession({ id }),
  ]);
  if (session === undefined) return undefined;
  const end = endOfSession({ session, payments, ...pendingWork(work) }, clock.now());
  if (end.kind !== "ended" || work?.jobs === 1) return undefined;
  return { id, version: session.version, payments: payments.length, endedAt: end.at };
}

/** A line of the archive. Its personal data was erased before. */
export async function archiveLine(context: ServiceContext, subject: Subject, id: string): Promise<unknown> {
  const { database } = context;
  const events = await archivedEvents(context, subject, id);
  if (subject === "payouts") {
    const [[payout], lines, refused] = await database.readAll([
      payoutById({ id }),
      timelineOfPayout({ payoutId: id }),
      refusedCallbacksOf({ subjectId: id }),
    ]);
    return payout === undefined
      ? null
      : { ...payoutView(context, payout, { timeline: { lines, refused } }), events };
  }
  const [[session], payments] = await database.readAll([
    sessionById({ id }),
    paymentsOfSession({ sessionId: id }),
  ]);
  if (session === undefined) return null;
  const views = [];
  for (const row of payments) {
    const [lines, refused] = await database.readAll([
      timelineOfPayment({ paymentId: row.id }),
      refusedCallbacksOf({ subjectId: row.id }),
    ]);
    views.push(paymentView(context, row, { timeline: { lines, refused } }));
  }
  const refunds = await archivedRefunds(context, id);
  const methods = () => readMethods(session) ?? [];
  return { ...sessionView(context, { session, payments, methods }), payments: views, refunds, events };
}

async function archivedRefunds(context: ServiceContext, sessionId: string): Promise<readonly Refund[]> {
  const { database } = context;
  const views: Refund[] = [];
  for (const row of await database.read(refundsOfSession({ sessionId }))) {
    const lines = await database.read(timelineOfRefund({ refundId: row.id }));
    views.push(refundView(context, row, { timeline: { lines, refused: [] } }));
  }
  return views;
}

async function archivedEvents({ database }: ServiceContext, subject: Subject, id: string) {
  const rows = await listEventHeads(database.kysely, subject, id);
  const deliveries = await deliveriesOfEvents(
    database.kysely,
    rows.map((row) => row.id),
  );
  return rows.map((row) => ({
    id: row.id,
    type: row.type,
    createdAt: toIsoTime(row.created_at),
    deliveries: (deliveries.get(row.id) ?? []).map(archivedDelivery),
  }));
}

function archivedDelivery({ endpointId, state, attempts }: DeliveryRecord) {
  return { endpointId, state, attempts: attempts.length };
}

/** @returns false when it has changed since it was read, and stays. */
export async function removeOne(
  context: ServiceContext,
  subject: Subject,
  removable: Removable,
): Promise<boolean> {
  let { version } = removable;
  for (;;) {
    const step = await context.database.change({
      load: [
        subject === "sessions" ? sessionById({ id: removable.id }) : payoutById({ id: removable.id }),
        sizeOfSubject[subject]({ id: removable.id }),
      ],
      decide: ([[row], [size]]) => removalStep(subject, removable, { found: row?.version, version, size }),
    });
    if (step !== "more") return step === "gone";
    version++;
  }
}

interface RemovalState {
  readonly found: number | undefined;
  readonly version: number;
  readonly size: SubjectSize | undefined;
}

function removalStep(
  subject: Subject,
  { id, payments }: Removable,
  { found, version, size }: RemovalState,
): Decision<"more" | "gone" | "changed"> {
  if (found !== version || size === undefined) return { writes: [], result: "changed" };
  const hold = gate(holdForRemoval[subject]({ id, version, next: version + 1 }));
  const parts = partRemovals[subject];
  const total = parts.reduce((sum, { part }) => sum + Number(size[part]), payments + 1);
  if (total <= rowsPerRemoval) {
    const belongings = [removeJobs[subject]({ id }), ...parts.map(({ remove }) => remove({ id }))];
    return { writes: [hold, ...belongings, ...removeSubject(subject, id)], result: "gone" };
  }
  const next = parts.find(({ part }) => Number(size[part]) > 0);
  if (next === undefined) return { writes: [hold, ...removeSubject(subject, id)], result: "gone" };
  const jobs = next.part === "attempts" || next.part === "deliveries" ? [removeJobs[subject]({ id })] : [];
  return { writes: [hold, ...jobs, next.remove({ id })], result: "more" };
}
