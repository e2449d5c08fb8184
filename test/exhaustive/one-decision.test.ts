/** Facts that are decided on together leave the same rows as facts with a commit, a crash and a reload between them. */
import { describe, expect, test } from "vitest";
import type { PaymentFact } from "../../bff/core/payment/facts.ts";
import type { PayoutFact } from "../../bff/core/payout/facts.ts";
import type { HeldSession } from "../../bff/core/session/draft.ts";
import { abandoned, accepted, noAnswer, notFound, refused, timeOver } from "../core/support/facts.ts";
import { apply, heldWith, paymentOf } from "../core/support/held.ts";
import { applyToPayout, heldPayoutWith } from "../core/support/held-payout.ts";
import { reload } from "./world/rows.ts";
import { alphabetOf, everyKind, type Fact, type Kind, kindName, reportOf } from "./world/words.ts";

type ReportOrAbsence = PaymentFact & PayoutFact;

function reportsOf(kind: Kind, orderNo: string): ReportOrAbsence[] {
  const { callbacks, queries } = alphabetOf(kind);
  const certainty = kind.callbacks === "strong" ? "confirmed" : "must_confirm";
  const said = (fact: Fact): ReportOrAbsence[] => {
    if (fact.source !== "callback" && fact.source !== "query") return [];
    const report = reportOf(fact.word, orderNo);
    if (report === null) return [{ kind: "not_found" }];
    return fact.source === "callback"
      ? [{ kind: "report", report, certainty, digest: fact.word }]
      : [{ kind: "report", report, certainty: "confirmed", digest: null }];
  };
  return [...callbacks, ...queries].flatMap(said);
}

function reloaded(held: HeldSession): HeldSession {
  const { session, payments, lastDetails, knownCallbacks } = held;
  return { ...reload({ session, payments, knownCallbacks }), lastDetails };
}

const beginnings: readonly PaymentFact[] = [accepted, noAnswer, refused];

describe("a crash and a reload between two facts", () => {
  test.each(everyKind("payment").map((kind) => [kindName(kind), kind] as const))(
    "change nothing about a payment with %s",
    (_, kind) => {
      const facts = [...reportsOf(kind, "order-no-pay_1"), notFound, abandoned, timeOver, accepted, refused];
      const creating = heldWith({ status: "creating" });
      for (const held of [creating, ...beginnings.map((fact) => apply(creating, [fact]).after)]) {
        for (const first of facts) {
          const between = reloaded(apply(held, [first]).after);
          for (const second of facts) {
            const together = apply(held, [first, second], { cause: "query" });
            const apart = apply(between, [second], { cause: "query" });
            expect(paymentOf(together.after)).toEqual(paymentOf(apart.after));
            expect({ ...together.after.session, version: 0 }).toEqual({ ...apart.after.session, version: 0 });
          }
        }
      }
    },
  );

  test.each(everyKind("payout").map((kind) => [kindName(kind), kind] as const))(
    "change nothing about a payout with %s",
    (_, kind) => {
      const facts = reportsOf(kind, "order-no-po_1");
      const taken = { kind: "accepted", providerOrderId: null } as const;
      const unanswered = { kind: "no_answer", reason: "timeout" } as const;
      const creating = heldPayoutWith({ amount_minor: "15000" });
      for (const held of [
        creating,
        ...[taken, unanswered].map((fact) => applyToPayout(creating, [fact]).after),
      ]) {
        for (const first of facts) {
          const between = reload(applyToPayout(held, [first]).after);
          for (const second of facts) {
            const together = applyToPayout(held, [first, second]).after.payout;
            expect(together).toEqual(applyToPayout(between, [second]).after.payout);
          }
        }
      }
    },
  );
});
