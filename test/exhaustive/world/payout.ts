/** A payout's life as rows and jobs, like payment.ts: it has no session, no expiry, and no amount that was received. */
import { awaitsAnswer, isReversalInDoubt } from "../../../bff/core/payout/assertions.ts";
import { decidePayoutFacts, payoutDecisionOf, payoutDraftOf } from "../../../bff/core/payout/decide-facts.ts";
import { endPayoutSyncRun } from "../../../bff/core/payout/end-sync-run.ts";
import type { PayoutFact } from "../../../bff/core/payout/facts.ts";
import { isUndecided } from "../../../bff/core/payout/status.ts";
import type { Cause, PayoutRecord } from "../../../bff/core/records.ts";
import { endOfPayout } from "../../../bff/core/retention.ts";
import { doubtWatchMs } from "../../../bff/core/schedule.ts";
import { payoutToolsAt } from "../../core/support/held.ts";
import { heldPayoutWith } from "../../core/support/held-payout.ts";
import { start } from "../../core/support/records.ts";
import { day, hour, minute, second } from "../../core/support/times.ts";
import { chain, type Left, type Outcome, type Stepped } from "./machine.ts";
import { differingColumns, rankTimes, reload } from "./rows.ts";
import {
  afterAnswer,
  afterCallback,
  afterCreation,
  afterTakenBack,
  mostKnown,
  nothingSaid,
  type Said,
} from "./said.ts";
import { type Creation, type Fact, type Kind, reportOf, type Word } from "./words.ts";

export interface PayoutWorld {
  readonly payout: PayoutRecord;
  readonly lastDetail: string | null;
  /** The step of the sync job, null where there is none. */
  readonly sync: number | null;
  readonly now: number;
  readonly said: Said;
  /** The last event shows the payout as it is. */
  readonly isTold: boolean;
}

const orderNo = "order-no-po_1";
const lease = { id: "sync_payout:po_1", token: "lease" };

export function firstPayoutWorld(): PayoutWorld {
  const { payout } = heldPayoutWith({ amount_minor: "15000" });
  return { payout, lastDetail: null, sync: 0, now: start + minute, said: nothingSaid, isTold: true };
}

function exceptionsOf({ exceptions }: PayoutRecord): string[] {
  const list: unknown = JSON.parse(exceptions);
  return Array.isArray(list) ? list.map(String).toSorted() : [exceptions];
}

export const payoutOutcome = ({ payout }: PayoutWorld): Outcome => ({
  status: payout.status,
  exceptions: exceptionsOf(payout),
  received: 0,
  isInDoubt: awaitsAnswer(payout),
});

/** What an event shows of a payout. That it is under way needs none. */
function viewOf(payout: PayoutRecord): string {
  const isEnd = payout.status === "succeeded" || payout.status === "failed";
  return [isEnd ? payout.status : "under way", ...exceptionsOf(payout)].join(" ");
}

interface Decide {
  readonly facts: readonly PayoutFact[];
  readonly cause: Cause;
  /** The decision ends a run of the sync job. */
  readonly endsRun?: boolean;
  readonly queried?: PayoutRecord | undefined;
  /** A run was requested while this one was under way. */
  readonly rerun?: boolean;
  /** The digest of a callback that was received before. */
  readonly known?: string | undefined;
}

function decide(world: PayoutWorld, input: Decide): Stepped<PayoutWorld> {
  const { facts, cause, endsRun = false, queried, rerun = false, known } = input;
  const { payout, now, lastDetail } = world;
  const tools = payoutToolsAt(now);
  const knownCallbacks = known === undefined ? [] : [{ subjectId: payout.id, digest: known }];
  const applied = decidePayoutFacts(
    payoutDraftOf({ payout, lastDetail, knownCallbacks }, endsRun ? lease : null),
    { facts, cause, queried },
    tools,
  );
  const draft = endsRun
    ? endPayoutSyncRun(applied, { step: world.sync ?? 0, answers: facts }, tools)
    : applied;
  const decision = payoutDecisionOf(draft);
  const after = decision.changes === null ? payout : { ...payout, ...reload(decision.changes) };
  const lost = differingColumns(after, decision.after);
  const job = decision.jobs.find(({ kind }) => kind === "sync_payout");
  const kept = endsRun && !rerun ? null : world.sync;
  const shown = decision.events.at(-1)?.payout;
  const view = viewOf(after);
  return {
    after: {
      ...world,
      payout: after,
      lastDetail: decision.timeline.at(-1)?.detail ?? lastDetail,
      sync: job === undefined ? kept : (job.step ?? kept ?? 0),
      isTold: shown === undefined ? world.isTold && view === viewOf(payout) : viewOf(shown) === view,
    },
    problems: lost.map((column) => ({
      rule: "reload",
      sort: column,
      what: `${column} is stored as another than was decided on`,
    })),
  };
}

function factOfAnswer(word: Word): PayoutFact {
  const report = reportOf(word, orderNo);
  return report === null
    ? { kind: "not_found" }
    : { kind: "report", report, certainty: "confirmed", digest: null };
}

/** The process that created it died: its job is run by another one. */
function interrupted(world: PayoutWorld): Stepped<PayoutWorld> {
  if (world.payout.status !== "creating") return { after: world, problems: [] };
  return decide(world, { facts: [{ kind: "no_answer", reason: "interrupted" }], cause: "create" });
}

