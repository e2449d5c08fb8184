/** Tests a BharatPay account. Source: docs/providers/bharatpay.md#testing-an-account. */
import type { ProbeResult } from "../contract.ts";
import { failedProbe, mayLackCall, nowhereOrder } from "../parsing/probes.ts";
import { type BharatpayAccount, type BharatpayAnswer, callBalance, sendQuery } from "./exchange.ts";
import type { Family } from "./wire.ts";

const otherFamily = { Credit: "Debit", Debit: "Credit" } as const;

/**
 * The balance call proves the value in `Authorization`. In V2 that is not the access key, so an order that
 * cannot exist is queried, too: only a server that can decrypt the query finds that there is no such order. The
 * same query stands in for the balance where a contract does not have it.
 */
export async function probeBharatpay(account: BharatpayAccount): Promise<ProbeResult> {
  const { payInFamily: family, version } = account.options;
  const held = await callBalance(account);
  if (held.kind !== "done" && !mayLackCall(held)) return failedProbe(held);
  if (held.kind === "done" && version === "v1") return { kind: "ok" };
  const queried = await queryNowhereOrder(account, family);
  if (knowsUs(queried)) {
    return held.kind === "done"
      ? { kind: "ok" }
      : { kind: "ok", note: "the balance call did not work; a query did" };
  }
  if (queried.kind === "unknown" && mayLackCall(queried)) {
    const other = otherFamily[family];
    if (isTheirs(await queryNowhereOrder(account, other))) return otherFamilyOnly(family, other);
  }
  // The balance has proved the merchant id, so what the query objects to is the access key.
  return queried.kind === "refused" && held.kind === "done"
    ? { kind: "wrong_credentials", code: "signature_refused" }
    : failedProbe(queried);
}

function queryNowhereOrder(account: BharatpayAccount, family: Family) {
  return sendQuery(account, { operation: "query", family, orderNo: nowhereOrder });
}

type Failed = Exclude<BharatpayAnswer, { kind: "done" }>;

function knowsUs(answer: BharatpayAnswer): answer is Exclude<BharatpayAnswer, Failed> {
  return answer.kind === "done" || (answer.kind === "refused" && answer.subject === "not_found");
}

/** BharatPay itself has answered, whatever it says. */
function isTheirs({ kind }: BharatpayAnswer): boolean {
  return kind === "done" || kind === "refused";
}

function otherFamilyOnly(family: Family, other: Family): ProbeResult {
  const note = `this gateway has no ${family} calls, but ${other}: where it collects with ${other}, set options.payInFamily to ${other}`;
  return { kind: "unexpected", code: "other_family", note };
}
