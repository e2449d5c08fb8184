/**
 * Rule 13 for refunds: two refunds of one payment have been sent, and whatever the providers say of them afterwards, in
 * whatever order the sources are heard, both end in the same way, and the payment counts the same.
 *
 * Source: docs/rules.md#rule-13-order-does-not-matter
 */
import { refundableMinor, refundedMinor } from "../../../bff/core/refund/on-payment.ts";
import { type Mistakes, type Planned, rightly } from "./refund-plans.ts";
import { callbackOfPayout, queryPayout, send } from "./refund-said-steps.ts";
import { create } from "./refund-steps.ts";
import { commit, firstRefundWorld, type RefundWorld } from "./refund-world.ts";
import type { Word } from "./words.ts";

interface Step {
  /** 0: the older refund. */
  readonly which: number;
  readonly source: "callback" | "query";
  readonly word: Word;
}

const callbackWords = ["paid", "failed", "reversed"] as const;
const queryWords = ["paid", "failed", "reversed", "pending"] as const;

const steps: readonly Step[] = [0, 1].flatMap((which) => [
  ...callbackWords.map((word) => ({ which, source: "callback", word }) as const),
  ...queryWords.map((word) => ({ which, source: "query", word }) as const),
]);

export interface RefundOrders {
  readonly lists: number;
  readonly orders: number;
  /** Two orders of one list, and their two ends. */
  readonly found: readonly string[];
}

interface Life {
  readonly world: RefundWorld;
  readonly told: readonly Step[];
}

const sayStep = ({ which, source, word }: Step) =>
  `${source} ${word} of ${which === 0 ? "the first" : "the second"}`;
const sayLife = ({ told }: Life) => told.map(sayStep).join(", ");

/** Each source's words in their order: a newer one replaces an older one. How the sources mix is no part of a list. */
function listOf({ told }: Life): string {
  const sources = Map.groupBy(told, ({ which, source }) => `${source} ${which}`);
  return [...sources]
    .map(([source, words]) => `${source}: ${words.map(({ word }) => word).join()}`)
    .toSorted()
    .join("; ");
}

const take = (world: RefundWorld, plan: Planned): RefundWorld => {
  const planned = plan(world);
  return (planned && commit(world, planned)?.after) ?? world;
};

function hear(world: RefundWorld, { which, source, word }: Step, mistakes: Mistakes): RefundWorld {
  const say = source === "callback" ? callbackOfPayout : queryPayout;
  return take(world, say(which, word, mistakes));
}

/** Two refunds, all of the payment together, which the provider has taken. */
function firstLife(mistakes: Mistakes): Life {
  const sent = [0, 1].reduce(
    (world, which) =>
      take(
        take(world, create("paid out", which === 0 ? 10_000 : null, mistakes)),
        send(which, "accepted", mistakes),
      ),
    firstRefundWorld(),
  );
  return { world: sent, told: [] };
}

/** A confirming query, if one is due, gets the provider's last word. */
function settle({ world, told }: Life, mistakes: Mistakes): RefundWorld {
  return [0, 1].reduce((before, which) => {
    const words = told.filter((step) => step.which === which);
    const last = words.findLast(({ source }) => source === "query") ?? words.at(-1);
    const payout = before.payouts[which];
    if (last === undefined || payout === undefined || !before.jobs.includes(payout.id)) return before;
    return hear(before, { which, source: "query", word: last.word }, mistakes);
  }, world);
}

interface End {
  readonly order: string;
  /** Somebody has said of some refund that its money came back. */
  readonly isReversed: boolean;
  readonly statuses: readonly string[];
  readonly counted: string;
}

/** A query that calls failed what a query had called paid tells of a reversal, too. */
function saysReversal(told: readonly Step[], which: number): boolean {
  const own = told.filter((step) => step.which === which);
  const answers = own.filter(({ source }) => source === "query").map(({ word }) => word);
  const paid = answers.indexOf("paid");
  const isFailedAfter = paid >= 0 && answers.indexOf("failed", paid) > paid;
  return isFailedAfter || own.some(({ word }) => word === "reversed");
}

function endOf(life: Life, mistakes: Mistakes): End {
  const { refunds, payment } = settle(life, mistakes);
  const counted = `${refundedMinor(payment)} given back, ${refundableMinor(payment)} left`;
  const isReversed = [0, 1].some((which) => saysReversal(life.told, which));
  return { order: sayLife(life), isReversed, statuses: refunds.map(({ status }) => status), counted };
}

/**
 * The callback of a payment that was reversed may be older than the reversal or newer. A person looks where nobody can say,
 * and until then the refund is `pending` and its amount stays taken.
 */
function areAlike(one: End, other: End): boolean {
  const isDoubted = (status: string | undefined) => one.isReversed && status === "pending";
  const isSame = one.statuses.every((status, which) => {
    const there = other.statuses[which];
    return status === there || isDoubted(status) || isDoubted(there);
  });
  const isInDoubt = [...one.statuses, ...other.statuses].some(isDoubted);
  return isSame && (isInDoubt || one.counted === other.counted);
}

export function searchOrders(longest: number, changed: Partial<Mistakes> = {}): RefundOrders {
  const mistakes = { ...rightly, ...changed };
  const ends = new Map<string, End>();
  const found: string[] = [];
  let orders = 0;

  function visit(life: Life): void {
    orders++;
    const list = listOf(life);
    const end = endOf(life, mistakes);
    const known = ends.get(list);
    if (known === undefined) ends.set(list, end);
    else if (!areAlike(known, end)) {
      const say = ({ order, statuses, counted }: End) => `${order}: ${statuses.join(" and ")}, ${counted}`;
      found.push(`${say(known)}  ><  ${say(end)}`);
    }
  }

  function live(life: Life, left: number): void {
    if (life.told.length > 0) visit(life);
    if (left === 0) return;
    for (const step of steps)
      live({ world: hear(life.world, step, mistakes), told: [...life.told, step] }, left - 1);
  }

  live(firstLife(mistakes), longest);
  return { lists: ends.size, orders, found };
}
