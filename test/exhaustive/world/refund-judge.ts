/** What is wrong with a step, by what was said and sent. */

import type { RefundRecord } from "../../../bff/core/records.ts";
import { objectionToRefund } from "../../../bff/core/refund/decide-refund.ts";
import { refundableMinor, refundedMinor, refundsOf } from "../../../bff/core/refund/on-payment.ts";
import type { Problem } from "./machine.ts";
import { outMinor, type Told, type ToldOfPayout } from "./refund-told.ts";
import type { Committed, RefundWorld } from "./refund-world.ts";

const ends: ReadonlySet<string> = new Set(["failed", "canceled", "expired"]);

export function judgeRefunds(before: RefundWorld, { after, events }: Committed): Problem[] {
  return [
    ...judgeSum(before.told, after),
    ...after.refunds.flatMap((refund) => [
      ...judgeRefund(after, refund),
      ...judgeEvents(before, refund, events),
      ...judgeWayOut(after, refund),
    ]),
  ];
}

function judgeSum(before: Told, { told, payment }: RefundWorld): Problem[] {
  const problems: Problem[] = [];
  const add = (rule: string, sort: string, what: string) => problems.push({ rule, sort, what });
  const received = before.isReversalClaimed ? 0 : before.received;
  const out = outMinor(told);
  if (goesOut(before, told) && out > received)
    add("never more", `${before.isReversalClaimed}`, `${out / 100} of ${received / 100} goes out`);
  const left = objectionToRefund(payment, null) === null ? Number(refundableMinor(payment)) : 0;
  if (left > 0 && out + left > told.received)
    add("held", "", `${left / 100} may be refunded, and ${out / 100} may be out`);
  const payouts = Object.values(told.payouts);
  if (payouts.some(({ sends }) => sends > 1)) add("12", "", "a payout is sent twice");
  const confirmed = payouts.reduce((sum, one) => (one.out === "yes" ? sum + one.minor : sum), 0);
  if (refundedMinor(payment) > BigInt(confirmed)) add("refunded", "", "counts what is not out");
  return problems;
}

/** How it stands, against where its money is. */
function judgeRefund({ told, payment }: RefundWorld, refund: RefundRecord): Problem[] {
  const problems: Problem[] = [];
  const { id, status, payout_id, amount_minor } = refund;
  const add = (rule: string, sort: string, what: string) =>
    problems.push({ rule, sort, what: `${id} ${what}` });
  const payout = payout_id === null ? undefined : told.payouts[payout_id];
  const out = payout?.out ?? "no";
  if (ends.has(status) && out !== "no")
    add("14", `${status} ${out}`, `is ${status}, and its money may be out`);
  if (status === "succeeded" && out !== "yes") add("5", out, "succeeded, and nobody has confirmed it");
  if (out === "yes" && status !== "succeeded") add("told", status, `is ${status}, and its money is out`);
  if (payout !== undefined && isBack(payout) && !ends.has(status) && status !== "awaiting_approval")
    add("told", `back ${status}`, `is ${status}, and its money is back`);
  const listed = refundsOf(payment).find((one) => one.id === id);
  if (listed?.status !== status || listed.minor !== amount_minor) add("listed", "", "is listed wrongly");
  return problems;
}

/** While a reversal is in doubt, a person may have to look. */
const isBack = ({ out, sends, isAnswered, wasBack, isReversalClaimed }: ToldOfPayout) =>
  out === "no" && ((isAnswered && sends > 0) || wasBack) && !isReversalClaimed;

/** More is sent than before by a decision of ours, not because somebody says that it went out after all. */
function goesOut(before: Told, after: Told): boolean {
  return Object.entries(after.payouts).some(([id, { out, sends, isClaimed }]) => {
    const was = before.payouts[id]?.out ?? "no";
    return was === "no" && out === "maybe" && sends === 0 && !isClaimed;
  });
}

function judgeEvents(before: RefundWorld, refund: RefundRecord, events: readonly string[]) {
  const { id, status } = refund;
  const was = before.refunds.find((one) => one.id === id)?.status;
  const isEnd = status === "failed" || status === "expired";
  const expected =
    was === undefined
      ? "created"
      : was === status
        ? null
        : isEnd
          ? "failed"
          : status === "succeeded"
            ? status
            : null;
  const sent = events.filter((event) => event.endsWith(` ${id}`)).join();
  const wanted = expected === null ? "" : `refund.${expected} ${id}`;
  if (sent === wanted) return [];
  return [
    { rule: "told", sort: `${was} ${status}`, what: `${was} becomes ${status}, and "${sent}" is told` },
  ];
}

function judgeWayOut({ jobs, payouts }: RefundWorld, refund: RefundRecord): Problem[] {
  const { id, status, payout_id } = refund;
  const isStuck = (job: string) => [
    { rule: "way out", sort: status, what: `${id} is ${status} without ${job}` },
  ];
  const payout = payouts.find((one) => one.id === payout_id);
  if (status === "awaiting_claim") return jobs.includes(id) ? [] : isStuck("an expiry");
  if (status !== "creating" && status !== "unknown" && status !== "pending") return [];
  return payout?.status === "review" || jobs.includes(payout?.id ?? "") ? [] : isStuck("a query");
}
