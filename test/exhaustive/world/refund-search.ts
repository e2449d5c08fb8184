/** All orders of up to so many facts about a payment's refunds, the short ones first, each world decided about once. */
import { type Finding, Findings } from "./findings.ts";
import { judgeRefunds } from "./refund-judge.ts";
import { type Mistakes, type Planned, rightly } from "./refund-plans.ts";
import {
  callbackOfPayment,
  callbackOfPayout,
  queryPayment,
  queryPayout,
  send,
  settle,
} from "./refund-said-steps.ts";
import { approve, cancel, claim, create, expire } from "./refund-steps.ts";
import { type Committed, commit, firstRefundWorld, type RefundWorld, refundKey } from "./refund-world.ts";

type Step = readonly [name: string, plan: Planned];

/** What the merchant, the customer and the jobs do. Two of these may be decided at once. */
function ownSteps(mistakes: Mistakes): readonly Step[] {
  const ways = ["paid out", "approved first", "claimed"] as const;
  const making = ways.flatMap((way): Step[] => [
    [`100 to be ${way}`, create(way, 10_000, mistakes)],
    [`the rest to be ${way}`, create(way, null, mistakes)],
  ]);
  const each = [0, 1].flatMap((which): Step[] => {
    const of = which === 0 ? "first" : "second";
    return [
      [`${of} claimed by the payer`, claim(which, false, mistakes)],
      [`${of} claimed by another`, claim(which, true, mistakes)],
      [`${of} canceled`, cancel(which)],
      [`time over for ${of}`, expire(which, true, mistakes)],
      [`expiry of ${of} too early`, expire(which, false, mistakes)],
      [`${of} approved`, approve(which, "approved", mistakes)],
      [`${of} rejected`, approve(which, "rejected", mistakes)],
    ];
  });
  return [...making, ...each];
}

function toldSteps(mistakes: Mistakes): readonly Step[] {
  const ofPayouts = [0, 1].flatMap((which): Step[] => {
    const of = which === 0 ? "first" : "second";
    return [
      ...(["accepted", "refused", "no answer"] as const).map(
        (sent): Step => [`${of} sent: ${sent}`, send(which, sent, mistakes)],
      ),
      [`${of} sent: the process dies`, send(which, null, mistakes)],
      ...(["paid", "failed", "reversed"] as const).map(
        (word): Step => [`callback ${word} of ${of}`, callbackOfPayout(which, word, mistakes)],
      ),
      ...(["paid", "failed", "reversed", "pending", "not found"] as const).map(
        (word): Step => [`query ${word} of ${of}`, queryPayout(which, word, mistakes)],
      ),
      [`silence about ${of}`, queryPayout(which, null, mistakes)],
      [`operator: ${of} paid`, settle(which, "succeeded", mistakes)],
      [`operator: ${of} failed`, settle(which, "failed", mistakes)],
    ];
  });
  return [
    ...ofPayouts,
    ["callback reversed of the payment", callbackOfPayment("reversed")],
    ["callback paid 200 of the payment", callbackOfPayment("paid 200")],
    ...(["paid 50", "paid 150", "paid 200", "reversed"] as const).map(
      (word): Step => [`query ${word} of the payment`, queryPayment(word)],
    ),
  ];
}

interface Met {
  readonly world: RefundWorld;
  readonly path: readonly string[];
}

export interface SearchedRefunds {
  readonly states: number;
  readonly decisions: number;
  readonly found: readonly Finding[];
}

export interface RefundSearch {
  readonly longest: number;
  readonly mistakes?: Partial<Mistakes>;
  /** False: a decision is written although the rows were changed since they were loaded. */
  readonly isGated?: boolean;
  readonly isEnough?: (found: readonly Finding[]) => boolean;
}

export function searchRefunds(search: RefundSearch): SearchedRefunds {
  const { longest, isGated = true, isEnough = () => false } = search;
  const mistakes = { ...rightly, ...search.mistakes };
  const own = ownSteps(mistakes);
  const all = [...own, ...toldSteps(mistakes)];
  const found = new Findings();
  const met = new Set<string>();
  let decisions = 0;
  let next: Met[] = [];

  function visit(from: Met, names: readonly string[], committed: Committed): void {
    const path = [...from.path, ...names];
    for (const problem of judgeRefunds(from.world, committed)) {
      if (found.isNew(problem)) found.add({ ...problem, size: path.length, orders: [path] });
    }
    const key = refundKey(committed.after);
    if (!met.has(key)) {
      met.add(key);
      next.push({ world: committed.after, path });
    }
  }

  /** Both have loaded the same rows. What a gate refuses is decided on again. */
  function atOnce(from: Met, first: Committed, [firstName]: Step, [name, plan]: Step): void {
    const late = plan(from.world);
    if (late === null) return;
    decisions++;
    const between = { world: first.after, path: [...from.path, firstName] };
    const written = commit(first.after, late, { isGated });
    if (written !== null) visit(between, [`at once: ${name}`], written);
  }

  function follow(from: Met, step: Step): void {
    const [name, plan] = step;
    const planned = plan(from.world);
    decisions++;
    const first = planned === null ? null : commit(from.world, planned);
    if (first === null) return;
    visit(from, [name], first);
    for (const other of own) atOnce(from, first, step, other);
  }

  const soFar = () => ({ states: met.size, decisions, found: found.all() });
  let level: Met[] = [{ world: firstRefundWorld(), path: [] }];
  for (let size = 1; size <= longest; size++) {
    next = [];
    for (const from of level) {
      for (const step of all) follow(from, step);
      if (isEnough(found.all())) return soFar();
    }
    level = next;
  }
  return soFar();
}
