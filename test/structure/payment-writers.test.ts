import { expect, test } from "vitest";
import { movePayout } from "../../bff/storage/repositories/held-payouts.ts";
import { movePayment } from "../../bff/storage/repositories/held-sessions.ts";
import { paymentRow, payoutRow } from "../storage/rows.ts";
import { listFiles, readText } from "./repository.ts";
import { makesEntry, writesTo } from "./state-writers.ts";

const product = listFiles().filter((file) => /^bff\/.*\.ts$/.test(file));

/** Files that have the word, other than the one that defines it; in a comment it counts as well. */
function usersOf(name: string, definedIn: string): string[] {
  const word = new RegExp(`\\b${name}\\b`);
  expect(readText(definedIn)).toMatch(new RegExp(`export (?:const|function) ${name}\\b`));
  return product.filter((file) => file !== definedIn && word.test(readText(file)));
}

const heldSessions = "bff/storage/repositories/held-sessions.ts";
const heldPayouts = "bff/storage/repositories/held-payouts.ts";
const commitSession = "bff/storage/commit/write-session-decision.ts";
const commitPayout = "bff/storage/commit/write-payout-decision.ts";
const payment = movePayment({ ...paymentRow("pay_1", "cs_1"), from: "pending" });
const payout = movePayout({ ...payoutRow("po_1"), from: "creating", loaded_version: 0 });

test.each([
  ["payments", heldSessions, payment, '"id" = ? and "status" = ?'],
  ["payouts", heldPayouts, payout, '"id" = ? and "status" = ? and "version" = ?'],
] as const)(
  "rule 2: one statement writes the state of %s, and it names the state it leaves",
  (table, file, move, condition) => {
    const writes = product.flatMap((source) => writesTo(table, source, readText(source)));
    // The lock on queries is taken and released beside the decisions.
    expect(writes.length).toBeGreaterThanOrEqual(3);
    const mayWrite = writes.filter((write) => write.mayWriteState);
    const removals = mayWrite.filter(({ text }) => text.includes(".deleteFrom("));
    // Retention removes what ended long ago, as a whole.
    expect(removals.map((write) => write.file)).toEqual(["bff/storage/repositories/removal.ts"]);
    expect(mayWrite.filter((write) => !removals.includes(write)).map((write) => write.file)).toEqual([file]);
    const sql = move.statement.sql("sqlite");
    expect(sql).toContain(`update "${table}" set `);
    expect(sql).toContain('"status" = ?');
    expect(sql.slice(sql.indexOf(" where ") + " where ".length)).toBe(condition);
  },
);

test.each([
  ["movePayment", heldSessions, commitSession],
  ["movePayout", heldPayouts, commitPayout],
])("rule 2: only the commit of a decision uses %s, as a gate", (name, definedIn, commit) => {
  expect(usersOf(name, definedIn)).toEqual([commit]);
  const calls = readText(commit).split(`${name}(`).slice(0, -1);
  expect(calls.length).toBe(1);
  expect(calls[0]).toMatch(/\bgate\($/);
});

test.each([
  ["writeSessionDecision", commitSession, ["bff/services/changes/write-session.ts"]],
  ["writePayoutDecision", commitPayout, ["bff/services/changes/change-payout.ts"]],
  ["moveOf", "bff/core/payment/transitions.ts", ["bff/core/payment/decide-facts.ts"]],
  ["payoutMoveOf", "bff/core/payout/transitions.ts", ["bff/core/payout/decide-facts.ts"]],
  ["withRefund", "bff/core/session/draft.ts", ["bff/core/refund/change-refund.ts"]],
  ["withPaymentChanges", "bff/core/session/draft.ts", ["bff/core/payment/decide-facts.ts"]],
])("rule 2: one file uses %s, so that one function decides", (name, definedIn, users) => {
  expect(usersOf(name, definedIn)).toEqual(users);
});

test.each([
  ["changedRefunds", ["bff/core/session/draft.ts"]],
  ["changedPayments", ["bff/core/session/draft.ts"]],
  ["transitions", ["bff/core/payout/decide-facts.ts", "bff/core/session/draft.ts"]],
])("rule 2: nobody else puts %s into a decision", (name, makers) => {
  expect(product.filter((file) => makesEntry(name, file, readText(file)))).toEqual(makers);
});

test("rule 2: nobody but a migration goes around the query builder to write a payment or a payout", () => {
  const files = product.filter((file) => !file.startsWith("bff/storage/migrations/"));
  const raw = files.filter((file) =>
    /\b(?:update|delete\s+from|replace\s+into|merge\s+into)\s+(?:["']?(?:payments|payouts)\b|\$\{)/i.test(
      readText(file),
    ),
  );
  expect(raw).toEqual([]);
});
