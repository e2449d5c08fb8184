/** A payment's world for the search, and what a step in it must not have done, whatever came before. */
import { isOpen } from "../../../bff/core/payment/status.ts";
import { second } from "../../core/support/times.ts";
import { chain, type Machine, type Problem, type Stepped } from "./machine.ts";
import {
  act,
  answerNow,
  callback,
  create,
  expire,
  firstPaymentWorld,
  keyOf,
  outcomeOf,
  type PaymentWorld,
  query,
  stuckPayment,
} from "./payment.ts";
import { type Fact, type Kind, saysEnd } from "./words.ts";

const ends: ReadonlySet<string> = new Set(["failed", "canceled", "expired"]);

function judgeStep(before: PaymentWorld, fact: Fact, after: PaymentWorld, kind: Kind): Problem[] {
  const from = before.payment.status;
  const to = after.payment.status;
  const problems = [
    ...(ends.has(to) && !ends.has(from) ? judgeEnd(fact, after, kind) : []),
    ...judgeSuccess(before, fact, after, kind),
  ];
  const add = (rule: string, sort: string, what: string) => problems.push({ rule, sort, what });
  if (isOpen(to) && to !== "review" && after.sync === null && !after.hasExpiry)
    add("way out", to, `${to} with no job`);
  if (to !== "creating" && to !== "unknown" && before.isTold && !after.isTold) {
    const isSame = from === to ? "stays" : `${from} becomes`;
    add("told", `${isSame} ${to}`, "no event says so");
  }
  const { settledAt } = before.said;
  if (settledAt !== null && from === "failed" && to !== "failed" && after.said.most <= settledAt)
    add("21", to, `what an operator settled as failed is ${to} by no more money than was known`);
  return problems;
}

/** Rules 14, 16 and 18: it has just ended without money. */
function judgeEnd(fact: Fact, { payment, said }: PaymentWorld, kind: Kind): Problem[] {
  const { status } = payment;
  const isAct = fact.source === "act";
  if (isAct && fact.act.startsWith("operator")) return [];
  const problems: Problem[] = [];
  if (kind.callbacks === "weak" && fact.source === "callback" && saysEnd(fact.word))
    problems.push({ rule: "16", sort: status, what: `a weakly signed callback makes it ${status}` });
  if (said.isClaimOpen) {
    const rule = isAct && fact.act === "given up" ? "18" : "14";
    const what = `${status} while a callback's word that money moved is unanswered`;
    problems.push({ rule, sort: `claim ${fact.source} ${status}`, what });
  }
  const isUnanswered =
    isAct && (fact.act === "end of watch" || fact.act === "silence" || kind.queries === "none");
  if (isUnanswered && fact.act !== "given up")
    problems.push({ rule: "14", sort: `silent ${status}`, what: `${status} although nobody has answered` });
  return problems;
}

/** Rules 5 and 6. */
function judgeSuccess(before: PaymentWorld, fact: Fact, after: PaymentWorld, kind: Kind): Problem[] {
  const from = before.payment.status;
  const to = after.payment.status;
  if (from === "succeeded")
    return to === from ? [] : [{ rule: "6", sort: to, what: `succeeded becomes ${to}` }];
  const isByOther = fact.source === "creation" || (fact.source === "act" && fact.act.startsWith("operator"));
  if (to !== "succeeded" || isByOther || kind.callbacks === "strong" || after.said.isPaidByQuery) return [];
  return [{ rule: "5", sort: "weak", what: "succeeded, and no query has said paid" }];
}

export function paymentMachine(kind: Kind): Machine<PaymentWorld> {
  type Run = (world: PaymentWorld) => Stepped<PaymentWorld> | null;

  function judged(world: PaymentWorld, fact: Fact, run: Run): Stepped<PaymentWorld> | null {
    const stepped = run(world);
    if (stepped === null) return null;
    const { after, problems } = stepped;
    return { after, problems: [...problems, ...judgeStep(world, fact, after, kind)] };
  }
  const must = (world: PaymentWorld, fact: Fact, run: Run) =>
    judged(world, fact, run) ?? { after: world, problems: [] };

  const step = (world: PaymentWorld, fact: Fact, isRepeat: boolean) =>
    judged(world, fact, (from) => {
      switch (fact.source) {
        case "callback":
          return callback(from, kind, fact.word, isRepeat);
        case "query":
          return query(from, fact.word);
        case "creation":
          return create(from, fact);
        case "act":
          return act(from, kind, fact);
        default:
          return fact satisfies never;
      }
    });

  /** A provider that does not tell the amount is asked to send its callback again, and does: the same bytes. */
  function answered(world: PaymentWorld): Stepped<PaymentWorld> {
    const word = answerNow(world, kind);
    const fact: Fact = word === null ? { source: "act", act: "silence" } : { source: "query", word };
    const asked = must(world, fact, (from) => query(from, word));
    const { resends } = world.said;
    if (word !== "paid ?" || resends === null || asked.after.payment.status === "succeeded") return asked;
    return chain(asked, (from) =>
      must(from, { source: "callback", word: resends }, (at) => callback(at, kind, resends, true)),
    );
  }

  const atEnd = (world: PaymentWorld) => ({
    ...world,
    now: Math.max(world.now, world.payment.watch_until) + second,
  });

  return {
    start: firstPaymentWorld(),
    keyOf,
    outcomeOf,
    stuck: stuckPayment,
    step,
    overtake(world, { callback: told, isRepeat, query: asked }) {
      if (world.payment.status === "creating" || asked.source !== "query") return null;
      const first = step(world, told, isRepeat);
      if (first === null) return null;
      return chain(first, (from) =>
        must(from, asked, (at) => query(at, asked.word, { queried: world.payment })),
      );
    },
    runAnswered: (world) => (world.sync === null ? null : answered(world)),
    endAnswered(world) {
      const { payment, now, sync, hasExpiry } = world;
      if (sync === null && !hasExpiry) return null;
      const timeOver: Fact = { source: "act", act: "time over" };
      const expired = (from: PaymentWorld) => must(from, timeOver, (at) => expire(at, kind, false));
      if (hasExpiry && now <= payment.expires_at) return expired(world);
      const last = atEnd(world);
      const asked = sync === null ? { after: last, problems: [] } : answered(last);
      return asked.after.hasExpiry ? chain(asked, expired) : asked;
    },
    endSilent(world) {
      if (world.sync === null && !world.hasExpiry) return null;
      return step(world, { source: "act", act: "end of watch" }, false);
    },
  };
}

