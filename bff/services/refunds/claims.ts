/** What a claim and its reading share. */
import type { ClaimView } from "../../contract.ts";
import { beneficiaryAccountTypes } from "../../contract.ts";
import { amountOf } from "../../core/amount-of.ts";
import { toIsoTime } from "../../core/clock.ts";
import { fail, type Result, succeed } from "../../core/errors.ts";
import { toMoney } from "../../core/money.ts";
import type { PaymentRecord, RefundRecord, SessionRecord } from "../../core/records.ts";
import { closedClaimOf } from "../../core/refund/decide-claim.ts";
import type { PayoutSide } from "../../providers/contract.ts";
import { paymentById } from "../../storage/repositories/payments.ts";
import { refundByTokenHash } from "../../storage/repositories/refunds.ts";
import { sessionById } from "../../storage/repositories/sessions.ts";
import { merchantProfile } from "../browser/offers.ts";
import type { ProviderAccount, ServiceContext } from "../context.ts";
import { openPayer } from "../rows/payer.ts";
import { readCustomer } from "../rows/session-columns.ts";

/** What a claim is about. */
export interface ClaimRows {
  readonly refund: RefundRecord;
  readonly payment: PaymentRecord;
  readonly session: SessionRecord;
}

/**
 * Errors: `unauthorized` for a token that is not, or not any more, the one of a claim. A session's erasure takes the
 * tokens of its refunds away; one that is made after it can be claimed like any other.
 */
export async function findClaim(context: ServiceContext, token: string): Promise<Result<ClaimRows>> {
  const [refund] = await context.database.read(refundByTokenHash({ tokenHash: context.seal.hash(token) }));
  if (refund === undefined) return unknownToken;
  const [[payment], [session]] = await context.database.readAll([
    paymentById({ id: refund.payment_id }),
    sessionById({ id: refund.session_id }),
  ]);
  return payment === undefined || session === undefined
    ? unknownToken
    : succeed({ refund, payment, session });
}

export const unknownToken = fail("unauthorized", "The claim token is not valid.");

/** The account that is to pay, if it still can. */
export function payingOf(
  context: ServiceContext,
  { account_id, currency, decimals }: RefundRecord,
): { readonly account: ProviderAccount; readonly side: PayoutSide } | undefined {
  const account = context.accounts.get(account_id);
  const side = account?.adapter.payouts;
  if (account === undefined || side === undefined || account.retired) return undefined;
  // The limits of payouts are in the decimals of today.
  return context.currencies.decimalsOf(currency) === decimals ? { account, side } : undefined;
}

/** Null where nobody has said it. */
export function payerNameOf(context: ServiceContext, { payment, session }: ClaimRows): string | null {
  return openPayer(context, payment).name ?? readCustomer(context, session)?.name ?? null;
}

/** What the customer sees. Nothing of who was paid, and nothing of the merchant's own. */
export function claimView(context: ServiceContext, rows: ClaimRows): ClaimView {
  const { refund, payment, session } = rows;
  const methods = methodsOf(context, refund);
  const closed =
    closedClaimOf(refund, payment, context.clock.now()) ?? (methods.length === 0 ? "unavailable" : null);
  return {
    id: refund.id,
    object: "claim",
    status: refund.status,
    merchant: merchantProfile(context.config),
    amount: toMoney(amountOf(refund)),
    reference: session.reference,
    country: session.country,
    locale: session.locale,
    expiresAt: toIsoTime(refund.expires_at ?? refund.created_at),
    closed,
    methods: closed === null ? methods : [],
    payerNameKnown: payerNameOf(context, rows) !== null,
    ...(context.config.environment === "sandbox" ? { sandbox: true } : {}),
  };
}

function methodsOf(context: ServiceContext, refund: RefundRecord): ClaimView["methods"] {
  const paying = payingOf(context, refund);
  return paying === undefined ? [] : claimMethodsOf(paying.side, refund.currency);
}

/** Each way in which the account pays somebody in that currency, as a form shows it. */
export function claimMethodsOf(side: PayoutSide, currency: string): ClaimView["methods"] {
  return side.forms(currency).flatMap(({ accountType, number, fields }) => {
    const known = beneficiaryAccountTypes.find((type) => type === accountType);
    return known === undefined ? [] : [{ accountType: known, number, fields: [...fields] }];
  });
}
