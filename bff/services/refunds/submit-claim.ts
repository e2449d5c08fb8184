/**
 * The customer says where a refund is to go. That makes its payout, once: the payout's number follows from the refund, and
 * the refund leaves `awaiting_claim` in the same batch.
 *
 * Source: docs/refunds.md#claims
 */

import { createHash } from "node:crypto";
import type { Beneficiary, ClaimView } from "../../contract.ts";
import { amountOf } from "../../core/amount-of.ts";
import type { Author } from "../../core/audit.ts";
import { type Detail, say } from "../../core/details.ts";
import { type Failure, fail, type Result } from "../../core/errors.ts";
import { orderNoOf } from "../../core/ids.ts";
import type { PayoutRecord, RefundRecord } from "../../core/records.ts";
import { customer, objectionToClaimNow, withClaim } from "../../core/refund/decide-claim.ts";
import { objectionToClaim } from "../../core/refund/decide-refund.ts";
import { isSameName } from "../../core/refund/same-name.ts";
import { refundStateOf } from "../../core/refund/status.ts";
import { draftOf, type HeldSession } from "../../core/session/draft.ts";
import { insertAuditRow } from "../../storage/repositories/audit.ts";
import { refundById } from "../../storage/repositories/refunds.ts";
import { changeSession, type Decided } from "../changes/change-session.ts";
import type { ProviderAccount, ServiceContext } from "../context.ts";
import { canonicalJson } from "../idempotency/canonical-json.ts";
import { newPayoutRow, type PayoutDraft, readPayoutDraft } from "../payouts/new-payout.ts";
import { auditRowOf } from "../rows/audit.ts";
import { type ClaimRows, claimView, findClaim, payerNameOf, payingOf, unknownToken } from "./claims.ts";
import { loadedRefund } from "./loaded-refund.ts";
import { readClaim } from "./read-claim.ts";
import { decideRefundPayout, limitQueries, sendIfDue, withPayoutJob } from "./refund-payout.ts";

export interface SubmittedClaim {
  readonly token: string;
  readonly beneficiary: Beneficiary;
  /** Where the request came from, for the audit. */
  readonly address: string | null;
  readonly requestId: string | null;
}

const otherName = say("other_person", {});

/**
 * Errors: `unauthorized`, `validation_failed` (every field that the account cannot take), `claim_closed`,
 * `claim_already_made` (with other data; the same data gets the same answer), `account_not_configured`,
 * `payout_limit_exceeded`.
 */
export async function submitClaim(
  context: ServiceContext,
  input: SubmittedClaim,
): Promise<Result<ClaimView>> {
  const found = await findClaim(context, input.token);
  if (!found.ok) return found;
  const rows = found.value;
  const { refund } = rows;
  const digest = digestOf(context, input.beneficiary);
  if (refund.claim_digest === digest) return { ok: true, value: claimView(context, rows) };
  const objection = objectionToClaim(refund, context.clock.now());
  if (objection !== null) return objection;
  const paying = payingOf(context, refund);
  if (paying === undefined) {
    return fail("account_not_configured", "The account that is to pay cannot pay now.");
  }
  const { beneficiary } = input;
  const draft = readPayoutDraft(paying.account, paying.side, {
    amount: amountOf(refund),
    channel: refund.channel,
    beneficiary,
  });
  if (!draft.ok) return draft;
  const changed = await commit(context, rows, { input, account: paying.account, draft: draft.value, digest });
  if (changed === undefined) return unknownToken;
  const { answer } = changed;
  if (answer.kind === "refused") return answer.failure;
  if (answer.kind === "made") await sendIfDue(context, answer.payout, changed.leases);
  return await readClaim(context, input.token);
}

/**
 * The digest tells whether a claim comes a second time with the same data. It is keyed, so that whoever reads the database
 * cannot test guesses.
 */
function digestOf({ seal }: ServiceContext, beneficiary: Beneficiary): string {
  const given = Object.entries(beneficiary).filter(([, value]) => value != null);
  return seal.fingerprint(canonicalJson(Object.fromEntries(given)), "refunds.claim_digest");
}

type Answer =
  | { readonly kind: "made"; readonly payout: PayoutRecord }
  | { readonly kind: "made_before" }
  | { readonly kind: "refused"; readonly failure: Failure };

interface Claim {
  readonly input: SubmittedClaim;
  readonly account: ProviderAccount;
  readonly draft: PayoutDraft;
  readonly digest: string;
}

async function commit(context: ServiceContext, rows: ClaimRows, claim: Claim) {
  const { refund } = rows;
  const { id } = refund;
  const row = payoutRowOf(context, refund, claim);
  const payer = payerNameOf(context, rows);
  const isOther = payer !== null && !isSameName(payer, claim.draft.beneficiary.name);
  return await changeSession<Answer>(context, {
    of: { sessionId: refund.session_id },
    loads: [refundById({ id }), ...limitQueries(context, row)],
    decide: (held, { now }, loaded) =>
      decide(context, held, { claim, row, needsApproval: isOther ? otherName : null, loaded, now }),
  });
}

function payoutRowOf(context: ServiceContext, refund: RefundRecord, { account, draft }: Claim): PayoutRecord {
  return newPayoutRow(context, {
    ...draft,
    account,
    reference: refund.id,
    orderNo: orderNoOf(createHash("sha256").update(refund.id).digest()),
    createdBy: refund.created_by,
    refundId: refund.id,
    side: "payouts",
    now: context.clock.now(),
  });
}

function decide(
  context: ServiceContext,
  session: HeldSession,
  input: {
    readonly claim: Claim;
    readonly row: PayoutRecord;
    readonly needsApproval: Detail | null;
    readonly loaded: readonly object[];
    readonly now: number;
  },
): Decided<Answer> {
  const { claim, row, needsApproval, loaded, now } = input;
  const refund = loadedRefund(loaded);
  if (refund === undefined) return refused(unknownToken);
  if (refund.claim_digest === claim.digest) return { draft: null, answer: { kind: "made_before" } };
  const held = draftOf(session);
  const objection = objectionToClaimNow(held, refund, now);
  if (objection !== null) return refused(objection);
  const carried = decideRefundPayout(context, row, { loaded, actor: customer, needsApproval });
  // The merchant's limits are none of the customer's business.
  if (carried.kind === "refused")
    return refused(fail(carried.failure.code, "The refund cannot be paid now."));
  const { payout } = carried;
  const detail = needsApproval ?? say("claimed", {});
  const draft = withClaim(held, { refund, payout, digest: claim.digest, detail, now });
  const author: Author = { actor: customer, address: claim.input.address, requestId: claim.input.requestId };
  const states = { before: { status: refund.status }, after: { status: refundStateOf(payout).status } };
  const audit = auditRowOf({ author, action: "refund.claim", subject: refund.id, ...states, at: now });
  return {
    draft: withPayoutJob(draft, payout),
    answer: { kind: "made", payout },
    alsoWrites: [...carried.writes, insertAuditRow(audit)],
  };
}

const refused = (failure: Failure): Decided<Answer> => ({
  draft: null,
  answer: { kind: "refused", failure },
});
