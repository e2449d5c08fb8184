/**
 * The worlds that were met, each decided about once: worlds from which the same can follow are one, and have a number.
 */

import { isWaiting } from "./judge-step.ts";
import type { Machine, Outcome, Problem, Stepped } from "./machine.ts";
import type { Fact, Kind } from "./words.ts";

export interface Edge {
  readonly to: number;
  readonly problems: readonly Problem[];
}

/** How a world ends when nothing more happens but what its jobs do. */
export interface Settled {
  /** After the confirming queries, answered by the provider's last word. */
  readonly rest: Outcome;
  /** After the watch, every query answered. */
  readonly end: Outcome;
  readonly problems: readonly Problem[];
}

export interface Graph {
  /** Null: the fact cannot be in that world. */
  step(from: number, fact: number, isRepeat: boolean): Edge | null;
  overtake(from: number, callback: number, query: number, isRepeat: boolean): Edge | null;
  settle(from: number): Settled;
  readonly size: () => number;
  readonly decided: () => number;
}

export function createGraph<World>(
  machine: Machine<World>,
  facts: readonly Fact[],
  subject: Kind["subject"],
): Graph {
  const worlds: World[] = [];
  const numbers = new Map<string, number>();
  const edges: (Edge | null)[][] = [];
  const settled: Settled[] = [];
  const runs: Record<"runAnswered" | "endAnswered" | "endSilent", (Edge | null)[]> = {
    runAnswered: [],
    endAnswered: [],
    endSilent: [],
  };
  let decided = 0;

  function numberOf(world: World): number {
    const key = machine.keyOf(world);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, worlds.length);
    return worlds.push(world) - 1;
  }

  function worldAt(number: number): World {
    const world = worlds[number];
    if (world === undefined) throw new RangeError(`there is no world ${number}`);
    return world;
  }

  function edgeOf(stepped: Stepped<World> | null): Edge | null {
    decided++;
    return stepped === null ? null : { to: numberOf(stepped.after), problems: stepped.problems };
  }

  /** The slots of one world's edges: each fact, each repeated, then each callback with each query. */
  function slot(from: number, at: number, make: () => Stepped<World> | null): Edge | null {
    edges[from] ??= [];
    const known = edges[from][at];
    if (known !== undefined) return known;
    const edge = edgeOf(make());
    edges[from][at] = edge;
    return edge;
  }

  const factAt = (number: number): Fact => {
    const fact = facts[number];
    if (fact === undefined) throw new RangeError(`there is no fact ${number}`);
    return fact;
  };

  /** Runs jobs until there are none, or nothing new comes of them. */
  function follow(from: number, run: keyof typeof runs, problems: Problem[]): number {
    const seen = new Set<number>();
    let at = from;
    while (!seen.has(at)) {
      seen.add(at);
      const known = runs[run][at];
      const edge = known === undefined ? edgeOf(machine[run](worldAt(at))) : known;
      runs[run][at] = edge;
      if (edge === null) return at;
      problems.push(...edge.problems);
      at = edge.to;
    }
    return at;
  }

  function settleNew(from: number): Settled {
    const problems: Problem[] = [];
    const rest = follow(from, "runAnswered", problems);
    const end = follow(rest, "endAnswered", problems);
    const silent = follow(from, "endSilent", problems);
    const isDoubted = machine.leftOf(worldAt(from)).isInDoubt;
    for (const last of [end, silent]) {
      const left = machine.leftOf(worldAt(last));
      const isForgotten = last === silent && isDoubted && !left.isInDoubt;
      if (!left.isListed && (left.isKept || left.isInDoubt || isForgotten))
        problems.push({ rule: "seen", sort: "doubt", what: "in doubt, and nobody sees it" });
      const { status } = machine.outcomeOf(worldAt(last));
      // Our own money is asked about without end.
      if (subject === "payment" && isWaiting(status))
        problems.push({ rule: "way out", sort: `end ${status}`, what: `${status} for good` });
    }
    return { rest: machine.outcomeOf(worldAt(rest)), end: machine.outcomeOf(worldAt(end)), problems };
  }

  numberOf(machine.start);
  const width = facts.length;
  return {
    size: () => worlds.length,
    decided: () => decided,
    step: (from, fact, isRepeat) =>
      slot(from, fact + (isRepeat ? width : 0), () => machine.step(worldAt(from), factAt(fact), isRepeat)),
    overtake: (from, callback, query, isRepeat) =>
      slot(from, 2 * width + (callback * width + query) * 2 + (isRepeat ? 1 : 0), () =>
        machine.overtake(worldAt(from), { callback: factAt(callback), isRepeat, query: factAt(query) }),
      ),
    settle(from) {
      const known = settled[from] ?? settleNew(from);
      settled[from] = known;
      return known;
    },
  };
}
