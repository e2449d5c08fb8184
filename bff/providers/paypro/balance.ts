/** `queryBalance`, and the probe that uses it. Source: docs/providers/paypro.md#balance. */
import { z } from "zod";
import type { BalanceResult, ProbeResult } from "../contract.ts";
import { readBalanceAmount } from "../parsing/balance-amount.ts";
import { nowhereOrder, type ProbedCall, probeByBalance } from "../parsing/probes.ts";
import { queryNotSent, refuseCall, unreadable } from "../parsing/refused-calls.ts";
import { numberText } from "../parsing/scalars.ts";
import { sendQuery } from "./query.ts";
import { callPaypro, type PayproAccount, type PayproOutcome } from "./wire.ts";

/** `availablAmount` is how they spell it. */
const balanceSchema = z.object({ availablAmount: numberText, freezeAmount: numberText.nullish() });

/** The account's balance. */
export async function readBalance(account: PayproAccount, now: number): Promise<BalanceResult> {
  const outcome = await callBalance(account, now);
  if (outcome.kind === "not_sent") return queryNotSent;
  if (outcome.kind === "unknown") return outcome;
  if (outcome.kind === "refused") return refuseCall(outcome);
  const balance = balanceSchema.safeParse(outcome.data);
  if (!balance.success) return unreadable;
  const pesos = { currency: "MXN", decimals: 2 };
  return {
    kind: "balance",
    available: readBalanceAmount(balance.data.availablAmount, pesos),
    total: null,
    frozen: readBalanceAmount(balance.data.freezeAmount, pesos),
  };
}

/** Tests the account with calls that are signed and change nothing. */
export async function probePaypro(account: PayproAccount, now: number): Promise<ProbeResult> {
  const probed = (outcome: PayproOutcome): ProbedCall =>
    outcome.kind === "taken" ? { kind: "done" } : outcome;
  return await probeByBalance(
    async () => probed(await callBalance(account, now)),
    async () => probed(await sendQuery(account, { kind: "payment", orderNo: nowhereOrder, now })),
  );
}

function callBalance(account: PayproAccount, now: number) {
  return callPaypro(account, { operation: "balance", name: "queryBalance", now, fields: {} });
}
