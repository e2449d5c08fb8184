/**
 * Rules that do not hold yet, by the way in which a provider tells. A gap that is mended fails its test until its line
 * here is struck, and a rule that is not named here must hold.
 */
import { everyKind, type Kind } from "./world/words.ts";

interface Gap {
  readonly subject: Kind["subject"];
  /** As the counterexamples are called: the number of a rule, with the part of it. */
  readonly rule: string;
  /** How many facts the shortest counterexample has. */
  readonly facts: number;
  /** Callbacks and queries, as in `strong/amount`. */
  readonly kinds: readonly string[];
}

const strong = everyKind("payment")
  .map(nameInGaps)
  .filter((name) => name.startsWith("strong"));
const strongWithQuery = strong.filter((name) => !name.endsWith("none"));

/**
 * All of them are of strongly signed callbacks, which no provider of today has. Such a callback counts by itself, so no
 * query settles what it says, and what came first stands:
 *
 * - Two sources name two ends without money: "failed" by one, "canceled" by the other.
 * - A reversal that a callback reports is lifted by a query, if one is still scheduled; where none is, it stays.
 * - A query that says "failed" of a payout is a reversal if the callback that says "paid" came before it, and is overruled
 *   if that came after.
 * - An old "paid", sent again after such a reversal, counts anew, with its own amount.
 */
const gaps: readonly Gap[] = [
  { subject: "payment", rule: "13", facts: 2, kinds: strong },
  { subject: "payment", rule: "13 (refused)", facts: 4, kinds: strongWithQuery },
  { subject: "payment", rule: "13 (refused)", facts: 5, kinds: ["strong/none"] },
  { subject: "payout", rule: "13", facts: 2, kinds: ["strong/none"] },
  { subject: "payout", rule: "13", facts: 3, kinds: strongWithQuery },
  { subject: "payout", rule: "13 (refused)", facts: 3, kinds: strongWithQuery },
  { subject: "payout", rule: "13 (compared)", facts: 4, kinds: ["strong/amount", "strong/ordered"] },
  { subject: "payout", rule: "17", facts: 4, kinds: ["strong/untold"] },
];

function nameInGaps({ callbacks, queries }: Kind): string {
  return `${callbacks}/${queries}`;
}

/** @returns the rules that are known to be broken by lists of at most so many facts. */
export function openGaps(kind: Kind, longest: number): string[] {
  const name = nameInGaps(kind);
  return gaps
    .filter(
      ({ subject, facts, kinds }) => subject === kind.subject && facts <= longest && kinds.includes(name),
    )
    .map(({ rule }) => rule);
}
