/** Sends a payout to its provider, at most once (rule 12), under the lease of its job. */
import type { JobLease } from "../../core/decision.ts";
import type { PayoutFact } from "../../core/payout/facts.ts";
import type { PayoutRecord } from "../../core/records.ts";
import type { PayoutResult } from "../../providers/contract.ts";
import type { ServiceContext } from "../context.ts";
import { collectFirstExchanges, type Exchanges } from "../exchanges/collect-exchanges.ts";
import { callProvider } from "../runs/call-provider.ts";
import { noteCreation } from "../runs/note-answer.ts";
import { type RunResult, stillHolds } from "../runs/with-job-lease.ts";
import { applyPayoutFacts } from "./apply-facts.ts";
import { type PayingAccount, payingAccountOf } from "./paying-side.ts";

/**
 * The account that a payout was made for. Undefined when it is not in the configuration, cannot pay out, or belongs to
 * another merchant at the provider by now.
 */
export function sameMerchantOf(context: ServiceContext, payout: PayoutRecord): PayingAccount | undefined {
  const paying = payingAccountOf(context, payout);
  const isSame = payout.identity === null || payout.identity === paying?.account.identity;
  return isSame ? paying : undefined;
}

export interface PayoutToSend {
  readonly payout: PayoutRecord;
  /** The lease of the payout's job, and since when this process has it. Epoch ms. */
  readonly lease: JobLease | null;
  readonly since: number;
}

/** Calls the provider and applies its answer. Only the process that made the payout, or took it over, may call it. */
export async function sendPayout(
  context: ServiceContext,
  { payout, lease, since }: PayoutToSend,
): Promise<RunResult<PayoutRecord>> {
  const { id: payoutId } = payout;
  const exchanges = collectFirstExchanges(context, payoutId);
  const paying = payingAccountOf(context, payout);
  const mayBeSent = paying !== undefined && (await stillHolds(context, { lease, since }));
  const result: PayoutResult = mayBeSent
    ? await callCreate(context, { payout, paying, since, exchanges })
    : { kind: "unknown", cause: "interrupted" };
  const about = { payoutId, cause: "create", completes: lease, exchanges } as const;
  const applied = await applyPayoutFacts(context, { ...about, facts: factsOf(result) });
  return { result: applied?.after ?? payout, isCompleted: applied !== undefined };
}

/** Sends an approved payout, unless somebody has begun to before. */
export async function sendApprovedPayout(
  context: ServiceContext,
  input: PayoutToSend,
): Promise<RunResult<PayoutRecord>> {
  const { payout } = input;
  const fact = { kind: "handed_over" } as const;
  const taken = await applyPayoutFacts(context, { payoutId: payout.id, facts: [fact], cause: "create" });
  const isTaken = taken?.changes?.send_pending === 0;
  return isTaken
    ? await sendPayout(context, { ...input, payout: taken.after })
    : { result: taken?.after ?? payout, isCompleted: false };
}

async function callCreate(
  context: ServiceContext,
  to: {
    readonly payout: PayoutRecord;
    readonly paying: PayingAccount;
    readonly since: number;
    readonly exchanges: Exchanges;
  },
): Promise<PayoutResult> {
  const { payout, paying, since: now, exchanges } = to;
  const { id: payoutId } = payout;
  const { id: accountId } = paying.account;
  const callbackUrl = `${context.config.publicUrl}/callbacks/${accountId}/${context.seal.callbackToken(payoutId)}`;
  const about = { payoutId, accountId };
  const call = () => paying.send({ callbackUrl, now });
  const result: PayoutResult = await callProvider(context, { about, doing: "paying out", exchanges, call });
  noteCreation(context, { accountId, ids: { payoutId } }, result);
  return result;
}

function factsOf(result: PayoutResult): readonly PayoutFact[] {
  switch (result.kind) {
    case "accepted": {
      const accepted = { kind: "accepted", providerOrderId: result.providerOrderId } as const;
      if (result.report === null) return [accepted];
      return [accepted, { kind: "report", report: result.report, certainty: "confirmed", digest: null }];
    }
    case "refused":
      return [{ kind: "refused", code: result.code, retryable: result.retryable, details: result.details }];
    case "unknown":
      return [{ kind: "no_answer", reason: result.cause, details: result.details }];
    default:
      return result satisfies never;
  }
}
