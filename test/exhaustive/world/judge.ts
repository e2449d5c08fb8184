/** Judges the ends of all orders of one list of facts by the rules' text. */

import { areBooksSteady, expectationOf, moneyExceptions, type Words } from "./expect.ts";
import type { Findings } from "./findings.ts";
import type { Settled } from "./graph.ts";
import { type List, sizeOf } from "./lists.ts";
import { type Outcome, sayOutcome } from "./machine.ts";
import { type Alphabet, type Fact, type Kind, moneyIn, type Word } from "./words.ts";

interface Tools {
  readonly kind: Kind;
  readonly alphabet: Alphabet;
  readonly statesOf: (list: List) => Int32Array;
  readonly settle: (state: number) => Settled;
  readonly pathTo: (list: List, state: number) => string[];
  readonly found: Findings;
}

/** Which acts of ours a list has: they make some ends depend on when they came. */
interface Acts {
  readonly has: boolean;
  /** Somebody was asked in vain, or an operator knew only what had come. */
  readonly hidesMoney: boolean;
}

const isUnpaid = (status: string) =>
  status !== "succeeded" && status !== "review" && status !== "partially_paid";

/**
 * Rule 13: in what two ends differ, as the sort of the mistake; null where they are the same. Where we acted between the
 * facts, only what became of the money is compared.
 */
function differenceOf(one: Outcome, other: Outcome, acts: Acts): string | null {
  if (acts.has) return moneyDifference(one, other, acts);
  const say = (outcome: Outcome) => `${outcome.status} ${moneyExceptions(outcome)}`;
  const pair = [say(one), say(other)].toSorted();
  if (one.received !== other.received) return `${pair.join(" or ")}, other amounts`;
  if (pair[0] === pair[1]) return null;
  // Never downgraded: where it had succeeded before, it stays so.
  const isKept = [one.status, other.status].toSorted().join() === "review,succeeded";
  return isKept && moneyExceptions(one) === moneyExceptions(other) ? null : pair.join(" or ");
}

function moneyDifference(one: Outcome, other: Outcome, acts: Acts): string | null {
  const isVisible = (outcome: Outcome) => !isUnpaid(outcome.status) || moneyExceptions(outcome) !== "";
  if (isVisible(one) !== isVisible(other)) return "(acts) visible or not";
  if (acts.hidesMoney) return null;
  const isSucceeded = (outcome: Outcome) => outcome.status === "succeeded";
  const hasReversed = (outcome: Outcome) => outcome.exceptions.includes("reversed");
  if (isSucceeded(one) !== isSucceeded(other)) return "(acts) succeeded or not";
  if (hasReversed(one) !== hasReversed(other)) return "(acts) reversed or not";
  return one.received === other.received ? null : "(acts) other amounts";
}

export function judgeList(tools: Tools, list: List, states: Int32Array): void {
  const { alphabet, settle, pathTo, found } = tools;
  for (const state of states) {
    for (const problem of settle(state).problems) {
      if (!found.isNew(problem)) continue;
      const what = `${problem.what}, when nothing more comes`;
      found.add({ ...problem, what, size: sizeOf(list), orders: [pathTo(list, state)] });
    }
  }
  const others = list.others.flatMap((index) => alphabet.others[index] ?? []);
  const acts = others.flatMap((fact) => (fact.source === "act" ? [fact.act] : []));
  if (acts.some((act) => act.startsWith("operator"))) return;
  const how = { has: acts.length > 0, hidesMoney: acts.includes("end of watch") };
  const rule = others.some((fact) => fact.source === "creation" && fact.outcome === "refused")
    ? "13 (refused)"
    : "13";
  const words = wordsOf(tools, list, others);
  if (!areBooksSteady(words)) return;
  if (!how.has) judgeWords(tools, { list, states, words });
  if (!compare(tools, { rule, among: [[list, states]], acts: how })) return;
  for (const other of equalsOf(list, alphabet)) {
    const among = [
      [other.list, tools.statesOf(other.list)],
      [list, states],
    ] as const;
    compare(tools, { rule: other.rule, among, acts: how });
  }
}

