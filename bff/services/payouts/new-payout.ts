/** A new payout: what its request must be, its row, and the writes that make it. */

import type { Beneficiary } from "../../contract.ts";
import type { Author } from "../../core/audit.ts";
import type { Detail } from "../../core/details.ts";
import { type Result, succeed, wrongFields } from "../../core/errors.ts";
import { newId } from "../../core/ids.ts";
import type { Amount } from "../../core/money.ts";
import { dayOf } from "../../core/payout/limits.ts";
import type { PayoutRecord, TimelineLine } from "../../core/records.ts";
import { payoutWatchMs } from "../../core/schedule.ts";
import type { PayoutOrder, PayoutSide } from "../../providers/contract.ts";
import { beneficiaryDigests } from "../../storage/encryption/personal-digests.ts";
import type { Write } from "../../storage/engine/statements.ts";
import { insertPayout } from "../../storage/repositories/held-payouts.ts";
import type { PayoutDay } from "../../storage/repositories/payout-days.ts";
import { insertPayoutLine } from "../../storage/repositories/timelines.ts";
import type { ProviderAccount, ServiceContext } from "../context.ts";
import { sealBeneficiary } from "../rows/beneficiaries.ts";

export type PayoutDraft = Omit<PayoutOrder, "orderNo" | "callbackUrl" | "now">;

/** The currencies that the account pays out. */
export function currenciesOf(account: ProviderAccount, side: PayoutSide): readonly string[] {
  return side.currencies ?? account.methods.map((method) => method.currency);
}

/** Errors: `validation_failed`, with every field that the account cannot take. */
export function readPayoutDraft(
  account: ProviderAccount,
  side: PayoutSide,
  request: { readonly amount: Amount; readonly channel: string | null; readonly beneficiary: Beneficiary },
): Result<PayoutDraft> {
  const { amount, channel, beneficiary } = request;
  if (!currenciesOf(account, side).includes(amount.currency)) {
    return wrongFields([{ path: "amount.currency", message: "is not one that this account pays out" }]);
  }
  const draft: PayoutDraft = {
    amount,
    channel,
    beneficiary: {
      name: beneficiary.name,
      accountNumber: beneficiary.accountNumber,
      accountType: beneficiary.accountType,
      bankName: beneficiary.bankName ?? null,
      bankCode: beneficiary.bankCode ?? null,
      phone: beneficiary.phone ?? null,
      email: beneficiary.email ?? null,
    },
  };
  const errors = side.check(draft);
  return errors.length > 0 ? wrongFields(errors) : succeed(draft);
}

interface NewPayoutRow {
  readonly account: ProviderAccount;
  readonly amount: Amount;
  readonly channel: string | null;
  /** Null where the provider knows whom it pays. */
  readonly beneficiary: PayoutOrder["beneficiary"] | null;
  readonly reference: string;
  readonly orderNo: string;
  readonly createdBy: string;
  readonly refundId: string | null;
  readonly side: PayoutRecord["side"];
  /** Epoch ms. */
  readonly now: number;
}

export function newPayoutRow(context: ServiceContext, input: NewPayoutRow): PayoutRecord {
  const { account, amount, beneficiary, now } = input;
  const id = newId("po", context.random);
  const nobody = { email_digest: null, phone_digest: null };
  return {
    id,
    account_id: account.id,
    provider: account.provider,
    status: "creating",
    exceptions: "[]",
    amount_minor: amount.minor.toString(),
    currency: amount.currency,
    decimals: amount.decimals,
    reference: input.reference,
    channel: input.channel,
    beneficiary_sealed: sealBeneficiary(context, id, beneficiary),
    ...(beneficiary === null ? nobody : beneficiaryDigests(context.seal, beneficiary)),
    erasure: "kept",
    retained_from: now,
    refund_id: input.refundId,
    side: input.side,
    created_by: input.createdBy,
    send_pending: 0,
    counted_at: now,
    order_no: input.orderNo,
    provider_order_id: null,
    failure_code: null,
    failure_retryable: null,
    callback_token_hash: context.seal.hash(context.seal.callbackToken(id)),
    unknown_since: null,
    absent_since: null,
    confirm_pending: 0,
    reversal_unsettled: 0,
    testimony: null,
    identity: account.identity,
    details_sealed: null,
    utr_digest: null,
    event_sequence: 0,
    last_query_at: null,
    query_lease_until: null,
    version: 0,
    created_at: now,
    watch_until: now + payoutWatchMs,
    updated_at: now,
  };
}

/** The day on which it counts; undefined where the currency has no daily limit. */
export function limitedDayOf(
  { config }: ServiceContext,
  { currency, counted_at }: Pick<PayoutRecord, "currency" | "counted_at">,
): PayoutDay | undefined {
  return config.payouts.dailyLimit.has(currency) ? { currency, ...dayOf(counted_at) } : undefined;
}

/** The payout as it is written: one that needs an approval is not sent, and not watched. */
export function asDecided(row: PayoutRecord, needsApproval: boolean): PayoutRecord {
  return needsApproval ? { ...row, status: "awaiting_approval", watch_until: row.created_at } : row;
}

/** Its row with the first line of its timeline. The job is left to whoever writes it. */
export function newPayoutWrites(
  payout: PayoutRecord,
  { actor, detail = null }: { readonly actor: Author["actor"] | null; readonly detail?: Detail | null },
): readonly Write[] {
  const line: TimelineLine<PayoutRecord["status"]> = {
    subjectId: payout.id,
    at: payout.created_at,
    from: null,
    to: payout.status,
    cause: "create",
    actor,
    detail,
    noteSealed: null,
  };
  return [insertPayout(payout), insertPayoutLine(line)];
}
