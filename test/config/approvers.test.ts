import { expect, onTestFinished, test } from "vitest";
import { findUnapprovable } from "../../bff/config/approvers.ts";
import type { Scope } from "../../bff/config/types.ts";
import { startTestApp } from "../support/app.ts";

const none = new Map<string, bigint>();

function authority(
  keys: Readonly<Record<string, readonly Scope[]>>,
  currencies: readonly string[] = ["INR"],
  people: Readonly<Record<string, readonly Scope[]>> = {},
) {
  const approveAbove = new Map(currencies.map((currency) => [currency, 1_000n]));
  return {
    payouts: { maxAmount: none, dailyLimit: none, approveAbove },
    merchant: { apiKeys: Object.entries(keys).map(([id, scopes]) => ({ id, scopes })) },
    console: { operators: Object.entries(people).map(([id, scopes]) => ({ id, scopes })) },
  };
}

test("nobody is missed where another key approves what each key makes", () => {
  expect(findUnapprovable(authority({ finance: ["payouts"], chief: ["payouts:approve"] }))).toEqual([]);
  const both: readonly Scope[] = ["payouts", "payouts:approve"];
  expect(findUnapprovable(authority({ ana: both, ben: both }))).toEqual([]);
});

test("nobody is missed where an operator of the console approves, even one with a key's id", () => {
  const chief: readonly Scope[] = ["payouts:approve"];
  expect(findUnapprovable(authority({ shop: ["payouts"] }, ["INR"], { shop: chief }))).toEqual([]);
});

test("nobody is missed where nothing needs an approval", () => {
  expect(findUnapprovable(authority({ finance: ["payouts"] }, []))).toEqual([]);
});

test("each currency is named when no key may approve", () => {
  const sentences = findUnapprovable(authority({ finance: ["payouts"] }, ["MXN", "INR"]));
  expect(sentences).toEqual([
    "payouts.approveAbove.INR: no API key or operator has the scope payouts:approve, so a payout above it waits for ever",
    "payouts.approveAbove.MXN: no API key or operator has the scope payouts:approve, so a payout above it waits for ever",
  ]);
});

test("a key is named whose own payouts nobody else may approve", () => {
  const sentences = findUnapprovable(
    authority({ finance: ["payouts"], chief: ["payouts", "payouts:approve"], shop: ["sessions"] }),
  );
  expect(sentences).toHaveLength(1);
  expect(sentences[0]).toMatch(/^payouts\.approveAbove\.INR: only the API key "chief" has the scope/);
});

test("the log says so at the start, and when the configuration is read again", async () => {
  const payouts = { approveAbove: { MXN: "1000" } };
  const app = await startTestApp({ config: (base) => ({ ...base, payouts }) });
  onTestFinished(app.stop);
  const warned = () => app.logs().filter((line) => line.includes("nobody may approve some payouts"));
  expect(warned()).toHaveLength(1);
  expect(warned()[0]).toContain("payouts.approveAbove.MXN");
  const chief = { id: "chief", secret: "sk_chief", scopes: ["payouts:approve"] };
  await app.reload((base) => {
    const { merchant } = base;
    return { ...base, payouts, merchant: { ...merchant, apiKeys: [...merchant.apiKeys, chief] } };
  });
  expect(warned()).toHaveLength(1);
  await app.reload((base) => ({ ...base, payouts: { approveAbove: { INR: "1" } } }));
  expect(warned()[1]).toContain("payouts.approveAbove.INR");
});
