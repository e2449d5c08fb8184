/**
 * What happens to a payment, one fact after the other. What the services do around the decisions (a run of a job, an
 * expiry that queries first) is done here as they do it.
 */
import { say } from "../../../bff/core/details.ts";
import type { SyncAnswer } from "../../../bff/core/payment/end-sync-run.ts";
import type { PaymentFact } from "../../../bff/core/payment/facts.ts";
import { isReversalInDoubt } from "../../../bff/core/payment/reversal.ts";
import { isOpen } from "../../../bff/core/payment/status.ts";
import type { Cause, PaymentRecord } from "../../../bff/core/records.ts";
import { lastAnswerMs } from "../../../bff/core/schedule.ts";
import { start } from "../../core/support/records.ts";
import { hour, minute, second } from "../../core/support/times.ts";
import { chain, type Stepped } from "./machine.ts";
import { decide, type PaymentWorld } from "./payment-world.ts";
import {
  afterAnswer,
  afterCallback,
  afterCreation,
  afterTakenBack,
  booksOf,
  mostKnown,
  unnamedIn,
} from "./said.ts";
import { type Creation, type Fact, type Kind, reportOf, type Word } from "./words.ts";

function factOfAnswer(word: Word): PaymentFact {
  const report = reportOf(word, "order-no-pay_1");
  return report === null
    ? { kind: "not_found" }
    : { kind: "report", report, certainty: "confirmed", digest: null };
}

/** What the provider's books say to a query. Null: it cannot be asked. */
export const answerNow = ({ said }: PaymentWorld, kind: Kind): Word | null =>
  kind.queries === "none" ? null : booksOf(said, kind);

/** The process that created it died: its job is run by another one. */
function interrupted(world: PaymentWorld): Stepped<PaymentWorld> {
  if (world.payment.status !== "creating") return { after: world, problems: [] };
  return decide(world, { facts: [{ kind: "no_answer", reason: "interrupted" }], cause: "create" });
}

/** What services/payments/payment-sync-job.ts says of a run. */
function answerOf(word: Word | null, { queries }: Kind): SyncAnswer {
  if (word !== null) return "answered";
  return queries === "none" ? "cannot_query" : "unanswered";
}

/** A run of the sync job, or a poll where there is no job. Null: the provider is silent, or cannot be asked. */
export function query(
  world: PaymentWorld,
  kind: Kind,
  word: Word | null,
  options: { readonly cause?: Cause; readonly queried?: PaymentRecord } = {},
): Stepped<PaymentWorld> {
  const { cause = "query", queried } = options;
  // "No such order" has to last: it is asked twice that far apart.
  const now = world.now + (word === "not found" ? 16 * minute : second);
  const asked = chain(interrupted({ ...world, now }), (from) =>
    decide(from, {
      facts: word === null ? [] : [factOfAnswer(word)],
      cause,
      endsRun: cause === "query" && world.sync !== null ? answerOf(word, kind) : undefined,
      queried: word === null ? undefined : (queried ?? from.payment),
      rerun: queried !== undefined,
    }),
  );
  if (word === null) return asked;
  const isOvertaken = queried?.confirm_pending === 0 && world.payment.confirm_pending === 1;
  const said = afterAnswer(world.said, word, isOvertaken);
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

/**
 * As services/payments/expire-payment.ts: queries, and ends its time once that is answered and no assertion is open, or the
 * watch is over; in silence, once the provider has been silent for a day longer.
 */
export function expire(world: PaymentWorld, kind: Kind, isSilent: boolean): Stepped<PaymentWorld> {
  const { payment } = world;
  const now = Math.max(world.now, payment.expires_at) + second;
  const at = { ...world, now };
  if (payment.status !== "pending" && payment.status !== "partially_paid")
    return { after: { ...at, hasExpiry: false }, problems: [] };
  const word = isSilent ? null : answerNow(world, kind);
  const asked = query(at, kind, word, { cause: "expiry" });
  const { payment: held } = asked.after;
  if (!isOpen(held.status)) return { ...asked, after: { ...asked.after, hasExpiry: false } };
  const isUnanswered = answerOf(word, kind) === "unanswered";
  const isOver = asked.after.now >= held.watch_until + (isUnanswered ? lastAnswerMs : 0);
  if ((isUnanswered || held.confirm_pending === 1) && !isOver) return asked;
  return chain(asked, (from) => {
    const fact = { kind: isUnanswered ? "unanswered" : "time_over", detail: say("time_over", {}) } as const;
    const ended = decide(from, { facts: [fact], cause: "expiry" });
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

/** @returns null where a query has been answered or hours have passed: the creation's answer comes before that. */
export function create(
  world: PaymentWorld,
  fact: Extract<Fact, { source: "creation" }>,
): Stepped<PaymentWorld> | null {
  if (world.said.answer !== null || world.now > start + hour) return null;
  const { after, problems } = decide(
    { ...world, now: world.now + second },
    { facts: factsOfCreation[fact.outcome], cause: "create" },
  );
  return { after: { ...after, said: afterCreation(world.said, fact.outcome) }, problems };
}

/** The end of the watch: nobody answers then, nor a day later. */
function endWatchInSilence(world: PaymentWorld, kind: Kind): Stepped<PaymentWorld> {
  return chain(askInVain(world, kind, 0), (from) => askInVain(from, kind, lastAnswerMs));
}

/** The jobs that run that long after the end of the watch. */
function askInVain(world: PaymentWorld, kind: Kind, afterMs: number): Stepped<PaymentWorld> {
  const at = { ...world, now: Math.max(world.now, world.payment.watch_until + afterMs) + second };
  const synced = at.sync === null ? { after: at, problems: [] } : query(at, kind, null);
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
      return query(world, kind, null);
    case "time over":
      return expire(world, kind, false);
    case "end of watch":
      return endWatchInSilence(world, kind);
    case "given up":
      return decide(next, {
        facts: [{ kind: "abandoned", detail: say("customer_canceled", {}) }],
        cause: "cancel",
      });
    case "operator: succeeded":
    case "operator: failed": {
      if (world.payment.status !== "review") return null;
      const outcome = fact.act === "operator: failed" ? "failed" : "succeeded";
      const facts = [{ kind: "operator", outcome, noteSealed: "seen" }] as const;
      const { after, problems } = decide(next, { facts, cause: "operator" });
      const settledAt = outcome === "failed" ? mostKnown(world.said) : null;
      const settledUnnamed = outcome === "failed" ? unnamedIn(world.said) : null;
      const isReversed = world.said.isReversalAsserted || world.said.wasReversed;
      const isTakenForGone = outcome === "failed" && isReversed;
      const wasUnreadable = outcome === "failed" && world.said.isUnreadable;
      const settled = { settledAt, settledUnnamed, isTakenForGone, wasUnreadable, wasMore: false };
      const said = { ...after.said, ...settled, assertion: null };
      return { after: { ...after, said }, problems };
    }
    case "operator: taken back": {
      if (!isReversalInDoubt(world.payment)) return null;
      const facts = [{ kind: "operator", outcome: "failed", noteSealed: "seen" }] as const;
      const { after, problems } = decide(next, { facts, cause: "operator" });
      const said = afterTakenBack(after.said, Number(world.payment.received_minor));
      return { after: { ...after, said }, problems };
    }
    default:
      return fact.act satisfies never;
  }
}
