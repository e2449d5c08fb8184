/** `reconcile`: compares one day of every account with the provider and prints the discrepancies. */
import type { Discrepancy } from "../contract.ts";
import { isDay, shiftDay, utcDay } from "../core/days.ts";
import type { ServiceContext } from "../services/context.ts";
import { exitUsage } from "./exit-codes.ts";
import type { Terminal } from "./load-config.ts";
import { withContext } from "./with-context.ts";

async function reconcileAll(context: ServiceContext, day: string, terminal: Terminal): Promise<number> {
  const { reconcileAccount } = await import("../services/reconciliation/reconcile-account.ts");
  let code = 0;
  for (const accountId of context.accounts.keys()) {
    const discrepancies: Discrepancy[] = [];
    const onDiscrepancy = (discrepancy: Discrepancy) => void discrepancies.push(discrepancy);
    const result = await reconcileAccount(context, { accountId, day, onDiscrepancy });
    if (!result.ok) {
      terminal.out(`${accountId} ${day}: ${result.detail}`);
      code = 1;
      continue;
    }
    const { checked, unanswered, source } = result.value;
    const summary = `${checked} compared by ${source}, ${unanswered} without an answer, ${discrepancies.length} disagree`;
    terminal.out(`${accountId} ${day}: ${summary}`);
    for (const { kind, orderNo, paymentId, payoutId, detail } of discrepancies) {
      terminal.out(`  ${kind} ${orderNo} ${paymentId ?? payoutId ?? "-"}: ${detail}`);
    }
    if (unanswered > 0 || discrepancies.length > 0) code = 1;
  }
  return code;
}

export interface ReconcileOptions {
  readonly file: string;
  /** `yyyy-MM-dd`; yesterday (UTC) when absent. */
  readonly day: string | undefined;
}

/** @returns 0 when everything agrees, 1 when something does not or could not be queried. */
export async function reconcile(options: ReconcileOptions, terminal: Terminal): Promise<number> {
  const day = options.day ?? shiftDay(utcDay(Date.now()), -1);
  if (!isDay(day)) {
    terminal.error("--day must be a day such as 2026-11-19.");
    return exitUsage;
  }
  if (day > utcDay(Date.now())) {
    terminal.error(`--day ${day} has not come yet: today is ${utcDay(Date.now())} (UTC).`);
    return exitUsage;
  }
  return await withContext(options.file, terminal, (context) => reconcileAll(context, day, terminal));
}
