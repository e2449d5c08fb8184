/**
 * Gives money of a payment back. The refund and the payout that carries it are committed with the session before any
 * provider is called, so that no two refunds are decided on the same money, and none is sent twice.
 *
 * Source: docs/refunds.md#never-more-than-was-received
 */
import type { CreateRefundRequest, Refund } from "../../contract.ts";
import { amountOf } from "../../core/amount-of.ts";
import type { Author } from "../../core/audit.ts";
import { type Failure, fail, type Result, succeed, wrongFields } from "../../core/errors.ts";
import { newId } from "../../core/ids.ts";
import { type Amount, isSameCurrency, parseAmount, toMoney } from "../../core/money.ts";
import { decideLimits } from "../../core/payout/limits.ts";
import type { PaymentRecord, PayoutRecord, RefundRecord } from "../../core/records.ts";
import { withNewRefund } from "../../core/refund/change-refund.ts";
import { objectionToRefund } from "../../core/refund/decide-refund.ts";
import { refundableMinor } from "../../core/refund/on-payment.ts";
import { refundStateOf } from "../../core/refund/status.ts";
import { claimMs } from "../../core/schedule.ts";
import { scheduledJob } from "../../core/scheduled-jobs.ts";
import {
  draftOf,
  type HeldSession,
  paymentIn,
  type SessionDraft,
  withJob,
} from "../../core/session/draft.ts";
import { insertAuditRow } from "../../storage/repositories/audit.ts";
import { paymentById } from "../../storage/repositories/payments.ts";
import { type ChangedSession, changeSession, type Decided } from "../changes/change-session.ts";
import type { ServiceContext } from "../context.ts";
import type { KeyBinding, KeyRow } from "../idempotency/key-binding.ts";
import { auditRowOf } from "../rows/audit.ts";
import { sealNote } from "../rows/notes.ts";
import { type ChosenMethod, chooseRefundMethod } from "./choose-refund-method.ts";
import { readRefund } from "./read-refunds.ts";
import {
  decideRefundPayout,
  limitQueries,
  refundPayoutRow,
  sendIfDue,
  withPayoutJob,
} from "./refund-payout.ts";
import { findRepeatedRefund, judgeKey } from "./repeated-refund.ts";

interface RefundInput {
  readonly paymentId: string;
  readonly request: CreateRefundRequest;
  readonly author: Author;
  readonly keyBinding: KeyBinding | null;
}

/**
 * Errors: `not_found`, `validation_failed`, `nothing_received`, `refund_exceeds_received`, `payment_in_review`,
 * `payment_being_confirmed`, `too_many_refunds`, `payout_limit_exceeded`, `idempotency_key_reused`. A provider's refusal is
 * not an error: it makes the refund `failed`.
 */
export async function createRefund(context: ServiceContext, input: RefundInput): Promise<Result<Refund>> {
  const { paymentId, request } = input;
  const [payment] = await context.database.read(paymentById({ id: paymentId }));
  if (payment === undefined) return fail("not_found", "There is no such payment.");
  const repeated = await findRepeatedRefund(context, input, payment);
  if (repeated !== undefined) return repeated;
  const amount = readAmount(context, payment, request);
  if (!amount.ok) return amount;
  const chosen = chooseRefundMethod(context, payment, { requested: request, amount: amount.value });
  if (!chosen.ok) return chosen;
  const plan = planOf(context, input, { payment, amount: amount.value, chosen: chosen.value });
  const changed = await commit(context, input, plan);
  if (changed === undefined) return fail("not_found", "There is no such payment.");
  const { answer } = changed;
  if (answer.kind === "refused") return answer.failure;
  if (answer.payout !== null) await sendIfDue(context, answer.payout, changed.leases);
  return await readRefund(context, { refundId: answer.refundId });
}

/** All that is left, where the request names no amount. */
function readAmount(
  { currencies }: ServiceContext,
  payment: PaymentRecord,
  request: CreateRefundRequest,
): Result<Amount> {
  const whole = amountOf(payment);
  // The limits of payouts are in the decimals of today. Compared with other ones they would mean another amount.
  if (currencies.decimalsOf(payment.currency) !== payment.decimals) {
    return wrongFields([
      {
        path: "amount.currency",
        message: `has other decimals in the configuration than the payment has (${payment.decimals})`,
      },
    ]);
  }
  if (request.amount === undefined) {
    const objection = objectionToRefund(payment, null);
    return objection ?? succeed({ ...whole, minor: refundableMinor(payment) });
  }
  if (!isSameCurrency(request.amount.currency, payment.currency)) {
    return wrongFields([
      { path: "amount.currency", message: `must be ${payment.currency}, as of the payment` },
    ]);
  }
  const parsed = parseAmount(request.amount, { decimalsOf: () => payment.decimals });
  if (!parsed.ok) return wrongFields([{ path: `amount.${parsed.field}`, message: parsed.message }]);
  const objection = objectionToRefund(payment, parsed.amount.minor);
  return objection ?? succeed({ ...whole, minor: parsed.amount.minor });
}

