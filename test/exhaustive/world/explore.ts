/** Searches all orders of all lists of up to so many facts, the short ones first. */
import { type Finding, Findings } from "./findings.ts";
import { createGraph, type Edge } from "./graph.ts";
import { judgeList } from "./judge.ts";
import {
  countOrders,
  emptyList,
  keyOfList,
  type LastStep,
  type List,
  lastStepsTo,
  listsOf,
  sizeOf,
} from "./lists.ts";
import type { Machine } from "./machine.ts";
import { alphabetOf, type Kind, nameOf } from "./words.ts";

export interface Explored {
  readonly lists: number;
  /** How many different orders the lists have. */
  readonly orders: number;
  readonly states: number;
  readonly decisions: number;
  readonly found: readonly Finding[];
}

/** @param isEnough ends the search at the list after which it is true. */
export function explore<World>(
  kind: Kind,
  machine: Machine<World>,
  longest: number,
  isEnough: (found: Findings) => boolean = () => false,
): Explored {
  const alphabet = alphabetOf(kind);
  const facts = [...alphabet.callbacks, ...alphabet.queries, ...alphabet.others];
  const names = facts.map(nameOf);
  const graph = createGraph(machine, facts, kind.subject);
  const found = new Findings();
  const known: Map<string, Int32Array>[] = [new Map([[keyOfList(emptyList), Int32Array.of(0)]])];
  let lists = 0;
  let orders = 0;

  const edgeOf = (from: number, step: LastStep): Edge | null =>
    step.kind === "fact"
      ? graph.step(from, step.fact, step.isRepeat)
      : graph.overtake(from, step.callback, step.query, step.isRepeat);

  const sayStep = (step: LastStep): string[] =>
    step.kind === "fact"
      ? [`${names[step.fact]}${step.isRepeat ? " again" : ""}`]
      : [
          `${names[step.query]} (begins)`,
          `${names[step.callback]}${step.isRepeat ? " again" : ""}`,
          "(is answered)",
        ];

  /** The worlds after all orders of a list. */
  function statesOf(list: List): Int32Array {
    const before = known[sizeOf(list)]?.get(keyOfList(list));
    if (before !== undefined) return before;
    const states = new Set<number>();
    for (const step of lastStepsTo(list, alphabet)) {
      for (const from of statesOf(step.before)) {
        const edge = edgeOf(from, step);
        if (edge === null) continue;
        states.add(edge.to);
        for (const problem of edge.problems) {
          if (found.isNew(problem))
            found.add({
              ...problem,
              size: sizeOf(list),
              orders: [[...pathTo(step.before, from), ...sayStep(step)]],
            });
        }
      }
    }
    return Int32Array.from(states);
  }

  /** One order of the list that leads to that world. */
  function pathTo(list: List, state: number): string[] {
    for (const step of lastStepsTo(list, alphabet)) {
      for (const from of statesOf(step.before)) {
        if (edgeOf(from, step)?.to === state) return [...pathTo(step.before, from), ...sayStep(step)];
      }
    }
    return [];
  }

  const exploredSoFar = () => ({
    lists,
    orders,
    states: graph.size(),
    decisions: graph.decided(),
    found: found.all(),
  });
  const tools = { kind, alphabet, statesOf, settle: graph.settle, pathTo, found };
  for (let size = 1; size <= longest; size++) {
    const level = new Map<string, Int32Array>();
    known.push(level);
    for (const list of listsOf(size, alphabet)) {
      lists++;
      orders += countOrders(list, alphabet);
      const states = statesOf(list);
      // The longest lists precede no others.
      if (size < longest) level.set(keyOfList(list), states);
      judgeList(tools, list, states);
      if (isEnough(found)) return exploredSoFar();
    }
  }
  return exploredSoFar();
}
