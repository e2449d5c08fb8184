/**
 * Lists of facts whose orders are searched. A list says in which order the callbacks said what and in which order the
 * queries were answered, because a source's newer word replaces its older one. Everything else may come at any time.
 */
import type { Alphabet, Fact } from "./words.ts";

/** Indexes into the alphabet; the others rise, as their order is no part of the list. */
export interface List {
  readonly callbacks: readonly number[];
  readonly queries: readonly number[];
  readonly others: readonly number[];
}

export const emptyList: List = { callbacks: [], queries: [], others: [] };

export const keyOfList = ({ callbacks, queries, others }: List) =>
  String.fromCharCode(
    ...callbacks.map((one) => one + 65),
    32,
    ...queries.map((one) => one + 65),
    32,
    ...others.map((one) => one + 65),
  );

export const sizeOf = ({ callbacks, queries, others }: List) =>
  callbacks.length + queries.length + others.length;

export function* listsOf(size: number, alphabet: Alphabet): Generator<List> {
  for (let first = 0; first <= size; first++) {
    for (let second = 0; first + second <= size; second++) {
      const sets = [...setsOf(size - first - second, alphabet.others)];
      if (sets.length === 0) continue;
      for (const callbacks of sequencesOf(first, alphabet.callbacks.length)) {
        for (const queries of sequencesOf(second, alphabet.queries.length)) {
          for (const others of sets) yield { callbacks, queries, others };
        }
      }
    }
  }
}

function* sequencesOf(length: number, letters: number): Generator<readonly number[]> {
  if (length === 0) {
    yield [];
    return;
  }
  for (const begin of sequencesOf(length - 1, letters)) {
    for (let letter = 0; letter < letters; letter++) yield [...begin, letter];
  }
}

/** Each at most once, and of the answers to the creation one: there is one creation. */
function* setsOf(size: number, others: readonly Fact[], from = 0): Generator<readonly number[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let index = from; index < others.length; index++) {
    const isCreation = others[index]?.source === "creation";
    for (const rest of setsOf(size - 1, others, index + 1)) {
      if (isCreation && rest.some((one) => others[one]?.source === "creation")) continue;
      yield [index, ...rest];
    }
  }
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}

/** How many orders a list has. */
export function countOrders(list: List, alphabet: Alphabet): number {
  const hasCreation = list.others.some((other) => alphabet.others[other]?.source === "creation");
  const answers = list.queries.length + (hasCreation ? 1 : 0);
  return factorial(sizeOf(list)) / (factorial(list.callbacks.length) * factorial(answers));
}

/** The last step to a list: from which one, by what. */
export type LastStep =
  | { readonly kind: "fact"; readonly before: List; readonly fact: number; readonly isRepeat: boolean }
  /** A callback came while the query was under way. */
  | {
      readonly kind: "overtaken";
      readonly before: List;
      readonly callback: number;
      readonly query: number;
      readonly isRepeat: boolean;
    };

/** Facts are numbered over the whole alphabet: callbacks, then queries, then the others. */
export function lastStepsTo(list: List, alphabet: Alphabet): LastStep[] {
  const { callbacks, queries, others } = list;
  const steps: LastStep[] = [];
  const callback = callbacks.at(-1);
  const query = queries.at(-1);
  const beforeCallback = { ...list, callbacks: callbacks.slice(0, -1) };
  const isRepeat = callback !== undefined && beforeCallback.callbacks.includes(callback);
  const firstQuery = alphabet.callbacks.length;
  const firstOther = firstQuery + alphabet.queries.length;
  if (callback !== undefined) steps.push({ kind: "fact", before: beforeCallback, fact: callback, isRepeat });
  if (query !== undefined) {
    const before = { ...list, queries: queries.slice(0, -1) };
    steps.push({ kind: "fact", before, fact: firstQuery + query, isRepeat: false });
  }
  for (const [at, other] of others.entries()) {
    // The answers to our own calls come in their own order: the creation's is never told after a query's.
    if (alphabet.others[other]?.source === "creation" && queries.length > 0) continue;
    const before = { ...list, others: others.toSpliced(at, 1) };
    steps.push({ kind: "fact", before, fact: firstOther + other, isRepeat: false });
  }
  if (callback !== undefined && query !== undefined) {
    const before = { ...beforeCallback, queries: queries.slice(0, -1) };
    steps.push({ kind: "overtaken", before, callback, query: firstQuery + query, isRepeat });
  }
  return steps;
}
