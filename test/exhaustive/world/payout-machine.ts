/** A payout's world for the search. */
import { judgeStep, type Seen } from "./judge-step.ts";
import { chain, type Machine, type Stepped } from "./machine.ts";
import {
  atEnd,
  callback,
  create,
  firstPayoutWorld,
  type PayoutWorld,
  payoutKey,
  payoutOutcome,
  query,
} from "./payout.ts";
import { overtakenBy } from "./said.ts";
import type { Fact, Kind } from "./words.ts";

const seen = ({ payout, said, isTold, sync }: PayoutWorld): Seen => ({
  status: payout.status,
  said,
  isTold,
  hasJob: sync !== null,
});

export function payoutMachine(kind: Kind): Machine<PayoutWorld> {
  type Run = (world: PayoutWorld) => Stepped<PayoutWorld>;

  function judged(world: PayoutWorld, fact: Fact, run: Run): Stepped<PayoutWorld> {
    const { after, problems } = run(world);
    return { after, problems: [...problems, ...judgeStep(seen(world), fact, seen(after), kind)] };
  }

  const step = (world: PayoutWorld, fact: Fact, isRepeat: boolean) =>
    judged(world, fact, (from) => {
      switch (fact.source) {
        case "callback":
          return callback(from, kind, fact.word, isRepeat);
        case "query":
          return query(from, fact.word);
        case "creation":
          return create(from, fact);
        case "act":
          return query(fact.act === "end of watch" ? atEnd(from) : from, null);
        default:
          return fact satisfies never;
      }
    });

  /** A provider that does not tell the amount is asked to send its callback again, and does: the same bytes. */
  function answered(world: PayoutWorld): Stepped<PayoutWorld> {
    const word = kind.queries === "none" ? null : (world.said.books ?? "pending");
    const fact: Fact = word === null ? { source: "act", act: "silence" } : { source: "query", word };
    const asked = judged(world, fact, (from) => query(from, word));
    const { resends } = world.said;
    if (word !== "paid ?" || resends === null || asked.after.payout.status === "succeeded") return asked;
    return chain(asked, (from) =>
      judged(from, { source: "callback", word: resends }, (at) => callback(at, kind, resends, true)),
    );
  }

  return {
    start: firstPayoutWorld(),
    keyOf: payoutKey,
    outcomeOf: payoutOutcome,
    step,
    overtake(world, { callback: told, isRepeat, query: asked }) {
      if (world.payout.status === "creating" || asked.source !== "query") return null;
      return chain(step(world, told, isRepeat), (from) =>
        judged(from, asked, (at) => query(at, asked.word, overtakenBy(world.payout, told, isRepeat))),
      );
    },
    runAnswered: (world) => (world.sync === null ? null : answered(world)),
    endAnswered: (world) => (world.sync === null ? null : answered(atEnd(world))),
    endSilent: (world) =>
      world.sync === null ? null : step(world, { source: "act", act: "end of watch" }, false),
  };
}
