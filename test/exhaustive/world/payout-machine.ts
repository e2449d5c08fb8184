/** A payout's world for the search. */
import { readPayoutExceptions } from "../../../bff/core/payout/status.ts";
import { judgeStep, type Seen } from "./judge-step.ts";
import { chain, type Machine, type Stepped } from "./machine.ts";
import {
  act,
  atEnd,
  callback,
  create,
  firstPayoutWorld,
  leftOf,
  type PayoutWorld,
  payoutKey,
  payoutOutcome,
  query,
} from "./payout.ts";
import { booksOf } from "./said.ts";
import type { Fact, Kind } from "./words.ts";

const seen = ({ payout, said, isTold, sync }: PayoutWorld): Seen => ({
  status: payout.status,
  isReversed: readPayoutExceptions(payout).includes("reversed"),
  said,
  isTold,
  hasJob: sync !== null,
});

/** @param options.isForgetful the software forgets how the payout stood when a query began: no answer is ever too old. */
export function payoutMachine(
  kind: Kind,
  { isForgetful = false }: { readonly isForgetful?: boolean } = {},
): Machine<PayoutWorld> {
  type Run = (world: PayoutWorld) => Stepped<PayoutWorld> | null;

  function judged(world: PayoutWorld, fact: Fact, run: Run): Stepped<PayoutWorld> | null {
    const stepped = run(world);
    if (stepped === null) return null;
    const { after, problems } = stepped;
    return { after, problems: [...problems, ...judgeStep(seen(world), fact, seen(after), kind)] };
  }

  const must = (world: PayoutWorld, fact: Fact, run: Run) =>
    judged(world, fact, run) ?? { after: world, problems: [] };

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
          return act(from, fact);
        default:
          return fact satisfies never;
      }
    });

  function answered(world: PayoutWorld): Stepped<PayoutWorld> {
    const word = kind.queries === "none" ? null : booksOf(world.said, kind);
    const fact: Fact = word === null ? { source: "act", act: "silence" } : { source: "query", word };
    return must(world, fact, (from) => query(from, word));
  }

  return {
    start: firstPayoutWorld(),
    keyOf: payoutKey,
    outcomeOf: payoutOutcome,
    leftOf,
    step,
    overtake(world, { callback: told, isRepeat, query: asked }) {
      if (world.payout.status === "creating" || asked.source !== "query") return null;
      const first = step(world, told, isRepeat);
      if (first === null) return null;
      const { payout: begun } = world;
      return chain(first, (from) =>
        must(from, asked, (at) =>
          query(at, asked.word, { begun, remembered: isForgetful ? at.payout : begun }),
        ),
      );
    },
    runAnswered: (world) => (world.sync === null ? null : answered(world)),
    endAnswered: (world) => (world.sync === null ? null : answered(atEnd(world))),
    endSilent: (world) =>
      world.sync === null ? null : step(world, { source: "act", act: "end of watch" }, false),
  };
}
