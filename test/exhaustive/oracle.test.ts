/** The judge itself: a world in which the newest word always wins must be found out, rule by rule. */
import { describe, expect, test } from "vitest";
import { explore } from "./world/explore.ts";
import { judgeStep, type Seen } from "./world/judge-step.ts";
import type { Machine, Stepped } from "./world/machine.ts";
import { afterAnswer, afterCallback, nothingSaid } from "./world/said.ts";
import { type Fact, type Kind, moneyIn, saysEnd, saysMoney, saysPaid, type Word } from "./world/words.ts";

interface Naive extends Seen {
  readonly received: number;
}

/** Believes whatever was said last, asks nobody, and tells nobody. */
function believe(before: Naive, word: Word): Naive {
  const status = saysPaid(word)
    ? "succeeded"
    : saysMoney(word)
      ? "partially_paid"
      : saysEnd(word)
        ? word
        : "pending";
  const received = moneyIn(word) ?? 0;
  return { ...before, status, received, isTold: false, hasJob: false };
}

function stepNaively(kind: Kind, before: Naive, fact: Fact, isRepeat: boolean): Stepped<Naive> {
  const { said } = before;
  let after: Naive = before;
  if (fact.source === "callback")
    after = { ...believe(before, fact.word), said: afterCallback(said, fact.word, kind, isRepeat) };
  if (fact.source === "query")
    after = { ...believe(before, fact.word), said: afterAnswer(said, fact.word, false) };
  if (fact.source === "act" && fact.act === "given up") after = { ...before, status: "canceled" };
  if (fact.source === "act" && fact.act === "end of watch") after = { ...before, status: "expired" };
  return { after, problems: judgeStep(before, fact, after, kind) };
}

function naiveMachine(kind: Kind): Machine<Naive> {
  return {
    start: {
      status: "pending",
      said: nothingSaid,
      isReversed: false,
      isTold: true,
      hasJob: true,
      received: 0,
    },
    keyOf: (world) => JSON.stringify(world),
    outcomeOf: ({ status, received }) => ({ status, received, exceptions: [], isInDoubt: false }),
    leftOf: () => ({ isInDoubt: false, isKept: false, isListed: false }),
    step: (world, fact, isRepeat) => stepNaively(kind, world, fact, isRepeat),
    overtake: () => null,
    runAnswered: () => null,
    endAnswered: () => null,
    endSilent: () => null,
  };
}

describe("a world in which the newest word wins", () => {
  test("rules 5, 6, 13, 14, 16 and 18: breaks each of them, and the shortest list of facts says how", () => {
    const kind: Kind = { subject: "payment", callbacks: "weak", queries: "amount" };
    const { found, lists } = explore(kind, naiveMachine(kind), 2);
    const shortest = new Map(found.toReversed().map(({ rule, orders }) => [rule, orders[0]]));
    expect(Object.fromEntries(shortest)).toEqual({
      "5": ["callback paid 50"],
      "6": ["query paid 50", "end of watch"],
      "13": ["end of watch", "query paid 50"],
      "13 (compared)": ["creation accepted, paid 150"],
      "13 (growing)": ["callback part 100", "callback part 50"],
      "14": ["end of watch"],
      "16": ["callback failed"],
      "18": ["callback paid 50", "given up"],
      told: ["query pending"],
      "way out": ["creation accepted"],
    });
    expect(lists).toBe(628);
  });

  test("is told every list of facts, and knows how many orders each has", () => {
    const kind: Kind = { subject: "payout", callbacks: "weak", queries: "none" };
    const { lists, orders } = explore(kind, naiveMachine(kind), 2);
    // Seven callbacks, four answers to the creation, three acts: of one fact 14; of two 49 of callbacks, 49 mixed, and 15
    // of the others, each in two orders but for the callbacks.
    expect({ lists, orders }).toEqual({ lists: 14 + 49 + 49 + 15, orders: 14 + 49 + 2 * (49 + 15) });
  });
});