interface Plan {
  readonly refund: RefundRecord;
  /** Null while the customer has to say where the money is to go. */
  readonly payout: PayoutRecord | null;
  readonly noteSealed: string | null;
}

function planOf(
  context: ServiceContext,
  { request, author, keyBinding }: RefundInput,
  {
    payment,
    amount,
    chosen,
  }: { readonly payment: PaymentRecord; readonly amount: Amount; readonly chosen: ChosenMethod },
): Plan {
  const now = context.clock.now();
  const id = newId("re", context.random);
  const payout =
    chosen.method === "claim"
      ? null
      : refundPayoutRow(context, { chosen, amount, id, author, keyBinding, now });
  const refund: RefundRecord = {
    id,
    session_id: payment.session_id,
    payment_id: payment.id,
    payout_id: payout?.id ?? null,
    status: payout === null ? "awaiting_claim" : "creating",
    amount_minor: amount.minor.toString(),
    currency: amount.currency,
    decimals: amount.decimals,
    reason: request.reason,
    method: chosen.method,
    account_id: chosen.account.id,
    channel: chosen.channel,
    failure_code: null,
    failure_retryable: null,
    token_hash: payout === null ? context.seal.hash(context.seal.claimToken(id)) : null,
    claim_digest: null,
    created_by: author.actor,
    created_at: now,
    expires_at: payout === null ? now + claimMs : null,
    updated_at: now,
  };
  const noteSealed = request.note == null ? null : sealNote(context, "refund", { id, note: request.note });
  return { refund, payout, noteSealed };
}

type Answer =
  | { readonly kind: "made"; readonly refundId: string; readonly payout: PayoutRecord | null }
  | { readonly kind: "refused"; readonly failure: Failure };

async function commit(
  context: ServiceContext,
  { paymentId, author, keyBinding }: RefundInput,
  plan: Plan,
): Promise<ChangedSession<Answer> | undefined> {
  const { payout } = plan;
  return await changeSession(context, {
    of: { paymentId },
    keyBinding,
    loads: payout === null ? [] : limitQueries(context, payout),
    decide(held, _tools, loaded) {
      judgeKey(
        keyBinding,
        loaded.find((row): row is KeyRow => "body_hash" in row),
      );
      return decide(context, held, { plan, loaded, author });
    },
  });
}

/** Pure, but for what was made before it. */
function decide(
  context: ServiceContext,
  held: HeldSession,
  input: { readonly plan: Plan; readonly loaded: readonly object[]; readonly author: Author },
): Decided<Answer> {
  const { plan, loaded, author } = input;
  const { refund, noteSealed } = plan;
  const draft = draftOf(held);
  const payment = paymentIn(draft, refund.payment_id);
  if (payment === undefined) throw new TypeError("a session was loaded by a payment that it does not have");
  const objection = objectionToRefund(payment, BigInt(refund.amount_minor));
  if (objection !== null) return refused(objection);
  const { actor } = author;
  const about = { cause: "create", actor, detail: null, noteSealed } as const;
  if (plan.payout === null) {
    // The day counts the payout, when the refund is claimed: until then one amount alone is compared with the limits.
    const limits = decideLimits(context.config.payouts, { amount: amountOf(refund), acceptedMinor: 0n });
    if (limits.kind === "refused") return refused(limits.failure);
    return made(withExpiry(withNewRefund(draft, refund, about), refund), { refund, payout: null, author });
  }
  const carried = decideRefundPayout(context, plan.payout, { loaded, actor, needsApproval: null });
  if (carried.kind === "refused") return refused(carried.failure);
  const { payout } = carried;
  const started = { ...refund, ...refundStateOf(payout) };
  const decidedDraft = withPayoutJob(withNewRefund(draft, started, about), payout);
  const decided = made(decidedDraft, { refund: started, payout, author });
  return { ...decided, alsoWrites: [...carried.writes, ...(decided.alsoWrites ?? [])] };
}

function made(
  draft: SessionDraft,
  {
    refund,
    payout,
    author,
  }: { readonly refund: RefundRecord; readonly payout: PayoutRecord | null; readonly author: Author },
): Decided<Answer> {
  const { id, status, method, account_id: account, created_at: at } = refund;
  const after = { status, method, account, amount: toMoney(amountOf(refund)) };
  const audit = auditRowOf({ author, action: "refund.create", subject: id, before: null, after, at });
  return {
    draft,
    answer: { kind: "made", refundId: id, payout },
    bindsKeyTo: id,
    alsoWrites: [insertAuditRow(audit)],
  };
}

const refused = (failure: Failure): Decided<Answer> => ({
  draft: null,
  answer: { kind: "refused", failure },
});

/** Nobody waits for ever for a customer: what is not claimed in time may be given back in another way. */
function withExpiry(draft: SessionDraft, { id, expires_at: runAt }: RefundRecord): SessionDraft {
  if (runAt === null) return draft;
  return withJob(draft, scheduledJob({ kind: "expire_session", subjectId: id, runAt, step: 0 }));
}
