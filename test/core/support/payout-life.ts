/** A payout's life without a database: callbacks and answers come in, and its job queries until it has nothing to ask. */
import { decidePayoutFacts, payoutDecisionOf, payoutDraftOf } from "../../../bff/core/payout/decide-facts.ts";
import { endPayoutSyncRun } from "../../../bff/core/payout/end-sync-run.ts";
import type { PayoutFact } from "../../../bff/core/payout/facts.ts";
import { nextPayoutQueryAt } from "../../../bff/core/payout/next-query.ts";
import { readPayoutExceptions } from "../../../bff/core/payout/status.ts";
import { noJitter, payoutToolsAt } from "./held.ts";
import { applyToPayout, heldPayoutWith } from "./held-payout.ts";
import { payoutRecord, start } from "./records.ts";

export interface PayoutLife {
  /** Applies facts now. Those of callbacks and of the creation; an answer of the provider's goes through `run`. */
  tell(...facts: readonly PayoutFact[]): void;
  /**
   * One run of the job, now: the query's answer, or null where none came.
   * @param queried the payout when the query began; as it is now where nothing came between.
   */
  run(answer: PayoutFact | null, queried?: ReturnType<typeof payoutRecord>): void;
  /** Turns the clock and runs the job whenever it is due, with that answer, until nothing more is scheduled. */
  rest(answer: PayoutFact | null, untilMs?: number): void;
  readonly payout: () => ReturnType<typeof payoutRecord>;
  readonly exceptions: () => string[];
  readonly events: () => string[];
  readonly details: () => (string | null)[];
  /** Epoch ms of the job; null: there is none. */
  readonly dueAt: () => number | null;
  readonly now: () => number;
  pass(ms: number): void;
}

const mostRuns = 2_000;

export function payoutLife(changes: Parameters<typeof heldPayoutWith>[0] = {}): PayoutLife {
  let held = heldPayoutWith(changes);
  let now = start;
  let job: { readonly runAt: number; readonly step: number } | null = null;
  const events: string[] = [];
  const details: (string | null)[] = [];

  function note({ decision, after }: ReturnType<typeof applyToPayout>): void {
    held = after;
    events.push(...decision.events.map(({ type }) => type));
    details.push(...decision.timeline.map(({ detail, noteSealed }) => noteSealed ?? detail));
    for (const { runAt, step } of decision.jobs) job = { runAt, step: step ?? job?.step ?? 0 };
  }

  function run(answer: PayoutFact | null, queried = held.payout): void {
    const step = job?.step ?? 0;
    job = null;
    const tools = payoutToolsAt(now);
    const facts = answer === null ? [] : [answer];
    const applied = decidePayoutFacts(payoutDraftOf(held), { facts, cause: "query", queried }, tools);
    const draft = endPayoutSyncRun(applied, { step, answers: facts }, tools);
    const decision = payoutDecisionOf(draft);
    const knownCallbacks = [...held.knownCallbacks, ...decision.callbacks];
    note({ decision, after: { payout: draft.after, lastDetail: draft.lastDetail, knownCallbacks } });
  }

  return {
    tell: (...facts) => note(applyToPayout(held, facts, { at: now, cause: "callback" })),
    run,
    rest(answer, untilMs = Number.POSITIVE_INFINITY) {
      for (let runs = 0; job !== null && job.runAt <= untilMs; runs++) {
        if (runs > mostRuns) throw new Error("the payout is queried without end");
        now = Math.max(now, job.runAt);
        run(answer);
      }
      if (Number.isFinite(untilMs)) now = Math.max(now, untilMs);
    },
    payout: () => held.payout,
    exceptions: () => readPayoutExceptions(held.payout),
    events: () => events,
    details: () => details,
    dueAt: () => job?.runAt ?? null,
    now: () => now,
    pass(ms) {
      now += ms;
    },
  };
}

/** The next query of a payout, were nothing else to happen. Epoch ms; null: there is none. */
export function nextQueryOf(
  changes: Parameters<typeof payoutRecord>[0],
  step: number,
  now: number,
): number | null {
  return nextPayoutQueryAt(payoutRecord(changes), { step, now, randomByte: noJitter });
}
