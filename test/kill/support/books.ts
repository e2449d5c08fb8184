/**
 * Checks our own database after real processes died: the invariants of the simulation, and the jobs that must exist.
 */
import { isOpen } from "../../../bff/core/payment/status.ts";
import { type Database, openDatabase } from "../../../bff/storage/engine/database.ts";
import { eventInvariants } from "../../simulation/world/invariants/events.ts";
import { type Records, readRecords } from "../../simulation/world/invariants/records.ts";
import { timelineInvariants } from "../../simulation/world/invariants/timelines.ts";
import type { WebhookReceiver } from "../../support/webhook-receiver.ts";

export interface Books {
  /** Sentences about what is wrong now. */
  wrongs(): Promise<string[]>;
  /** Open payments that no job would ever query again. */
  forgotten(): Promise<string[]>;
  close(): Promise<void>;
}

/** Opens the database while other processes use it. */
export async function openBooks(url: string, webhooks: WebhookReceiver): Promise<Books> {
  const database = await openDatabase({ url });
  return {
    async wrongs() {
      const records = await recordsOf(database, webhooks);
      return [...timelineInvariants(records), ...eventInvariants(records), ...doubled(records)];
    },
    async forgotten() {
      const { payments, jobs } = await recordsOf(database, webhooks);
      const alive = new Set(jobs.filter((job) => job.dead_at === null).map((job) => job.id));
      return payments
        .filter(({ id, status }) => isOpen(status) && !alive.has(`sync_payment:${id}`))
        .map(({ id, status }) => `${id} is ${status}, and nobody will ask about it`);
    },
    close: () => database.close(),
  };
}

async function recordsOf(database: Database, { received }: WebhookReceiver): Promise<Records> {
  const idOf = (headers: (typeof received)[number]["headers"]) => String(headers["webhook-id"]);
  const texts = Map.groupBy(received, ({ headers }) => idOf(headers));
  const contradictions = [...texts]
    .filter(([, copies]) => new Set(copies.map(({ text }) => text)).size > 1)
    .map(([id]) => id);
  return await readRecords(database, {
    orders: [],
    creations: [],
    received: new Map(received.map(({ headers, event }) => [idOf(headers), event])),
    receivedAt: new Map(),
    askedAgain: new Map(),
    contradictions,
    answers: new Map(),
    keyStories: new Map(),
    moves: [],
    changedAmounts: new Map(),
    claims: new Map(),
    refundsWanted: 0,
    payoutsWanted: 0,
    troubles: [],
    restoredAt: null,
    drawn: [],
    namesAmounts: () => false,
    cancels: () => false,
  });
}

/** One request of the merchant makes one session, and a session has one payment that could be paid. */
function doubled({ sessions, payments }: Records): string[] {
  const references = Map.groupBy(sessions, (session) => session.reference);
  const open = Map.groupBy(
    payments.filter(({ status }) => status === "creating" || status === "unknown" || status === "pending"),
    (payment) => payment.session_id,
  );
  return [
    ...[...references]
      .filter(([, list]) => list.length > 1)
      .map(([reference]) => `${reference} made two sessions`),
    ...[...open].filter(([, list]) => list.length > 1).map(([session]) => `${session} has two open payments`),
  ];
}
