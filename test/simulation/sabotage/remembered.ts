/** Mistakes in what is remembered, decided and written: rows that are not seen as they are, writes that are left out. */

import type { CancelResult, OrderRef } from "../../../bff/providers/contract.ts";
import type { Mistakes } from "../support/first-notice.ts";
import {
  adapters,
  both,
  heldRows,
  processes,
  type Row,
  readRows,
  rows,
  untold,
  whereItComesTo,
  writes,
  writesWord,
} from "../support/make-mistakes.ts";

/** The row with another value in a column, where it has that column. */
const put =
  (column: string, value: unknown) =>
  (row: Row): Row =>
    column in row ? { ...row, [column]: value } : row;

const isOfPayout = (row: Row) => String(row.id).startsWith("po_");
const nothingAsserted = (row: Row): Row =>
  "confirm_pending" in row ? { ...row, confirm_pending: 0, testimony: null } : row;

/** The row without what an operator knew of who settled it. */
function withoutKnowledge(row: Row): Row {
  if (typeof row.testimony !== "string") return row;
  const testimony: object = JSON.parse(row.testimony);
  return { ...row, testimony: JSON.stringify({ ...testimony, settledMinor: null }), failure_code: null };
}

function withoutException(name: string) {
  return (row: Row): Row =>
    typeof row.exceptions === "string"
      ? {
          ...row,
          exceptions: row.exceptions
            .replace(`"${name}"`, "")
            .replace("[,", "[")
            .replace(",]", "]")
            .replace(",,", ","),
        }
      : row;
}

const wasPaid = (row: unknown) =>
  typeof row === "object" &&
  row !== null &&
  "order_no" in row &&
  "status" in row &&
  row.status === "succeeded";

const canceled = new Set<string>();

/** Whatever becomes of it, an order is canceled once. */
function once(cancel: (ref: OrderRef) => Promise<CancelResult>): typeof cancel {
  return async (ref) => {
    if (canceled.has(ref.orderNo)) return { kind: "unknown", cause: "timeout" };
    canceled.add(ref.orderNo);
    return await cancel(ref);
  };
}

