import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { failureKind, failureKinds } from "../../widget/net/failures.ts";

const bff = join(import.meta.dirname, "../../bff");

/** Codes in the same form that never become a payment's failure. */
const notOfPayments = new Set([
  // zod's, in a check of an account's config
  "custom",
  // answers to "cancel this order", and of the API itself
  "order_not_cancelable",
  "order_not_found",
  "not_found",
  "callback_refused",
  "callbacks_refused",
  // of a call that tests an account
  "access_denied",
  "other_family",
]);

/** Every code that the rules, the providers and the services write down, by the three ways in which they do. */
function writtenCodes(): ReadonlySet<string> {
  const files = globSync("{core,providers,services}/**/*.ts", { cwd: bff }).filter(
    (file) => !/payout/.test(file) || file.startsWith("providers"),
  );
  const found = files.flatMap((file) =>
    [
      ...readFileSync(join(bff, file), "utf8").matchAll(
        /\b(?:failure_code|code): "([a-z_]+)"|refused\("([a-z_]+)"/g,
      ),
    ].map((match) => match[1] ?? match[2] ?? ""),
  );
  return new Set(found.filter((code) => !notOfPayments.has(code)));
}

describe("why a payment failed", () => {
  test("every code of the rules, the providers and the services is told in a sentence or left general on purpose", () => {
    const known = new Set(Object.keys(failureKinds));
    const written = writtenCodes();
    expect(written.size).toBeGreaterThan(10);
    expect([...written].filter((code) => !known.has(code))).toEqual([]);
  });

  test("no sentence waits for a code that nobody gives", () => {
    const written = writtenCodes();
    expect(Object.keys(failureKinds).filter((code) => !written.has(code))).toEqual([]);
  });

  test("what the merchant must mend is not put on the customer, and a code of later days is general", () => {
    expect(failureKind("signature_refused")).toBe("busy");
    expect(failureKind("provider_unreachable")).toBe("busy");
    expect(failureKind("not_created")).toBeNull();
    expect(failureKind("code_of_2031")).toBeNull();
    expect(failureKind("constructor")).toBeNull();
  });
});
