/** Mistakes with money that is given back, and with sessions whose amount has changed. */
import type { Mistakes } from "../support/first-notice.ts";
import {
  both,
  inserts,
  processes,
  type Row,
  readRows,
  untold,
  whereItComesTo,
  writes,
  writesWord,
} from "../support/make-mistakes.ts";
import type { Sabotage } from "../world/world.ts";

const isRow = (row: unknown): row is Row => typeof row === "object" && row !== null;
const isRefund = (row: Row) => "claim_digest" in row;
const isPayment = (row: Row) => "reversal_pending" in row;

/** The payment as if nothing had been taken back. */
function withoutReversal(row: Row): Row {
  if (!isPayment(row) || typeof row.exceptions !== "string") return row;
  const exceptions: readonly unknown[] = JSON.parse(row.exceptions);
  const left = exceptions.filter((name) => name !== "reversed");
  return { ...row, exceptions: JSON.stringify(left), reversal_pending: 0 };
}

/** Refunds that are not `creating` have given nothing back. */
function withoutSent(row: Row): Row {
  if (!isPayment(row) || typeof row.refunds !== "string") return row;
  return { ...row, refunds: row.refunds.replaceAll(/"(?:unknown|pending)"/g, '"failed"') };
}

/** A refund that failed stays so, whatever is said of its payout. */
const failedForGood: Sabotage = writes((all, rowSets) => {
  const hasFailed = rowSets.flat().some((row) => isRow(row) && isRefund(row) && row.status === "failed");
  if (!hasFailed) return all;
  const isOfRefund = /"(?:refunds|refund_timeline|payments)"/;
  return all.filter((write) => !isOfRefund.test(write.statement.sql("sqlite")));
});

/** Each payment is compared with the amount that it was started with, and the session says so. */
function asItWasStarted(rows: readonly unknown[]): void {
  const list = rows.filter(isRow);
  const session = list.find((row) => "paid_payment_id" in row);
  const payment = list.findLast((row) => isPayment(row) && row.status !== "succeeded");
  if (session !== undefined && payment !== undefined)
    Object.assign(session, { amount_minor: payment.amount_minor });
}

const oldAmountPays: Sabotage = processes(({ database }) => ({
  database: {
    ...database,
    change: ({ load, known, decide }) =>
      database.change({
        load,
        known,
        decide(rowSets) {
          const others = structuredClone(rowSets);
          asItWasStarted(others.flat());
          const decision = decide(others);
          return decision.writes.some(writesWord("payments", "succeeded")) ? decision : decide(rowSets);
        },
      }),
  },
}));

export const givenBack: Mistakes = {
  "a refund does not count those of which nobody knows what became": {
    rules: [12],
    done: whereItComesTo(withoutSent, inserts("refunds")),
    switches: ["refunds"],
    firstSeed: 13,
    noticed: /went out when \d+ stood against|was given back, and/,
  },
  "money goes out although the payment was reversed": {
    rules: [11],
    done: both(readRows(withoutReversal), whereItComesTo(withoutReversal, inserts("payouts"))),
    switches: ["reversalsTakenBack", "refunds", "refundsClaimed"],
    noticed: /went out long after a reversal had been told/,
  },
  "nobody is told that a refund failed": {
    rules: [3],
    done: untold("refund.failed"),
    switches: ["refunds"],
    noticed: /refund\.failed was told 0 times instead of/,
  },
  "a refund that failed is not paid any more": {
    rules: [14],
    done: failedForGood,
    switches: ["overtakingCallbacks", "secondAssertions", "refunds"],
    firstSeed: 3,
    noticed: /is failed, and its money has gone out/,
  },
  "a refund waits for ever for its claim": {
    rules: [],
    done: writes((all) =>
      all.filter(
        (write) => !write.parameters("sqlite").some((value) => /^expire_session:re_/.test(String(value))),
      ),
    ),
    switches: ["refundsClaimed"],
    firstSeed: 11,
    noticed: /refund re_\w+ is still awaiting_claim/,
  },
  "a session is paid by its old amount": {
    rules: [5],
    done: oldAmountPays,
    switches: ["sessionsChanged"],
    firstSeed: 7,
    noticed: /is taken in full for/,
  },
};
