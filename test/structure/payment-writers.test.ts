import { expect, test } from "vitest";
import { listFiles, readText } from "./repository.ts";

const product = listFiles().filter((file) => /^bff\/.*\.ts$/.test(file));

/** Each statement that is built on the table, from its first word to the call that runs it. */
function statementsOn(table: string): readonly { readonly file: string; readonly text: string }[] {
  return product.flatMap((file) =>
    readText(file)
      .split(new RegExp(`(?=(?:updateTable|mergeInto|replaceInto|deleteFrom)\\(\\s*"${table}")`))
      .slice(1)
      .map((text) => ({ file, text: text.slice(0, text.search(/execute/)) })),
  );
}

function callersOf(name: string): string[] {
  const call = new RegExp(`(?<!function )\\b${name}\\(`);
  return product.filter((file) => call.test(readText(file)));
}

/** Spells out a state, or sets columns that it does not name. */
const mayWriteState = /\bset\(\s*(?!\(eb\) => \(\{ updated_at)(?:\{[^}]*(?:\bstatus\b|\.\.\.)|[a-z(])/;

test.each([
  ["payments", "changePayment", "bff/services/payments/change-session.ts"],
  ["payouts", "changePayout", "bff/services/payouts/apply-fact.ts"],
])("rule 2: one statement writes the state of %s, in %s, and one file calls it", (table, name, caller) => {
  const statements = statementsOn(table);
  expect(statements.length).toBeGreaterThanOrEqual(3);
  const writers = statements.filter(({ text }) => mayWriteState.test(text));
  expect(writers.map(({ file }) => file)).toEqual([`bff/storage/repositories/${table}.ts`]);
  expect(writers[0]?.text).toContain('.where("status", "=", input.from)');
  expect(readText(`bff/storage/repositories/${table}.ts`)).toContain(`export async function ${name}(`);
  expect(callersOf(name)).toEqual([caller]);
});

test("rule 2: nobody goes around the query builder to write a payment or a payout", () => {
  const raw = product.filter((file) =>
    /\b(?:update|delete\s+from|replace\s+into|merge\s+into)\s+["']?(?:payments|payouts)\b/i.test(
      readText(file),
    ),
  );
  expect(raw).toEqual([]);
});
