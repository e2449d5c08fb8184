/** What the providers say and are told, of the payment and of the payouts of its refunds. */
import { decideFacts } from "../../../bff/core/payment/decide-facts.ts";
import type { PaymentFact } from "../../../bff/core/payment/facts.ts";
import { decidePayoutFacts, payoutDraftOf } from "../../../bff/core/payout/decide-facts.ts";
import { endPayoutSyncRun } from "../../../bff/core/payout/end-sync-run.ts";
import type { PayoutFact } from "../../../bff/core/payout/facts.ts";
import { handOver } from "../../../bff/core/payout/hand-over.ts";
import type { Cause } from "../../../bff/core/records.ts";
import { payoutToolsAt, toolsAt } from "../../core/support/held.ts";
import { day, minute } from "../../core/support/times.ts";
import { changePayout, heldPayout, type Mistakes, type Planned, sessionPlan } from "./refund-plans.ts";
import {
  answeredOfPayment,
  answeredOfPayout,
  gone,
  heardOfPayment,
  heardOfPayout,
  settledByOperator,
  type Told,
} from "./refund-told.ts";
import { answer, draftIn } from "./refund-world.ts";
import { reportOf, type Word } from "./words.ts";

/** The provider is called, and answers so. Null: the process dies in the call. */
export type Sent = "accepted" | "refused" | "no answer";

const factsOfSending: Readonly<Record<Sent, PayoutFact>> = {
  accepted: { kind: "accepted", providerOrderId: null },
  refused: { kind: "refused", code: "no_funds", retryable: true },
  "no answer": { kind: "no_answer", reason: "timeout" },
};

/** Whoever may send it does: the process that wrote it, or one that takes over an approved one. */
export function send(which: number, sent: Sent | null, mistakes: Mistakes): Planned {
  return (world) => {
    const payout = world.payouts.find(({ id }) => id === world.refunds[which]?.payout_id);
    const told = payout && world.told.payouts[payout.id];
    if (payout === undefined || told === undefined || told.out === "no" || told.isAnswered) return null;
    const isTaken = payout.status === "creating" && payout.send_pending === 1;
    const refund = world.refunds[which];
    const hand = handOver(payout, refund === undefined ? null : mistakes.maySend(world.payment, refund));
    if (isTaken && hand.kind === "held_back") {
      const held = { facts: [hand], cause: "create" } as const;
      return changePayout(
        which,
        mistakes,
        (row, now) => decidePayoutFacts(payoutDraftOf(heldPayout(world, row)), held, payoutToolsAt(now)),
        { tell: (known) => ({ ...known, out: "no" }) },
      )(world);
    }
    const facts: PayoutFact[] = [
      ...(isTaken ? [hand] : []),
      ...(sent === null ? [] : [factsOfSending[sent]]),
    ];
    return changePayout(
      which,
      mistakes,
      (held, now) =>
        decidePayoutFacts(
          payoutDraftOf(heldPayout(world, held)),
          { facts, cause: "create" },
          payoutToolsAt(now),
        ),
      {
        tell(known) {
          const isAccepted = known.isAccepted || sent === "accepted";
          const answered = { ...known, sends: known.sends + 1, isAnswered: true, isAccepted };
          // Whose provider has called back has the order.
          return sent === "refused" && !known.isAccepted && known.out === "maybe" ? gone(answered) : answered;
        },
      },
    )(world);
  };
}

export function callbackOfPayout(which: number, word: Word, mistakes: Mistakes): Planned {
  return (world) =>
    changePayout(
      which,
      mistakes,
      (payout, now) => {
        const report = reportOf(word, payout.order_no);
        if (report === null) return null;
        const fact = {
          kind: "report",
          report,
          certainty: "must_confirm",
          digest: `${word} ${payout.id}`,
        } as const;
        const input = { facts: [fact], cause: "callback" } as const;
        return decidePayoutFacts(payoutDraftOf(heldPayout(world, payout)), input, payoutToolsAt(now));
      },
      { tell: (told) => heardOfPayout(told, word) },
    )(world);
}

/** A run of the job, or an operator's query. Null: nobody answers, for as long as it is watched. */
export function queryPayout(which: number, word: Word | null, mistakes: Mistakes): Planned {
  return (world) => {
    const waited = word === "not found" ? 16 * minute : 0;
    const now = word === null ? world.now + 10 * day : world.now + waited;
    return changePayout(
      which,
      mistakes,
      (payout) => {
        const { id, status, send_pending } = payout;
        const isRun = world.jobs.includes(id);
        const isUnsent = status === "awaiting_approval" || status === "rejected";
        if (send_pending === 1 || (!isRun && (word === null || isUnsent))) return null;
        const lease = isRun ? { id, token: "lease" } : null;
        const tools = payoutToolsAt(now);
        const died: readonly PayoutFact[] =
          status === "creating" ? [{ kind: "no_answer", reason: "interrupted" }] : [];
        const begun = decidePayoutFacts(
          payoutDraftOf(heldPayout(world, payout), lease),
          { facts: died, cause: "create" },
          tools,
        );
        const facts = word === null ? [] : [answer(word, payout.order_no)];
        const draft = decidePayoutFacts(begun, { facts, cause: "query", queried: begun.after }, tools);
        return isRun ? endPayoutSyncRun(draft, { step: 9, answers: facts }, tools) : draft;
      },
      {
        now,
        endsJob: "its own",
        tell(told) {
          const heard = { ...told, isAnswered: true };
          return word === null ? heard : answeredOfPayout(heard, word);
        },
      },
    )(world);
  };
}

export function settle(which: number, outcome: "succeeded" | "failed", mistakes: Mistakes): Planned {
  return (world) =>
    changePayout(
      which,
      mistakes,
      (payout, now) => {
        if (payout.status !== "review") return null;
        const facts: PayoutFact[] = [{ kind: "operator", outcome, noteSealed: "note" }];
        const held = payoutDraftOf(heldPayout(world, payout));
        return decidePayoutFacts(held, { facts, cause: "operator" }, payoutToolsAt(now));
      },
      { tell: (told) => settledByOperator(told, outcome) },
    )(world);
}

export function callbackOfPayment(word: Word): Planned {
  const report = reportOf(word, "order-no-pay_1");
  if (report === null) return () => null;
  const fact: PaymentFact = { kind: "report", report, certainty: "must_confirm", digest: word };
  return paymentPlan(fact, "callback", (told) => heardOfPayment(told, word));
}

export const queryPayment = (word: Word): Planned =>
  paymentPlan(answer(word), "query", (told) => answeredOfPayment(told, word));

function paymentPlan(fact: PaymentFact, cause: Cause, tells: (told: Told) => Told): Planned {
  return (world) => {
    const input = { paymentId: world.payment.id, facts: [fact], cause };
    const { draft } = decideFacts(draftIn(world), input, toolsAt(world.now));
    return sessionPlan(world, draft, { tells });
  };
}
