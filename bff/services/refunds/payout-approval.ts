/**
 * What somebody has to know who decides about a payout. It is the one answer that has a beneficiary's name.
 *
 * Source: docs/decisions/0058-who-approves-sees-the-names.md#0058-who-approves-a-payout-sees-both-names
 */
import type { PayoutApproval, PersonName } from "../../contract.ts";
import { fail, type Result, succeed } from "../../core/errors.ts";
import type { PayoutRecord } from "../../core/records.ts";
import { isSameName } from "../../core/refund/same-name.ts";
import { paymentById } from "../../storage/repositories/payments.ts";
import { payoutById } from "../../storage/repositories/payouts.ts";
import { refundById } from "../../storage/repositories/refunds.ts";
import { sessionById } from "../../storage/repositories/sessions.ts";
import type { ServiceContext } from "../context.ts";
import { readBeneficiary } from "../rows/beneficiaries.ts";
import { createFieldReader } from "../rows/readable-fields.ts";
import { type ClaimRows, payerNameOf } from "./claims.ts";

/**
 * @param input.actor who wants to know it.
 * @param input.mayApprove whether their scopes let them approve payouts; without that there are no names.
 */
export async function readPayoutApproval(
  context: ServiceContext,
  input: { readonly payoutId: string; readonly actor: string; readonly mayApprove: boolean },
): Promise<Result<PayoutApproval>> {
  const { payoutId, actor, mayApprove } = input;
  const [payout] = await context.database.read(payoutById({ id: payoutId }));
  if (payout === undefined) return fail("not_found", "There is no such payout.");
  const rows = await rowsOf(context, payout);
  const isAsked = mayApprove && payout.status === "awaiting_approval";
  return succeed({
    requestedBy: payout.created_by,
    mayDecide: isAsked && payout.created_by !== null && payout.created_by !== actor,
    refund: payout.refund_id,
    payment: rows?.payment.id ?? null,
    names: isAsked ? namesOf(context, payout, rows) : null,
  });
}

const personOf = (name: string | null): PersonName =>
  name === null ? { kind: "unknown" } : { kind: "known", name };

/** Undefined where it carries no refund, or retention has removed what is refunded. */
async function rowsOf(
  { database }: ServiceContext,
  { refund_id: refundId }: PayoutRecord,
): Promise<ClaimRows | undefined> {
  const [refund] = refundId === null ? [] : await database.read(refundById({ id: refundId }));
  if (refund === undefined) return undefined;
  const [[payment], [session]] = await database.readAll([
    paymentById({ id: refund.payment_id }),
    sessionById({ id: refund.session_id }),
  ]);
  return payment === undefined || session === undefined ? undefined : { refund, payment, session };
}

function namesOf(
  context: ServiceContext,
  payout: PayoutRecord,
  rows: ClaimRows | undefined,
): PayoutApproval["names"] {
  const fields = createFieldReader(context, { id: payout.id, reading: "readable" });
  const unreadable = { kind: "unreadable" } as const;
  const payer =
    rows === undefined ? null : fields.read("payer", () => personOf(payerNameOf(context, rows)), unreadable);
  const beneficiary = fields.read(
    "beneficiary",
    () => {
      const stored = readBeneficiary(context, payout);
      return stored === null ? null : personOf(stored.name ?? null);
    },
    unreadable,
  );
  const isSame =
    payer?.kind === "known" && beneficiary?.kind === "known"
      ? isSameName(payer.name, beneficiary.name)
      : null;
  return { payer, beneficiary, isSame };
}