type Group = readonly [List, Int32Array];

/** @returns true when all end the same. */
function compare(
  { settle, pathTo, found }: Tools,
  input: { readonly rule: string; readonly among: readonly Group[]; readonly acts: Acts },
): boolean {
  let isSame = true;
  for (const moment of input.acts.has ? (["end"] as const) : (["rest", "end"] as const)) {
    let first: { readonly outcome: Outcome; readonly list: List; readonly state: number } | undefined;
    for (const [list, states] of input.among) {
      for (const state of states) {
        const { rest, [moment]: outcome } = settle(state);
        // While a query has to settle something, nothing is at rest: only the ends are compared.
        if (moment === "rest" && rest.isInDoubt) continue;
        first ??= { outcome, list, state };
        const sort = differenceOf(first.outcome, outcome, input.acts);
        if (sort === null) continue;
        isSame = false;
        if (!found.isNew({ rule: input.rule, sort })) continue;
        const what = `${sayOutcome(first.outcome)} or ${sayOutcome(outcome)}${moment === "end" ? " at the end" : ""}`;
        const orders = [pathTo(first.list, first.state), pathTo(list, state)];
        found.add({ rule: input.rule, sort, what, size: sizeOf(list), orders });
      }
    }
  }
  return isSame;
}

/** Other lists that must end the same: a callback that comes twice is one; parts that grow may overtake each other. */
function equalsOf(list: List, alphabet: Alphabet): { readonly rule: string; readonly list: List }[] {
  const { callbacks } = list;
  const found: { rule: string; list: List }[] = [];
  const twice = callbacks.findIndex((word, index) => index > 0 && word === callbacks[index - 1]);
  if (twice !== -1)
    found.push({ rule: "13 (repeat)", list: { ...list, callbacks: callbacks.toSpliced(twice, 1) } });
  for (const [at, word] of callbacks.entries()) {
    const before = callbacks[at - 1];
    if (before === undefined || !grows(alphabet.callbacks[before], alphabet.callbacks[word])) continue;
    const swapped = callbacks.toSpliced(at - 1, 2, word, before);
    found.push({ rule: "13 (growing)", list: { ...list, callbacks: swapped } });
  }
  return found;
}

function grows(one: Fact | undefined, other: Fact | undefined): boolean {
  const [before, after] = [wordOf(one), wordOf(other)];
  if (before === undefined || after === undefined) return false;
  const isPart = before.startsWith("part") && after.startsWith("part");
  return isPart && (moneyIn(before) ?? 0) < (moneyIn(after) ?? 0);
}

const wordOf = (fact: Fact | undefined): Word | undefined =>
  fact?.source === "callback" || fact?.source === "query" ? fact.word : undefined;

function wordsOf({ kind, alphabet }: Tools, list: List, others: readonly Fact[]): Words {
  return {
    kind,
    callbacks: list.callbacks.flatMap((index) => wordOf(alphabet.callbacks[index]) ?? []),
    queries: list.queries.flatMap((index) => wordOf(alphabet.queries[index]) ?? []),
    creation: others.find((fact) => fact.source === "creation")?.outcome ?? null,
  };
}

/** What the sources say together, where the rules' text leaves no choice. */
function judgeWords(
  { settle, pathTo, found }: Tools,
  input: { readonly list: List; readonly states: Int32Array; readonly words: Words },
): void {
  const { list, states, words } = input;
  const expectation = expectationOf(words);
  if (expectation === null) return;
  for (const state of states) {
    const outcome = settle(state)[expectation.moment];
    if (expectation.holds(outcome)) continue;
    const { rule, what } = expectation;
    const sort = `${outcome.status} ${moneyExceptions(outcome)}`;
    if (!found.isNew({ rule, sort })) continue;
    found.add({
      rule,
      sort,
      what: `${sayOutcome(outcome)}, but ${what}`,
      orders: [pathTo(list, state)],
      size: sizeOf(list),
    });
  }
}
