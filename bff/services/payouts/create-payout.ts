/**
 * Creates a payout. Its row is committed before the provider is called, and it is sent to the provider at most
 * once.
 */

import type { CreatePayoutRequest, Payout } from "../../contract.ts";
import { amountOf } from "../../core/amount-of.ts";
import type { Author } from "../../core/audit.ts";
import type { JobLease } from "../../core/decision.ts";
import { type Failure, fail, type Result, succeed, wrongFields } from "../../core/errors.ts";
import { newOrderNo, orderNoOf } from "../../core/ids.ts";
import { parseAmount, toMoney } from "../../core/money.ts";
import { decideLimits } from "../../core/payout/limits.ts";
import type { PayoutRecord } from "../../core/records.ts";
import type { Decision } from "../../storage/engine/change.ts";
import { insertJob } from "../../storage/jobs/job-writes.ts";
import { claimedJobOf, newJobRow } from "../../storage/jobs/jobs.ts";
import { insertAuditRow } from "../../storage/repositories/audit.ts";
import { keyById } from "../../storage/repositories/idempotency-keys.ts";
import { loadedPayoutDay, payoutDayQueries, takePayoutDay } from "../../storage/repositories/payout-days.ts";
import { payoutByOrderNo } from "../../storage/repositories/payouts.ts";
import type { ServiceContext } from "../context.ts";
import type { KeyBinding } from "../idempotency/key-binding.ts";
import { auditRowOf } from "../rows/audit.ts";
import { openBeneficiary } from "../rows/beneficiaries.ts";
import { leaseMs } from "../runs/lease-duration.ts";
import { withJobLease } from "../runs/with-job-lease.ts";
import { payoutView } from "../views/payout.ts";
import { asDecided, limitedDayOf, newPayoutRow, newPayoutWrites, readPayoutDraft } from "./new-payout.ts";
import { sendPayout } from "./send-payout.ts";

/**
 * Errors: `validation_failed` (every field that the account cannot take), `not_supported_by_provider`,
 * `idempotency_key_reused` (also when the key itself has been deleted since), `payout_limit_exceeded`. A provider's
 * refusal is not an error: it makes the payout `failed`. A payout that needs an approval is not sent.
 */
export async function createPayout(
  context: ServiceContext,
  input: {
    readonly request: CreatePayoutRequest;
    readonly author: Author;
    readonly keyBinding: KeyBinding | null;
  },
): Promise<Result<Payout>> {
  const { request, author, keyBinding } = input;
  const account = context.accounts.get(request.account);
  if (account === undefined)
    return wrongFields([{ path: "account", message: "is not a configured account" }]);
  if (account.retired)
    return wrongFields([{ path: "account", message: "is retired: it pays nothing new out" }]);
  const side = account.adapter.payouts;
  if (side === undefined) return fail("not_supported_by_provider", "This account's provider has no payouts.");
  const parsed = parseAmount(request.amount, context.currencies);
  if (!parsed.ok) return wrongFields([{ path: `amount.${parsed.field}`, message: parsed.message }]);
  const { reference, channel = null, beneficiary } = request;
  const draft = readPayoutDraft(account, side, { amount: parsed.amount, channel, beneficiary });
  if (!draft.ok) return draft;

  const now = context.clock.now();
  const row = newPayoutRow(context, {
    ...draft.value,
    account,
    reference,
    orderNo: orderNoFor(context, keyBinding, now),
    createdBy: author.actor,
    refundId: null,
    side: "payouts",
    now,
  });
  const committed = await commitPayout(context, { row, author, keyBinding });
  if (committed.kind === "refused") return committed.failure;
  if (committed.kind === "made_before") return succeed(payoutView(context, committed.payout));
  if (committed.kind === "reused") {
    return fail("idempotency_key_reused", "This key made another payout, long ago.");
  }
  const { payout, lease } = committed;
  context.channel.publish(payout.id);
  if (payout.status === "awaiting_approval") {
    context.logger.info({ payoutId: payout.id }, "payout waits for an approval");
    return succeed(payoutView(context, payout));
  }
  const toSend = { payout, lease, since: now };
  const sent = await withJobLease(context, lease, () => sendPayout(context, toSend));
  return succeed(payoutView(context, sent));
}

