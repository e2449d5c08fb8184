/** A payment's world for the search. */
import { isAmountMissing } from "../../../bff/core/payment/assertions.ts";
import { readExceptions } from "../../../bff/core/payment/status.ts";
import { second } from "../../core/support/times.ts";
import { judgeStep, type Seen } from "./judge-step.ts";
import { chain, type Machine, type Stepped } from "./machine.ts";
import { act, answerNow, callback, create, expire, query } from "./payment.ts";
import { keyOf } from "./payment-key.ts";
import { firstPaymentWorld, leftOf, type Mistake, outcomeOf, type PaymentWorld } from "./payment-world.ts";
import type { Fact, Kind } from "./words.ts";

const seen = ({ payment, said, isTold, sync, hasExpiry }: PaymentWorld): Seen => ({
  status: payment.status,
  isReversed: readExceptions(payment).includes("reversed"),
  said,
  isTold,
  hasJob: sync !== null || hasExpiry,
});

export function paymentMachine(kind: Kind, mistake: Mistake | null = null): Machine<PaymentWorld> {
  type Run = (world: PaymentWorld) => Stepped<PaymentWorld> | null;

  function judged(world: PaymentWorld, fact: Fact, run: Run): Stepped<PaymentWorld> | null {
    const stepped = run(world);
    if (stepped === null) return null;
    const { after, problems } = stepped;
    return { after, problems: [...problems, ...judgeStep(seen(world), fact, seen(after), kind)] };
  }
  const must = (world: PaymentWorld, fact: Fact, run: Run) =>
    judged(world, fact, run) ?? { after: world, problems: [] };

  const step = (world: PaymentWorld, fact: Fact, isRepeat: boolean) =>
    judged(world, fact, (from) => {
      switch (fact.source) {
        case "callback":
          return callback(from, kind, fact.word, isRepeat);
        case "query":
          return query(from, kind, fact.word);
        case "creation":
          return create(from, fact);
        case "act":
          return act(from, kind, fact);
        default:
          return fact satisfies never;
      }
    });

  /** A provider that does not tell the amount is asked to send its callback again, and does: the same bytes. */
  function answered(world: PaymentWorld): Stepped<PaymentWorld> {
    const word = answerNow(world, kind);
    const fact: Fact = word === null ? { source: "act", act: "silence" } : { source: "query", word };
    const asked = must(world, fact, (from) => query(from, kind, word));
    const { resends } = world.said;
    if (word !== "paid ?" || resends === null || !isAmountMissing(world.payment)) return asked;
    return chain(asked, (from) =>
      must(from, { source: "callback", word: resends }, (at) => callback(at, kind, resends, true)),
    );
  }

  const atEnd = (world: PaymentWorld) => ({
    ...world,
    now: Math.max(world.now, world.payment.watch_until) + second,
  });

  return {
    start: firstPaymentWorld(mistake),
    keyOf,
    outcomeOf,
    leftOf,
    step,
    overtake(world, { callback: told, isRepeat, query: asked }) {
      if (world.payment.status === "creating" || asked.source !== "query") return null;
      const first = step(world, told, isRepeat);
      if (first === null) return null;
      return chain(first, (from) =>
        must(from, asked, (at) => query(at, kind, asked.word, { queried: world.payment })),
      );
    },
    runAnswered: (world) => (world.sync === null ? null : answered(world)),
    endAnswered(world) {
      const { payment, now, sync, hasExpiry } = world;
      if (sync === null && !hasExpiry) return null;
      const timeOver: Fact = { source: "act", act: "time over" };
      const expired = (from: PaymentWorld) => must(from, timeOver, (at) => expire(at, kind, false));
      if (hasExpiry && now <= payment.expires_at) return expired(world);
      const last = atEnd(world);
      const asked = sync === null ? { after: last, problems: [] } : answered(last);
      return asked.after.hasExpiry ? chain(asked, expired) : asked;
    },
    endSilent(world) {
      if (world.sync === null && !world.hasExpiry) return null;
      return step(world, { source: "act", act: "end of watch" }, false);
    },
  };
}
