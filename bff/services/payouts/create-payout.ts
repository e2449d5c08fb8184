/**
 * Creates a payout. Its row is committed before the provider is called, and it is sent to the provider at most
 * once.
 */

import type { CreatePayoutRequest, Payout } from "../../contract.ts";
import type { JobLease } from "../../core/decision.ts";
import { type FieldError, fail, type Result, succeed } from "../../core/errors.ts";
import { newId, newOrderNo, orderNoOf } from "../../core/ids.ts";
import { parseAmount } from "../../core/money.ts";
import type { PayoutFact } from "../../core/payout/facts.ts";
import type { PayoutRecord } from "../../core/records.ts";
import type { PayoutOrder, PayoutResult, PayoutSide } from "../../providers/contract.ts";
import { beneficiaryDigests } from "../../storage/encryption/personal-digests.ts";
import { sealedContext } from "../../storage/encryption/sealed-columns.ts";
import type { Decision } from "../../storage/engine/change.ts";
import { writeAll } from "../../storage/engine/write-all.ts";
import { insertJob } from "../../storage/jobs/job-writes.ts";
import { claimedJobOf, newJobRow } from "../../storage/jobs/jobs.ts";
import { insertPayout } from "../../storage/repositories/held-payouts.ts";
import { payoutByOrderNo } from "../../storage/repositories/payouts.ts";
import { insertPayoutLine } from "../../storage/repositories/timelines.ts";
import type { ProviderAccount, ServiceContext } from "../context.ts";
import type { KeyBinding } from "../idempotency/key-binding.ts";
import { callProvider } from "../runs/call-provider.ts";
import { leaseMs } from "../runs/lease-duration.ts";
import { noteCreation } from "../runs/note-answer.ts";
import { stillHolds, withJobLease } from "../runs/with-job-lease.ts";
import { payoutView } from "../views/payout.ts";
import { applyPayoutFacts } from "./apply-facts.ts";

/** How long a payout stays under watch: a failure that turns out wrong is noticed within that time. */
const watchMs = 72 * 60 * 60 * 1_000;

type Draft = Omit<PayoutOrder, "orderNo" | "callbackUrl" | "now">;

/**
 * Errors: `validation_failed` (every field that the account cannot take), `not_supported_by_provider`,
 * `idempotency_key_reused` (also when the key itself has been deleted since). A provider's refusal is not an error: it
 * makes the payout `failed`.
 */
export async function createPayout(
  context: ServiceContext,
  input: { readonly request: CreatePayoutRequest; readonly keyBinding: KeyBinding | null },
): Promise<Result<Payout>> {
  const { request, keyBinding } = input;
  const account = context.accounts.get(request.account);
  if (account === undefined) return wrong([{ path: "account", message: "is not a configured account" }]);
  if (account.retired) return wrong([{ path: "account", message: "is retired: it pays nothing new out" }]);
  const side = account.adapter.payouts;
  if (side === undefined) return fail("not_supported_by_provider", "This account's provider has no payouts.");
  const draft = readDraft(context, account, side, request);
  if (!draft.ok) return draft;

  const now = context.clock.now();
  const row = newRow(context, { account, request, draft: draft.value, now, keyBinding });
  const committed = await commitPayout(context, row, keyBinding);
  if (committed.kind === "made_before") return succeed(payoutView(context, committed.payout));
  if (committed.kind === "reused") {
    return fail("idempotency_key_reused", "This key made another payout, long ago.");
  }
  const { lease } = committed;
  const callbackUrl = `${context.config.publicUrl}/callbacks/${account.id}/${context.seal.callbackToken(row.id)}`;
  const payout = await withJobLease(context, lease, async () => {
    const order = { ...draft.value, orderNo: row.order_no, callbackUrl, now };
    const mayBeSent = await stillHolds(context, { lease, since: now });
    const result: PayoutResult = mayBeSent
      ? await callCreate(context, { payoutId: row.id, account, side }, order)
      : { kind: "unknown", cause: "interrupted" };
    const about = { payoutId: row.id, cause: "create", completes: lease } as const;
    const applied = await applyPayoutFacts(context, { ...about, facts: factsOf(result) });
    return { result: applied?.after ?? row, isCompleted: applied !== undefined };
  });
  return succeed(payoutView(context, payout));
}

type Committed =
  | { readonly kind: "made"; readonly lease: JobLease | null }
  /** The key's payout is here, although the key itself has been deleted since. */
  | { readonly kind: "made_before"; readonly payout: PayoutRecord }
  /** The same, and it was another payout. */
  | { readonly kind: "reused" };

