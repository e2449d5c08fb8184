import type { QueryResult } from "../../providers/contract.ts";
import { type PayoutRow, payoutById } from "../../storage/repositories/payouts.ts";
import { releaseQueryLock, takeQueryLock } from "../../storage/repositories/query-locks.ts";
import type { ServiceContext } from "../context.ts";
import { amountOf } from "../rows/amount.ts";
import { callProvider } from "../runs/call-provider.ts";
import { queryLeaseMs } from "../runs/query-lock.ts";
import { applyPayoutFacts } from "./apply-fact.ts";

export type PayoutQueryOutcome = { readonly kind: "asked" | "busy" | "circuit_open" };

export async function queryPayout(context: ServiceContext, id: string): Promise<PayoutQueryOutcome> {
  const { database } = context;
  const lockMs = queryLeaseMs(context);
  const now = context.clock.now();
  const on = "payouts" as const;
  const isLocked = await takeQueryLock(database.kysely, { on, id, now, lockMs, floorMs: 0 });
  if (!isLocked) return { kind: "busy" };
  try {
    const [payout] = await database.read(payoutById({ id }));
    if (payout !== undefined) await ask(context, payout);
    return { kind: "asked" };
  } finally {
    await releaseQueryLock(database, { on, id, until: now + lockMs });
  }
}

async function ask(context: ServiceContext, payout: PayoutRow): Promise<void> {
  const side = context.accounts.get(payout.account_id)?.adapter.payouts;
  if (side === undefined) {
    context.logger.warn(
      { payoutId: payout.id, accountId: payout.account_id },
      "the payout's account is not configured",
    );
    return;
  }
  const result: QueryResult = await callProvider(context, {
    about: { payoutId: payout.id },
    doing: "asking",
    call: () =>
      side.query({
        orderNo: payout.order_no,
        providerOrderId: payout.provider_order_id,
        amount: amountOf(payout),
        now: context.clock.now(),
      }),
  });
  switch (result.kind) {
    case "report": {
      const at = context.clock.now();
      context.successes.note(payout.account_id, at);
      const fact = { kind: "report", report: result.report, certainty: "confirmed", digest: null } as const;
      await applyPayoutFacts(context, { payoutId: payout.id, facts: [fact], cause: "query" });
      return;
    }
    case "not_found":
      await applyPayoutFacts(context, {
        payoutId: payout.id,
        facts: [{ kind: "not_found" }],
        cause: "query",
      });
      return;
    case "cannot_ask":
      return;
    case "refused":
      context.logger.error({ payoutId: payout.id, code: result.code }, "provider refused our question");
      if (result.alarm) {
        context.metrics.count("provider_alarms", { account: payout.account_id, code: result.code });
      }
      return;
    case "unknown":
      context.metrics.count("provider_unknowns", { account: payout.account_id, cause: result.cause });
      return;
    default:
      return result satisfies never;
  }
}