/** The same key has the same number, also after a restore has lost the payout: the provider knows it then (rule 24). */
export function orderNoFor(context: ServiceContext, keyBinding: KeyBinding | null, now: number): string {
  return keyBinding === null
    ? newOrderNo(now, context.random)
    : orderNoOf(Buffer.from(keyBinding.keyId, "hex"));
}

type Committed =
  | { readonly kind: "made"; readonly payout: PayoutRecord; readonly lease: JobLease | null }
  /** The key's payout is here, although the key itself has been deleted since. */
  | { readonly kind: "made_before"; readonly payout: PayoutRecord }
  /** The same, and it was another payout. */
  | { readonly kind: "reused" }
  /** It is above a limit. */
  | { readonly kind: "refused"; readonly failure: Failure };

interface NewPayout {
  readonly row: PayoutRecord;
  readonly author: Author;
  readonly keyBinding: KeyBinding | null;
}

/**
 * Commits the payout before the provider is called (rule 12). One that may be sent has a job that is leased to this
 * process. The key is judged before the limits: a repeat gets what the key has made.
 */
async function commitPayout(context: ServiceContext, made: NewPayout): Promise<Committed> {
  const { row, keyBinding } = made;
  const day = limitedDayOf(context, row);
  return await context.database.change({
    load: [
      keyBinding?.query ?? keyById({ id: "" }),
      payoutByOrderNo({ orderNo: row.order_no }),
      ...(day === undefined ? [] : payoutDayQueries(day)),
    ],
    decide([[keyRow], [known], ...days]): Decision<Committed> {
      if (keyBinding !== null && keyRow === undefined && known !== undefined) {
        if (!isSameOrder(context, known, row)) return { writes: [], result: { kind: "reused" } };
        const writes = keyBinding.bind(undefined, known.id, null);
        return { writes, result: { kind: "made_before", payout: known } };
      }
      const keyWrites = keyBinding?.bind(keyRow, row.id, null) ?? [];
      const { gate, sumMinor: acceptedMinor } = loadedPayoutDay(days.flat());
      const allowed = decideLimits(context.config.payouts, { amount: amountOf(row), acceptedMinor });
      if (allowed.kind === "refused") return { writes: [], result: allowed };
      const dayWrites = day === undefined ? [] : [takePayoutDay(gate, day)];
      const { writes, result } = writesOf(context, made, allowed.needsApproval);
      return { writes: [...dayWrites, ...writes, ...keyWrites], result };
    },
  });
}

function writesOf(
  context: ServiceContext,
  { row, author }: NewPayout,
  needsApproval: boolean,
): Decision<Committed> {
  const { created_at: now, id: subject } = row;
  const payout = asDecided(row, needsApproval);
  const { status } = payout;
  const after = { status, amount: toMoney(amountOf(row)), account: row.account_id };
  const audit = auditRowOf({
    author,
    action: "payout.create",
    subject,
    before: null,
    after,
    at: now,
  });
  const writes = [...newPayoutWrites(payout, author), insertAuditRow(audit)];
  if (needsApproval) return { writes, result: { kind: "made", payout, lease: null } };
  const lock = { lockedBy: context.instanceId, leaseMs };
  const job = newJobRow({ kind: "sync_payout", subjectId: subject, runAt: now, now, ...lock });
  return {
    writes: [...writes, insertJob(job)],
    result: { kind: "made", payout, lease: claimedJobOf(job) ?? null },
  };
}

/** Of a payout that is erased, the beneficiary is no longer known. */
export function isSameOrder(context: ServiceContext, one: PayoutRecord, other: PayoutRecord): boolean {
  const columns = ["account_id", "amount_minor", "currency", "reference", "channel"] as const;
  return (
    columns.every((column) => one[column] === other[column]) &&
    (one.erasure === "erased" || openBeneficiary(context, one) === openBeneficiary(context, other))
  );
}