export const remembered: Mistakes = {
  "a second success is not seen to be one": {
    rules: [8],
    done: rows(put("paid_payment_id", null)),
    noticed: /successes and 0 duplicates/,
  },
  "an open payment is not seen": {
    rules: [3],
    done: rows(put("open_payment_id", null)),
    noticed: /two open payments at once/,
  },
  "what belongs together is not written together": {
    rules: [3],
    done: processes(({ database: { change }, database }) => ({
      database: {
        ...database,
        async change({ load, decide }) {
          const decided = await change({
            load,
            decide: (rowSets) => ({ writes: [], result: decide(rowSets) }),
          });
          for (const write of decided.writes)
            await change({ load: [], decide: () => ({ writes: [write], result: undefined }) });
          return decided.result;
        },
      },
    })),
    noticed: /came into|is still|is not one chain|never ended/,
    firstSeed: 2,
  },
  "a provider is called inside a transaction": {
    rules: [4],
    done: processes(({ accounts, database }) => ({
      accounts: new Map(
        [...accounts].map(([id, account]) => [
          id,
          {
            ...account,
            adapter: {
              ...account.adapter,
              createPayment: (order) => database.transaction(() => account.adapter.createPayment(order)),
            },
          },
        ]),
      ),
    })),
    noticed: /called inside a transaction/,
  },
  "late money is not waited for": {
    rules: [8],
    done: rows((row) =>
      "expires_at" in row && "watch_until" in row ? { ...row, watch_until: row.expires_at } : row,
    ),
    noticed: /is paid \(\d+\) and pay_\w+ is (expired|failed|canceled)/,
    firstSeed: 19,
  },
  "a duplicate is not told": {
    rules: [8],
    done: untold("payment.duplicate"),
    noticed: /payment.duplicate was told 0 times instead of 1/,
  },
  "what was said before is forgotten": {
    rules: [13],
    done: heldRows((row) => ("session_id" in row ? put("testimony", null)(row) : row)),
    switches: ["queriesNameTheOrder"],
    noticed: /is paid \(\d+\) and pay_\w+ is succeeded|succeeded with/,
    firstSeed: 32,
  },
  "what the sources said is not compared": {
    rules: [13],
    done: rows(put("testimony", null)),
    switches: ["queriesNameTheOrder", "staleQueries"],
    noticed: /hides that two amounts were named/,
    firstSeed: 12,
  },
  "another amount is taken for told that never was": {
    rules: [13],
    done: rows((row) => {
      const isPaidOut = "beneficiary_sealed" in row && row.status === "succeeded";
      return isPaidOut && row.exceptions === "[]" ? { ...row, exceptions: '["underpaid"]' } : row;
    }),
    switches: ["payoutsComeBack"],
    noticed: /was told as succeeded twice/,
    // In most schedules nobody asks about a payout that has succeeded.
    firstSeed: 23,
  },
  "what comes after a success is not written": {
    rules: [13],
    done: writes((all, rowSets) => (rowSets.flat().some(wasPaid) ? [] : all)),
    switches: ["moreAfterSuccess"],
    noticed: /more came for payment/,
  },
  "what changes beside the state is not told": {
    rules: [13],
    done: untold("payment.updated"),
    switches: ["moreAfterSuccess"],
    noticed: /more came for payment/,
    firstSeed: 8,
  },
  "a query's failure overrules a callback": {
    rules: [14],
    done: whereItComesTo(nothingAsserted, writesWord("payments", "failed")),
    switches: ["staleQueries"],
    noticed: /became failed after a callback had told/,
    firstSeed: 3,
  },
  "no such payout counts although a callback says paid": {
    rules: [14],
    done: whereItComesTo(
      (row) => (isOfPayout(row) ? nothingAsserted(row) : row),
      writesWord("payouts", "not_created"),
    ),
    switches: ["laggingBooks", "nothingToPayWith"],
    noticed: /po_\w+ became failed after a callback had told/,
    firstSeed: 3,
  },
  "the answer of another merchant counts": {
    rules: [15],
    done: rows(put("identity", null)),
    switches: ["otherContract"],
    noticed: /was called failed while its order stood|payout po_\w+ failed, its order is/,
    firstSeed: 9,
  },
  "a cancel ends what is being confirmed": {
    rules: [18],
    done: both(
      readRows(put("confirm_pending", 0)),
      whereItComesTo(put("confirm_pending", 0), writesWord("payments", "canceled")),
    ),
    switches: ["cancelsWhilePaid", "meddling", "overtakingCallbacks"],
    noticed: /became canceled after a callback had told/,
  },
  "a paid session keeps its other orders": {
    rules: [19],
    done: readRows(put("paid_payment_id", null)),
    switches: ["ordersLeftPayable"],
    noticed: /could be paid for \d+ ms after its session was paid/,
    firstSeed: 7,
  },
  "a cancel without an answer is not made again": {
    rules: [19],
    done: adapters(({ cancelPayment }) =>
      cancelPayment === undefined ? {} : { cancelPayment: once(cancelPayment) },
    ),
    switches: ["cancelsLost", "ordersLeftPayable"],
    noticed: /and its order can be paid yet/,
    firstSeed: 41_000_003,
  },
  "a reversal is never lifted": {
    rules: [20],
    done: heldRows(withoutException("reversed")),
    switches: ["reversalsTakenBack"],
    noticed: /is said to be reversed and is not/,
    firstSeed: 7,
  },
  "what the operator knew of is forgotten": {
    rules: [21],
    done: heldRows(withoutKnowledge),
    switches: ["operatorsBetween"],
    noticed: /was settled by a person and is in review again/,
    firstSeed: 16,
  },
  "events have no growing number": {
    rules: [3],
    done: heldRows(put("event_sequence", 0)),
    noticed: /do not have a number each/,
  },
};
