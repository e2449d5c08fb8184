/** Sends a payout to its provider, at most once (rule 12), under the lease of its job. */
import { z } from "zod";
import { beneficiary } from "../../contract.ts";
import { amountOf } from "../../core/amount-of.ts";
import type { JobLease } from "../../core/decision.ts";
import type { PayoutFact } from "../../core/payout/facts.ts";
import type { PayoutRecord } from "../../core/records.ts";
import type { PayoutOrder, PayoutResult, PayoutSide } from "../../providers/contract.ts";
import { sealedContext } from "../../storage/encryption/sealed-columns.ts";
import type { ProviderAccount, ServiceContext } from "../context.ts";
import { collectExchanges, type Exchanges } from "../exchanges/collect-exchanges.ts";
import { callProvider } from "../runs/call-provider.ts";
import { noteCreation } from "../runs/note-answer.ts";
import { type RunResult, stillHolds } from "../runs/with-job-lease.ts";
import { applyPayoutFacts } from "./apply-facts.ts";

export type PayoutBeneficiary = PayoutOrder["beneficiary"];

const sealContextOf = (payoutId: string) => sealedContext("payouts.beneficiary_sealed", payoutId);

export function sealBeneficiary({ seal }: ServiceContext, payoutId: string, to: PayoutBeneficiary): string {
  return seal.seal(JSON.stringify(to), sealContextOf(payoutId));
}

/** The beneficiary's JSON, as it was sealed. */
export function openBeneficiary(
  { seal }: ServiceContext,
  { id, beneficiary_sealed: sealed }: PayoutRecord,
): string {
  return seal.open(sealed, sealContextOf(id));
}

/** An account, with the part of its adapter that pays out. */
export interface PayingAccount {
  readonly account: ProviderAccount;
  readonly side: PayoutSide;
}

/**
 * The account that a payout was made for. Undefined when it is not in the configuration, cannot pay out, or belongs to
 * another merchant at the provider by now.
 */
export function payingAccountOf(context: ServiceContext, payout: PayoutRecord): PayingAccount | undefined {
  const account = context.accounts.get(payout.account_id);
  const side = account?.adapter.payouts;
  if (account === undefined || side === undefined) return undefined;
  return payout.identity === null || payout.identity === account.identity ? { account, side } : undefined;
}

export interface PayoutToSend extends PayingAccount {
  readonly payout: PayoutRecord;
  /** The lease of the payout's job, and since when this process has it. Epoch ms. */
  readonly lease: JobLease | null;
  readonly since: number;
}

/** Calls the provider and applies its answer. Only the process that made the payout, or took it over, may call it. */
export async function sendPayout(
  context: ServiceContext,
  { payout, account, side, lease, since }: PayoutToSend,
): Promise<RunResult<PayoutRecord>> {
  const { id: payoutId } = payout;
  const order: PayoutOrder = {
    orderNo: payout.order_no,
    callbackUrl: `${context.config.publicUrl}/callbacks/${account.id}/${context.seal.callbackToken(payoutId)}`,
    amount: amountOf(payout),
    channel: payout.channel,
    beneficiary: storedBeneficiary.parse(JSON.parse(openBeneficiary(context, payout))),
    now: since,
  };
  const exchanges = collectExchanges(context, payoutId);
  const result: PayoutResult = (await stillHolds(context, { lease, since }))
    ? await callCreate(context, { payoutId, account, side, exchanges }, order)
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

const text = z.string().nullable();
const storedBeneficiary = z.object({
  name: z.string(),
  accountNumber: z.string(),
  accountType: beneficiary.shape.accountType,
  bankName: text,
  bankCode: text,
  phone: text,
  email: text,
});

async function callCreate(
  context: ServiceContext,
  to: PayingAccount & { readonly payoutId: string; readonly exchanges: Exchanges },
  order: PayoutOrder,
): Promise<PayoutResult> {
  const { payoutId, account, side, exchanges } = to;
  const about = { payoutId, accountId: account.id };
  const call = () => side.create(order);
  const result: PayoutResult = await callProvider(context, { about, doing: "paying out", exchanges, call });
  noteCreation(context, { accountId: account.id, ids: { payoutId } }, result);
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
