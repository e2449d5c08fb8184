/** Judges the ends of all orders of one list of facts by the rules' text. */

import {
  areBooksSteady,
  deniesOrder,
  expectationOf,
  isAmountUntold,
  isMoneyNamed,
  isReversedUncredited,
  moneyExceptions,
  saysReversed,
  staysAsserted,
  type Words,
} from "./expect.ts";
import type { Findings } from "./findings.ts";
import type { Settled } from "./graph.ts";
import { type List, sizeOf } from "./lists.ts";
import { type Outcome, sayOutcome } from "./machine.ts";
import { type Act, type Alphabet, type Fact, type Kind, moneyIn, type Word } from "./words.ts";

interface Tools {
  readonly kind: Kind;
  readonly alphabet: Alphabet;
  readonly statesOf: (list: List) => Int32Array;
  readonly settle: (state: number) => Settled;
  readonly pathTo: (list: List, state: number) => string[];
  readonly found: Findings;
}

/** What decides how much must be the same in every order of a list. */
interface Likeness {
  readonly acts: readonly Act[];
  readonly words: Words;
}

const isUnpaid = (status: string) =>
  status !== "succeeded" && status !== "review" && status !== "partially_paid";

const isVisible = (outcome: Outcome) => !isUnpaid(outcome.status) || moneyExceptions(outcome) !== "";

/** Rule 13: in what two ends differ, as the sort of the mistake; null where they are alike. */
function differenceOf(one: Outcome, other: Outcome, likeness: Likeness): string | null {
  if (isFree(likeness)) return null;
  const { acts, words } = likeness;
  // A payout whose money came back before anybody was told that it had gone has failed.
  const isPayoutReversed = words.kind.subject === "payout" && saysReversed(words);
  if (isPayoutReversed) return acts.includes("end of watch") ? null : reversalDifference(one, other);
  if (isVisible(one) !== isVisible(other)) return `${sortOf(one, other)}: visible or not`;
  if (isAskedBetween(likeness, one.received === other.received)) return null;
  if (areAlike(one, other) || isLatePart(one, other)) return null;
  // What was asserted is never confirmed: how much had been by then depends on when, and a person looks.
  const isNeverConfirmed = staysAsserted(words) || isAmountUntold(words);
  if (isNeverConfirmed && one.status === "review" && other.status === "review") return null;
  if (saysReversed(words)) return reversalDifference(one, other);
  return acts.length > 0 && !isVisible(one) ? null : sortOf(one, other);
}

/**
 * Lists whose end the rules leave open. A review in which nobody spoke of money is one for silence, and that depends on
 * when nobody answered. Whether there was an order at all a provider that denies it does not know itself. Money that came
 * and went before it counted is no loss.
 */
function isFree({ acts, words }: Likeness): boolean {
  const isSilentOrDenied = (acts.length > 0 || deniesOrder(words)) && !isMoneyNamed(words);
  return isSilentOrDenied || isReversedUncredited(words);
}

/** What was asked in between, and what the provider knew then, depends on when: only what is visible is compared. */
function isAskedBetween({ acts, words }: Likeness, isSameAmount: boolean): boolean {
  if (acts.includes("end of watch")) return true;
  return acts.includes("time over") && (words.callbacks.length > 0 || isSameAmount);
}

/** The same, or never downgraded: where it had succeeded before, it stays so (rule 6). */
function areAlike(one: Outcome, other: Outcome): boolean {
  if (one.received !== other.received || moneyExceptions(one) !== moneyExceptions(other)) return false;
  const statuses = [one.status, other.status].toSorted().join();
  return one.status === other.status || statuses === "review,succeeded";
}

/**
 * A part that came after the order had ended is late, and a person looks; one that came before runs out with the order.
 * What depends on the time stays.
 */
function isLatePart(one: Outcome, other: Outcome): boolean {
  const isPart = ({ status, exceptions }: Outcome) =>
    status === "partially_paid" || exceptions.includes("partially_paid") || exceptions.includes("underpaid");
  const isLate = ({ exceptions }: Outcome) => exceptions.includes("paid_late");
  const isWhole = [one, other].some(({ status }) => status === "succeeded");
  const isSame = one.received === other.received && isPart(one) && isPart(other);
  return !isWhole && isSame && isLate(one) !== isLate(other);
}

/**
 * Money that came back: how much had come before is not compared, but that it is not there any more. While it is in
 * doubt a person looks, unless it had succeeded before.
 */
function reversalDifference(one: Outcome, other: Outcome): string | null {
  const isThere = ({ status, exceptions }: Outcome) =>
    status === "succeeded" && !exceptions.includes("reversed");
  const isInDoubt = ({ status, exceptions }: Outcome) =>
    status === "review" && !exceptions.includes("reversed");
  if (isThere(one) === isThere(other) || isInDoubt(one) || isInDoubt(other)) return null;
  return `${sortOf(one, other)}: reversed or not`;
}

function sortOf(one: Outcome, other: Outcome): string {
  const say = (outcome: Outcome) => `${outcome.status} ${moneyExceptions(outcome)}`;
  const pair = [say(one), say(other)].toSorted().join(" or ");
  return one.received === other.received ? pair : `${pair}, other amounts`;
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
  const words = wordsOf(tools, list, others);
  if (!areBooksSteady(words)) return;
  const likeness = { acts, words };
  const rule = words.creation === "refused" ? "13 (refused)" : "13";
  if (acts.length === 0) judgeWords(tools, { list, states, words });
  if (!compare(tools, { rule, among: [[list, states]], likeness })) return;
  for (const other of equalsOf(list, alphabet)) {
    const among = [
      [other.list, tools.statesOf(other.list)],
      [list, states],
    ] as const;
    compare(tools, { rule: other.rule, among, likeness });
  }
}

type Group = readonly [List, Int32Array];

interface Comparison {
  readonly rule: string;
  readonly among: readonly Group[];
  readonly likeness: Likeness;
}

/** @returns true when all end the same. */
function compare(tools: Tools, comparison: Comparison): boolean {
  const isSameAtEnd = compareAt("end", tools, comparison);
  return comparison.likeness.acts.length > 0
    ? isSameAtEnd
    : compareAt("rest", tools, comparison) && isSameAtEnd;
}

function compareAt(
  moment: "rest" | "end",
  { settle, pathTo, found }: Tools,
  comparison: Comparison,
): boolean {
  const { rule, among, likeness } = comparison;
  let isSame = true;
  let first: { readonly outcome: Outcome; readonly list: List; readonly state: number } | undefined;
  for (const [list, state] of among.flatMap(([one, states]) => [...states].map((at) => [one, at] as const))) {
    const outcome = settle(state)[moment];
    // While a query has to settle something, nothing is at rest: only the ends are compared.
    if (moment === "rest" && outcome.isInDoubt) continue;
    first ??= { outcome, list, state };
    const sort = differenceOf(first.outcome, outcome, likeness);
    if (sort === null) continue;
    isSame = false;
    if (!found.isNew({ rule, sort })) continue;
    const when = moment === "end" ? " at the end" : "";
    const what = `${sayOutcome(first.outcome)} or ${sayOutcome(outcome)}${when}`;
    const orders = [pathTo(first.list, first.state), pathTo(list, state)];
    found.add({ rule, sort, what, size: sizeOf(list), orders });
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
