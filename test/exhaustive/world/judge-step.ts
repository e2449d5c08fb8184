/** What one step must not have done, whatever came before it. */
import type { Problem } from "./machine.ts";
import { type Said, saysMore } from "./said.ts";
import { type Fact, type Kind, saysEnd } from "./words.ts";

/** A world, as far as it is judged. */
export interface Seen {
  readonly status: string;
  readonly said: Said;
  /** Its money has come back, as is shown. */
  readonly isReversed: boolean;
  /** The last event shows what there is to be seen. */
  readonly isTold: boolean;
  readonly hasJob: boolean;
}

const ends: ReadonlySet<string> = new Set(["failed", "canceled", "expired"]);
const untold: ReadonlySet<string> = new Set(["creating", "unknown"]);

/** Somebody has to do something about it yet. A review is for a person. */
export const isWaiting = (status: string) =>
  status !== "succeeded" && status !== "review" && !ends.has(status);

export function judgeStep(before: Seen, fact: Fact, after: Seen, kind: Kind): Problem[] {
  const from = before.status;
  const to = after.status;
  const problems = [
    ...(ends.has(to) && !ends.has(from) ? judgeEnd(before, fact, after, kind) : []),
    ...judgeSuccess(before, fact, after, kind),
  ];
  const add = (rule: string, sort: string, what: string) => problems.push({ rule, sort, what });
  if (isWaiting(to) && !after.hasJob) add("way out", to, `${to} with no job`);
  if (!untold.has(to) && before.isTold && !after.isTold)
    add("told", from === to ? `stays ${to}` : `${from} becomes ${to}`, "no event says so");
  const isNoMore = after.said.settledAt !== null && !saysMore(after.said);
  if (isNoMore && from === "failed" && to !== "failed")
    add("21", to, `what an operator settled as failed is ${to} by no more money than was known`);
  const isSettled = before.said.isTakenBack && after.said.isTakenBack;
  if (isSettled && isNoMore && before.isReversed && !after.isReversed)
    add("21", "taken back", "what an operator settled as taken back is paid by no more than was known");
  return problems;
}

/** Rules 14, 16 and 18: it has just ended without money. */
function judgeEnd(before: Seen, fact: Fact, { status, said }: Seen, kind: Kind): Problem[] {
  const act = fact.source === "act" ? fact.act : null;
  if (act === "operator: failed" || act === "operator: succeeded") return [];
  const problems: Problem[] = [];
  if (kind.callbacks === "weak" && fact.source === "callback" && saysEnd(fact.word))
    problems.push({ rule: "16", sort: status, what: `a weakly signed callback makes it ${status}` });
  if (said.assertion !== null) {
    const what = `${status} while a callback's word that money moved is unanswered`;
    problems.push({
      rule: act === "given up" ? "18" : "14",
      sort: `assertion ${fact.source} ${status}`,
      what,
    });
  }
  // "Expired" is the provider's answer, but for one that took the order and cannot be asked about it.
  const isUnanswered = act === "end of watch" || act === "silence";
  if (isUnanswered && (kind.queries !== "none" || before.status === "unknown"))
    problems.push({ rule: "14", sort: `silent ${status}`, what: `${status} although nobody has answered` });
  return problems;
}

/** Rules 5 and 6. */
function judgeSuccess(before: Seen, fact: Fact, after: Seen, kind: Kind): Problem[] {
  const from = before.status;
  const to = after.status;
  if (from === "succeeded")
    return to === from ? [] : [{ rule: "6", sort: to, what: `succeeded becomes ${to}` }];
  const isByOther = fact.source === "creation" || (fact.source === "act" && fact.act.startsWith("operator"));
  if (to !== "succeeded" || isByOther || kind.callbacks === "strong" || after.said.isPaidByQuery) return [];
  return [{ rule: "5", sort: "weak", what: "succeeded, and no query has said paid" }];
}