/** A query that began before a callback came. */
export interface Overtaken {
  /** The payout as it stood then. */
  readonly begun: PayoutRecord;
  /** The same, or what the software takes for it. */
  readonly remembered: PayoutRecord;
}

/** A run of the sync job, or an operator's query. Null: the provider is silent, or cannot be asked. */
export function query(world: PayoutWorld, word: Word | null, overtaken?: Overtaken): Stepped<PayoutWorld> {
  // "No such order" has to last: it is asked twice that far apart.
  const now = world.now + (word === "not found" ? 16 * minute : second);
  const asked = chain(interrupted({ ...world, now }), (from) =>
    decide(from, {
      facts: word === null ? [] : [factOfAnswer(word)],
      cause: "query",
      endsRun: world.sync !== null,
      queried: word === null ? undefined : (overtaken?.remembered ?? from.payout),
      rerun: overtaken !== undefined,
    }),
  );
  if (word === null) return asked;
  const isOvertaken = overtaken?.begun.confirm_pending === 0 && world.payout.confirm_pending === 1;
  const said = afterAnswer(world.said, word, isOvertaken);
  return { ...asked, after: { ...asked.after, said } };
}

export function callback(
  world: PayoutWorld,
  kind: Kind,
  word: Word,
  isRepeat: boolean,
): Stepped<PayoutWorld> {
  const report = reportOf(word, orderNo);
  if (report === null) return { after: world, problems: [] };
  const certainty = kind.callbacks === "strong" ? "confirmed" : "must_confirm";
  const { after, problems } = decide(
    { ...world, now: world.now + second },
    {
      facts: [{ kind: "report", report, certainty, digest: word }],
      cause: "callback",
      known: isRepeat ? word : undefined,
    },
  );
  return { after: { ...after, said: afterCallback(world.said, word, kind, isRepeat) }, problems };
}

const accepted: PayoutFact = { kind: "accepted", providerOrderId: null };
const factsOfCreation: Readonly<Record<Creation, readonly PayoutFact[]>> = {
  accepted: [accepted],
  refused: [{ kind: "refused", code: "no_funds", retryable: true }],
  "no answer": [{ kind: "no_answer", reason: "timeout" }],
  "accepted, failed": [accepted, factOfAnswer("failed")],
  "accepted, paid 150": [accepted, factOfAnswer("paid 150")],
};

/** @returns null where a query has been answered or hours have passed: the creation's answer comes before that. */
export function create(
  world: PayoutWorld,
  fact: Extract<Fact, { source: "creation" }>,
): Stepped<PayoutWorld> | null {
  if (world.said.answer !== null || world.now > start + hour) return null;
  const { after, problems } = decide(
    { ...world, now: world.now + second },
    { facts: factsOfCreation[fact.outcome], cause: "create" },
  );
  return { after: { ...after, said: afterCreation(world.said, fact.outcome) }, problems };
}

/** When the provider is queried last. Money whose fate is unknown is asked about for a day longer. */
export const atEnd = (world: PayoutWorld): PayoutWorld =>
  afterWatch(world, isUndecided(world.payout.status) ? doubtWatchMs : 0);

function afterWatch(world: PayoutWorld, afterMs: number): PayoutWorld {
  return { ...world, now: Math.max(world.now, world.payout.watch_until + afterMs) + second };
}

/** Nobody answers at the end of the watch, nor a day later. */
function endWatchInSilence(world: PayoutWorld): Stepped<PayoutWorld> {
  return chain(query(afterWatch(world, 0), null), (from) => query(atEnd(from), null));
}

/** @returns null where nobody would do that: nothing is in doubt. */
export function act(world: PayoutWorld, fact: Extract<Fact, { source: "act" }>): Stepped<PayoutWorld> | null {
  if (fact.act === "end of watch") return endWatchInSilence(world);
  if (fact.act !== "operator: taken back") return query(world, null);
  if (!isReversalInDoubt(world.payout)) return null;
  const facts = [{ kind: "operator", outcome: "failed", noteSealed: "seen" }] as const;
  const { after, problems } = decide({ ...world, now: world.now + second }, { facts, cause: "operator" });
  const said = afterTakenBack(after.said, mostKnown(world.said) || Number(world.payout.amount_minor));
  return { after: { ...after, said }, problems };
}

const needing: ReadonlySet<string> = new Set(["review", "unknown", "awaiting_approval"]);

/** As `leftOf` of payment-world.ts. */
export function leftOf({ payout, now }: PayoutWorld): Left {
  const isUnsettled = payout.status === "succeeded" && payout.reversal_unsettled === 1;
  return {
    isInDoubt: isReversalInDoubt(payout),
    isKept: endOfPayout({ payout, isUndelivered: false }, now + 30 * day).kind === "kept",
    isListed: needing.has(payout.status) || (isUnsettled && payout.watch_until <= now),
  };
}

export function payoutKey({ payout, now, said, isTold, sync }: PayoutWorld): string {
  const { updated_at, created_at, unknown_since, absent_since, watch_until, testimony, ...kept } = payout;
  const isLong = (since: number | null) => (since === null ? null : now - since > 14 * minute);
  return JSON.stringify([
    Object.values({ ...kept, event_sequence: 0, version: 0, callback_token_hash: 0 }),
    isLong(unknown_since),
    isLong(absent_since),
    watch_until <= now,
    watch_until + doubtWatchMs <= now,
    rankTimes(testimony),
    sync !== null,
    isTold,
    Object.values(said),
  ]);
}
