/**
 * A payment's life as rows and jobs: each fact is a load, a decision and a commit, and whatever is stored goes through
 * JSON between two of them. What the services do around the decisions (a run of a job, an expiry that queries first) is
 * done here as they do it.
 */
import { applyFacts } from "../../../bff/core/payment/decide-facts.ts";
import { endSyncRun } from "../../../bff/core/payment/end-sync-run.ts";
import type { PaymentFact } from "../../../bff/core/payment/facts.ts";
import { isOpen, readExceptions } from "../../../bff/core/payment/status.ts";
import type { Cause, PaymentRecord, SessionRecord } from "../../../bff/core/records.ts";
import { decisionOf, draftOf } from "../../../bff/core/session/draft.ts";
import { heldWith, paymentOf, toolsAt } from "../../core/support/held.ts";
import { start } from "../../core/support/records.ts";
import { day, hour, minute, second } from "../../core/support/times.ts";
import { chain, type Outcome, type Stepped } from "./machine.ts";
import { differingColumns, reload } from "./rows.ts";
import { afterAnswer, afterCallback, afterCreation, nothingSaid, type Overtaken, type Said } from "./said.ts";
import { type Creation, type Fact, type Kind, reportOf, type Word } from "./words.ts";

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
}

const paymentId = "pay_1";
const lease = { id: `sync_payment:${paymentId}`, token: "lease" };
const expiresAt = start + 10 * hour;

export function firstPaymentWorld(): PaymentWorld {
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
  };
}

export function outcomeOf({ payment }: PaymentWorld): Outcome {
  return {
    status: payment.status,
    exceptions: readExceptions(payment).toSorted(),
    received: Number(payment.received_minor),
  };
}

/** What an event shows of a payment. */
const viewOf = (payment: PaymentRecord) =>
  [payment.status, ...readExceptions(payment).toSorted(), payment.received_minor].join(" ");

interface Decide {
  readonly facts: readonly PaymentFact[];
  readonly cause: Cause;
  /** The decision ends a run of the sync job. */
  readonly endsRun?: boolean;
  readonly queried?: PaymentRecord | undefined;
  /** A run was requested while this one was under way. */
  readonly rerun?: boolean;
  /** The digest of a callback that was received before. */
  readonly known?: string | undefined;
}

function decide(world: PaymentWorld, input: Decide): Stepped<PaymentWorld> {
  const { facts, cause, endsRun = false, queried, rerun = false, known } = input;
  const { session, payment, now, lastDetail } = world;
  const tools = toolsAt(now);
  const held = {
    session,
    payments: [payment],
    lastDetails: new Map([[paymentId, lastDetail]]),
    knownCallbacks: known === undefined ? [] : [{ subjectId: paymentId, digest: known }],
  };
  const applied = applyFacts(
    draftOf(held, endsRun ? lease : null),
    { paymentId, facts, cause, queried },
    tools,
  );
  const draft = endsRun
    ? endSyncRun(
        applied.draft,
        { paymentId, step: world.sync ?? 0, answer: facts.length > 0 ? "answered" : "unanswered" },
        tools,
      )
    : applied.draft;
  const decision = decisionOf(draft);
  const changes = decision.changedPayments.find(({ id }) => id === paymentId)?.changes;
  const after = changes === undefined ? payment : { ...payment, ...reload(changes) };
  const lost = differingColumns(after, draft.payments.find(({ id }) => id === paymentId) ?? after);
  let sync = endsRun && !rerun ? null : world.sync;
  let hasExpiry = world.hasExpiry;
  for (const job of decision.jobs) {
    if (job.subjectId !== paymentId) continue;
    if (job.kind === "sync_payment") sync = job.step ?? sync ?? 0;
    if (job.kind === "expire_payment") hasExpiry = true;
  }
  const shown = decision.events.at(-1)?.payments.find(({ id }) => id === paymentId);
  const line = decision.timeline.findLast(({ subjectId }) => subjectId === paymentId);
  const view = viewOf(after);
  return {
    after: {
      ...world,
      session: decision.after === session ? session : reload(decision.after),
      payment: after,
      lastDetail: line === undefined ? lastDetail : line.detail,
      sync,
      hasExpiry,
      isTold: shown === undefined ? world.isTold && view === viewOf(payment) : viewOf(shown) === view,
    },
    problems: lost.map((column) => ({
      rule: "reload",
      sort: column,
      what: `${column} is stored as another than was decided on`,
    })),
  };
}

function factOfAnswer(word: Word): PaymentFact {
  const report = reportOf(word, "order-no-pay_1");
  return report === null
    ? { kind: "not_found" }
    : { kind: "report", report, certainty: "confirmed", digest: null };
}

/** What the provider's books say to a query. Null: it cannot be asked. */
export const answerNow = ({ said }: PaymentWorld, kind: Kind): Word | null =>
  kind.queries === "none" ? null : (said.books ?? "pending");

