/** Asks the provider how one payout stands and applies the answer. It is never sent again (lifecycle rule 12). */
import type { Payout } from "../contract.ts";
import { fail, type Result } from "../core/errors.ts";
import type { QueryResult } from "../providers/contract.ts";
import { recordAccountSuccess } from "../storage/accounts.ts";
import {
  findPayout,
  type PayoutRow,
  releasePayoutQueryLease,
  takePayoutQueryLease,
} from "../storage/payouts.ts";
import { againUnasked } from "./again-unasked.ts";
import { applyPayoutFact } from "./apply-payout-fact.ts";
import { askAdapter } from "./ask-adapter.ts";
import type { ServiceContext } from "./context.ts";
import type { JobOutcome } from "./expire.ts";
import { queryLeaseMs } from "./query-lease.ts";
import { readPayout } from "./read-payouts.ts";
import { nextPayoutQuestionAt } from "./schedule-payout-job.ts";
import { amountOf } from "./session-offers.ts";

type Asked = { readonly kind: "asked" | "busy" | "circuit_open" };

async function askAbout(context: ServiceContext, payoutId: string): Promise<Asked> {
  const db = context.database.kysely;
  const leaseMs = queryLeaseMs(context);
  const now = context.clock.now();
  const leased = await takePayoutQueryLease(db, { id: payoutId, now, leaseMs });
  if (!leased) return { kind: "busy" };
  try {
    const payout = await findPayout(db, payoutId);
    if (payout !== undefined) await ask(context, payout);
    return { kind: "asked" };
  } finally {
    await releasePayoutQueryLease(db, { id: payoutId, until: now + leaseMs });
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
  const result: QueryResult = await askAdapter(context, {
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
      await recordAccountSuccess(context.database.kysely, { accountId: payout.account_id, at });
      const fact = { kind: "report", report: result.report, certainty: "confirmed", digest: null } as const;
      await applyPayoutFact(context, { payoutId: payout.id, fact, cause: "query" });
      return;
    }
    case "not_found":
      await applyPayoutFact(context, { payoutId: payout.id, fact: { kind: "not_found" }, cause: "query" });
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

/** One run of a payout's sync job; `attempts` as in run-payment-sync.ts. */
export async function runPayoutSync(
  context: ServiceContext,
  input: { readonly payoutId: string; readonly attempts: number },
): Promise<JobOutcome> {
  const { payoutId, attempts } = input;
  const payout = await findPayout(context.database.kysely, payoutId);
  if (payout === undefined || payout.status === "succeeded") return { kind: "done" };
  if (payout.status === "creating") {
    const fact = { kind: "no_answer", reason: "interrupted" } as const;
    await applyPayoutFact(context, { payoutId, fact, cause: "create" });
  }
  const isShut = context.circuits.stateOf(payout.account_id, "payout_query") === "open";
  const asked: Asked = isShut ? { kind: "circuit_open" } : await askAbout(context, payoutId);
  const unasked = againUnasked(context, asked, attempts);
  if (unasked !== null) return unasked;
  const after = await findPayout(context.database.kysely, payoutId);
  const at = after === undefined ? null : nextPayoutQuestionAt(context, after, attempts, context.clock.now());
  return at === null ? { kind: "done" } : { kind: "again", at };
}

/** Asks the provider now and returns the payout as it then stands. Errors: `not_found`. */
export async function refreshPayout(
  context: ServiceContext,
  input: { readonly payoutId: string },
): Promise<Result<Payout>> {
  const payout = await findPayout(context.database.kysely, input.payoutId);
  if (payout === undefined) return fail("not_found", "There is no such payout.");
  if (payout.status !== "creating") await askAbout(context, payout.id);
  return await readPayout(context, input);
}