/** Commits the payout, with a job that is leased to this process, before the provider is called (rule 12). */
async function commitPayout(
  context: ServiceContext,
  row: PayoutRecord,
  keyBinding: KeyBinding | null,
): Promise<Committed> {
  const { created_at: now, id: subjectId } = row;
  const line = { subjectId, at: now, from: null, to: row.status, cause: "create", detail: null } as const;
  const lock = { lockedBy: context.instanceId, leaseMs };
  const job = newJobRow({ kind: "sync_payout", subjectId, runAt: now, now, ...lock });
  const inserts = [insertPayout(row), insertPayoutLine(line), insertJob(job)];
  const made: Committed = { kind: "made", lease: claimedJobOf(job) ?? null };
  if (keyBinding === null) {
    await writeAll(context.database, inserts);
    return made;
  }
  return await context.database.change({
    load: [keyBinding.query, payoutByOrderNo({ orderNo: row.order_no })],
    decide([[keyRow], [payout]]): Decision<Committed> {
      if (keyRow === undefined && payout !== undefined) {
        if (!isSameOrder(context, payout, row)) return { writes: [], result: { kind: "reused" } };
        const writes = keyBinding.bind(undefined, payout.id, null);
        return { writes, result: { kind: "made_before", payout } };
      }
      return { writes: [...inserts, ...keyBinding.bind(keyRow, subjectId, null)], result: made };
    },
  });
}

/** Of a payout that is erased, the beneficiary is no longer known. */
function isSameOrder(context: ServiceContext, one: PayoutRecord, other: PayoutRecord): boolean {
  const columns = ["account_id", "amount_minor", "currency", "reference", "channel"] as const;
  return (
    columns.every((column) => one[column] === other[column]) &&
    (one.erasure === "erased" || openBeneficiary(context, one) === openBeneficiary(context, other))
  );
}

const beneficiaryContext = (id: string) => sealedContext("payouts.beneficiary_sealed", id);

function openBeneficiary({ seal }: ServiceContext, { id, beneficiary_sealed: sealed }: PayoutRecord): string {
  return seal.open(sealed, beneficiaryContext(id));
}

function wrong(errors: readonly FieldError[]): Result<never> {
  return fail("validation_failed", "The request has fields that are wrong.", errors);
}

function readDraft(
  context: ServiceContext,
  account: ProviderAccount,
  side: PayoutSide,
  request: CreatePayoutRequest,
): Result<Draft> {
  const parsed = parseAmount(request.amount, context.currencies);
  if (!parsed.ok) return wrong([{ path: `amount.${parsed.field}`, message: parsed.message }]);
  const currencies = side.currencies ?? account.methods.map((method) => method.currency);
  if (!currencies.includes(parsed.amount.currency)) {
    return wrong([{ path: "amount.currency", message: "is not one that this account pays out" }]);
  }
  const { beneficiary } = request;
  const draft: Draft = {
    amount: parsed.amount,
    channel: request.channel ?? null,
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
  return errors.length > 0 ? wrong(errors) : succeed(draft);
}

function newRow(
  context: ServiceContext,
  input: {
    readonly account: ProviderAccount;
    readonly request: CreatePayoutRequest;
    readonly draft: Draft;
    readonly now: number;
    readonly keyBinding: KeyBinding | null;
  },
): PayoutRecord {
  const { account, request, draft, now, keyBinding } = input;
  const id = newId("po", context.random);
  return {
    id,
    account_id: account.id,
    provider: account.provider,
    status: "creating",
    exceptions: "[]",
    amount_minor: draft.amount.minor.toString(),
    currency: draft.amount.currency,
    decimals: draft.amount.decimals,
    reference: request.reference,
    channel: draft.channel,
    beneficiary_sealed: context.seal.seal(JSON.stringify(draft.beneficiary), beneficiaryContext(id)),
    ...beneficiaryDigests(context.seal, draft.beneficiary),
    erasure: "kept",
    retained_from: now,
    // The same key has the same number, also after a restore has lost the payout: the provider knows it then (rule 24).
    order_no:
      keyBinding === null ? newOrderNo(now, context.random) : orderNoOf(Buffer.from(keyBinding.keyId, "hex")),
    provider_order_id: null,
    failure_code: null,
    failure_retryable: null,
    callback_token_hash: context.seal.hash(context.seal.callbackToken(id)),
    unknown_since: null,
    absent_since: null,
    confirm_pending: 0,
    testimony: null,
    identity: account.identity,
    details_sealed: null,
    utr_digest: null,
    event_sequence: 0,
    last_query_at: null,
    query_lease_until: null,
    version: 0,
    created_at: now,
    watch_until: now + watchMs,
    updated_at: now,
  };
}

async function callCreate(
  context: ServiceContext,
  to: { readonly payoutId: string; readonly account: ProviderAccount; readonly side: PayoutSide },
  order: PayoutOrder,
): Promise<PayoutResult> {
  const { payoutId, account, side } = to;
  const about = { payoutId, accountId: account.id };
  const call = () => side.create(order);
  const result: PayoutResult = await callProvider(context, { about, doing: "paying out", call });
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