/** The process that created it died: its job is run by another one. */
function interrupted(world: PaymentWorld): Stepped<PaymentWorld> {
  if (world.payment.status !== "creating") return { after: world, problems: [] };
  return decide(world, { facts: [{ kind: "no_answer", reason: "interrupted" }], cause: "create" });
}

/** A run of the sync job, or a poll where there is no job. Null: the provider is silent, or cannot be asked. */
export function query(
  world: PaymentWorld,
  word: Word | null,
  options: { readonly cause?: Cause; readonly overtaken?: Overtaken<PaymentRecord> } = {},
): Stepped<PaymentWorld> {
  const { cause = "query", overtaken } = options;
  // "No such order" has to last: it is asked twice that far apart.
  const now = world.now + (word === "not found" ? 16 * minute : second);
  const asked = chain(interrupted({ ...world, now }), (from) =>
    decide(from, {
      facts: word === null ? [] : [factOfAnswer(word)],
      cause,
      endsRun: cause === "query" && world.sync !== null,
      queried: word === null ? undefined : (overtaken?.queried ?? from.payment),
      rerun: overtaken !== undefined,
    }),
  );
  if (word === null) return asked;
  const said = afterAnswer(world.said, word, overtaken?.bringsMoney === true);
  return { ...asked, after: { ...asked.after, said } };
}

export function callback(
  world: PaymentWorld,
  kind: Kind,
  word: Word,
  isRepeat: boolean,
): Stepped<PaymentWorld> {
  const report = reportOf(word, "order-no-pay_1");
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

/** As services/payments/expire-payment.ts: queries, and ends its time once that is answered or the watch is over. */
export function expire(world: PaymentWorld, kind: Kind, isSilent: boolean): Stepped<PaymentWorld> {
  const { payment } = world;
  const now = Math.max(world.now, payment.expires_at) + second;
  const at = { ...world, now };
  if (payment.status !== "pending" && payment.status !== "partially_paid")
    return { after: { ...at, hasExpiry: false }, problems: [] };
  const word = isSilent ? null : answerNow(world, kind);
  const asked = query(at, word, { cause: "expiry" });
  if (!isOpen(asked.after.payment.status)) return { ...asked, after: { ...asked.after, hasExpiry: false } };
  if (word === null && kind.queries !== "none" && now < payment.watch_until) return asked;
  return chain(asked, (from) => {
    const detail = "its time is over";
    const ended = decide(from, { facts: [{ kind: "time_over", detail }], cause: "expiry" });
    return { ...ended, after: { ...ended.after, hasExpiry: isOpen(ended.after.payment.status) } };
  });
}

const accepted: PaymentFact = {
  kind: "accepted",
  providerOrderId: null,
  nextAction: { type: "redirect", url: "https://provider.example/pay" },
  expiresAt: null,
};

const factsOfCreation: Readonly<Record<Creation, readonly PaymentFact[]>> = {
  accepted: [accepted],
  refused: [{ kind: "refused", code: "no_capacity", retryable: true }],
  "no answer": [{ kind: "no_answer", reason: "timeout" }],
  "accepted, failed": [accepted, factOfAnswer("failed")],
  "accepted, paid 150": [accepted, factOfAnswer("paid 150")],
};

export function create(
  world: PaymentWorld,
  fact: Extract<Fact, { source: "creation" }>,
): Stepped<PaymentWorld> {
  const { after, problems } = decide(
    { ...world, now: world.now + second },
    { facts: factsOfCreation[fact.outcome], cause: "create" },
  );
  return { after: { ...after, said: afterCreation(world.said, fact) }, problems };
}

/** The end of the watch, at which nobody can be asked. */
function endWatchInSilence(world: PaymentWorld, kind: Kind): Stepped<PaymentWorld> {
  const at = { ...world, now: Math.max(world.now, world.payment.watch_until) + second };
  const synced = at.sync === null ? { after: at, problems: [] } : query(at, null);
  return synced.after.hasExpiry ? chain(synced, (from) => expire(from, kind, true)) : synced;
}

/** @returns null where nobody would do that: there is nothing to be settled. */
export function act(
  world: PaymentWorld,
  kind: Kind,
  fact: Extract<Fact, { source: "act" }>,
): Stepped<PaymentWorld> | null {
  const next = { ...world, now: world.now + second };
  switch (fact.act) {
    case "silence":
      return query(world, null);
    case "time over":
      return expire(world, kind, false);
    case "end of watch":
      return endWatchInSilence(world, kind);
    case "given up":
      return decide(next, { facts: [{ kind: "given_up", detail: "given up" }], cause: "cancel" });
    case "operator: succeeded":
    case "operator: failed": {
      if (world.payment.status !== "review") return null;
      const outcome = fact.act === "operator: failed" ? "failed" : "succeeded";
      const facts = [{ kind: "operator", outcome, note: "seen" }] as const;
      const { after, problems } = decide(next, { facts, cause: "operator" });
      const settledAt = outcome === "failed" ? world.said.most : null;
      return { after: { ...after, said: { ...after.said, settledAt, isClaimOpen: false } }, problems };
    }
    default:
      return fact.act satisfies never;
  }
}
