import { expect, test } from "vitest";
import { disagreementCodes, disagreementOf, readDisagreement } from "../../bff/core/disagreements.ts";

test("each difference to a provider's books is read back by its code, and none is taken for another", () => {
  const values = new Map([
    ["amount", "150.00"],
    ["currency", "MXN"],
    ["status", "partially_paid"],
    ["said", "succeeded"],
    ["paidAt", "2026-11-27T10:00:00.000Z"],
  ]);
  expect(disagreementCodes.length).toBeGreaterThan(8);
  for (const code of disagreementCodes) {
    const text = disagreementOf(code).replace(
      /\{(\w+)\}/g,
      (_whole, name: string) => values.get(name) ?? "?",
    );
    expect(text).not.toContain("?");
    expect(readDisagreement(text)?.code).toBe(code);
  }
});
