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
  /** Callbacks and queries, as in `weak/amount`. */
  readonly kinds: readonly string[];
}

const all = everyKind("payment").map(nameInGaps);
const weak = all.filter((name) => name.startsWith("weak"));
const strong = all.filter((name) => name.startsWith("strong"));
const withQuery = all.filter((name) => !name.endsWith("none"));
const withAmount = withQuery.filter((name) => !name.endsWith("untold"));

const gaps: readonly Gap[] = [
  { subject: "payment", rule: "13", facts: 2, kinds: all },
  {
    subject: "payment",
    rule: "13 (agreed)",
    facts: 3,
    kinds: ["strong/amount", "strong/ordered", "weak/amount"],
  },
  { subject: "payment", rule: "13 (growing)", facts: 2, kinds: [...strong, "weak/amount", "weak/ordered"] },
  { subject: "payment", rule: "13 (overruled)", facts: 1, kinds: ["strong/ordered"] },
  {
    subject: "payment",
    rule: "13 (overruled)",
    facts: 2,
    kinds: ["strong/amount", "strong/untold", "strong/none", "weak/amount", "weak/ordered"],
  },
  { subject: "payment", rule: "13 (overruled)", facts: 3, kinds: ["weak/untold"] },
  { subject: "payment", rule: "13 (refused)", facts: 2, kinds: all },
  { subject: "payment", rule: "14", facts: 1, kinds: all },
  { subject: "payment", rule: "16", facts: 1, kinds: weak },
  { subject: "payment", rule: "17", facts: 2, kinds: ["weak/untold"] },
  { subject: "payment", rule: "18", facts: 3, kinds: weak },
  { subject: "payment", rule: "20", facts: 3, kinds: [...withAmount, "strong/untold"] },
  { subject: "payment", rule: "20", facts: 4, kinds: ["weak/untold"] },
  { subject: "payment", rule: "21", facts: 2, kinds: ["strong/ordered", "strong/untold"] },
  {
    subject: "payment",
    rule: "21",
    facts: 3,
    kinds: ["strong/amount", "strong/none", "weak/amount", "weak/ordered"],
  },
  { subject: "payment", rule: "21", facts: 4, kinds: ["weak/untold", "weak/none"] },
  { subject: "payment", rule: "told", facts: 2, kinds: [...strong, "weak/amount", "weak/ordered"] },
  { subject: "payment", rule: "told", facts: 3, kinds: ["weak/untold"] },
  { subject: "payout", rule: "13", facts: 3, kinds: withQuery },
  {
    subject: "payout",
    rule: "13 (overruled)",
    facts: 1,
    kinds: [...strong, "weak/amount", "weak/ordered", "weak/untold"],
  },
  { subject: "payout", rule: "13 (refused)", facts: 2, kinds: all },
  { subject: "payout", rule: "14", facts: 2, kinds: weak },
  { subject: "payout", rule: "20", facts: 2, kinds: withAmount },
];

/** The same for sessions with two payments. */
export const sessionGaps: readonly string[] = ["19: another order stays open"];

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
