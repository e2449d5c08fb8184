/** `/order/balance`, and the probe that uses it. Source: docs/providers/cxpay.md#balance. */
import { z } from "zod";
import { isoDecimalsOf } from "../../core/money.ts";
import type { BalanceResult, ProbeResult } from "../contract.ts";
import { readBalanceAmount } from "../parsing/balance-amount.ts";
import { nowhereOrder, probeByBalance } from "../parsing/probes.ts";
import { queryNotSent, refuseCall, unreadable } from "../parsing/refused-calls.ts";
import { numberText } from "../parsing/scalars.ts";
import { sendQuery } from "./query.ts";
import { type CxpayAccount, callCxpay } from "./wire.ts";

const balanceSchema = z.object({ balanceAll: numberText.nullish(), balanceUsable: numberText.nullish() });

/**
 * The account's balance. CXPay names no currency, so the account's is assumed. Without one, the figures mean
 * nothing.
 */
export async function readBalance(account: CxpayAccount, currency: string | null): Promise<BalanceResult> {
  const outcome = await callBalance(account);
  if (outcome.kind === "not_sent") return queryNotSent;
  if (outcome.kind === "unknown") return outcome;
  if (outcome.kind === "refused") return refuseCall(outcome);
  const balance = balanceSchema.safeParse(outcome.data);
  if (!balance.success) return unreadable;
  if (currency === null) return { kind: "balance", available: null, total: null, frozen: null };
  const unit = { currency, decimals: isoDecimalsOf(currency) ?? 2 };
  return {
    kind: "balance",
    available: readBalanceAmount(balance.data.balanceUsable, unit),
    total: readBalanceAmount(balance.data.balanceAll, unit),
    frozen: null,
  };
}

/** Tests the account with calls that are signed and change nothing. */
export async function probeCxpay(account: CxpayAccount): Promise<ProbeResult> {
  return await probeByBalance(
    () => callBalance(account),
    () => sendQuery(account, "query", nowhereOrder),
  );
}

function callBalance(account: CxpayAccount) {
  return callCxpay(account, { operation: "balance", path: "/order/balance", fields: {} });
}
