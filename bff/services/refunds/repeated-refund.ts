/**
 * A request whose `Idempotency-Key` has made a refund before. Its payout's order number follows from the key, so the refund
 * is found for ever, also after the key itself was deleted.
 */
import type { CreateRefundRequest, Refund } from "../../contract.ts";
import { amountOf } from "../../core/amount-of.ts";
import type { Author } from "../../core/audit.ts";
import { fail, type Result } from "../../core/errors.ts";
import { type Amount, parseAmount } from "../../core/money.ts";
import type { PaymentRecord, PayoutRecord } from "../../core/records.ts";
import { payoutByOrderNo } from "../../storage/repositories/payouts.ts";
import type { ServiceContext } from "../context.ts";
import type { KeyBinding, KeyRow } from "../idempotency/key-binding.ts";
import { isSameOrder, orderNoFor } from "../payouts/create-payout.ts";
import { chooseRefundMethod } from "./choose-refund-method.ts";
import { readRefund } from "./read-refunds.ts";
import { refundPayoutRow } from "./refund-payout.ts";

interface RepeatedRequest {
  readonly request: CreateRefundRequest;
  readonly author: Author;
  readonly keyBinding: KeyBinding | null;
}

/**
 * The key is judged before the money: a repeat whose first request has just taken the rest is no second refund. Throws
 * `KeyTaken` when another request has the key.
 */
export function judgeKey(keyBinding: KeyBinding | null, row: KeyRow | undefined): void {
  if (row !== undefined) keyBinding?.bind(row, row.id, null);
}

/** Errors: `idempotency_key_reused`. @returns undefined when there is none. */
export async function findRepeatedRefund(
  context: ServiceContext,
  { request, keyBinding, author }: RepeatedRequest,
  payment: PaymentRecord,
): Promise<Result<Refund> | undefined> {
  if (keyBinding === null) return undefined;
  const now = context.clock.now();
  const [[known], [keyRow]] = await context.database.readAll([
    payoutByOrderNo({ orderNo: orderNoFor(context, keyBinding, now) }),
    keyBinding.query,
  ]);
  judgeKey(keyBinding, keyRow);
  if (known?.refund_id == null || keyRow !== undefined) return undefined;
  const amount = amountAgain(context, request, known);
  if (amount === undefined) return reused;
  const chosen = chooseRefundMethod(context, payment, { requested: request, amount });
  if (!chosen.ok || chosen.value.method === "claim") return reused;
  const again = refundPayoutRow(context, {
    ...{ chosen: chosen.value, amount, id: known.refund_id },
    ...{ author, keyBinding, now },
  });
  if (!isSameOrder(context, known, again)) return reused;
  return await readRefund(context, { refundId: known.refund_id });
}

/** A request without an amount means the one that the first request found. Undefined: it has one that is none. */
function amountAgain(
  { currencies }: ServiceContext,
  { amount }: CreateRefundRequest,
  known: PayoutRecord,
): Amount | undefined {
  if (amount === undefined) return amountOf(known);
  const parsed = parseAmount(amount, currencies);
  return parsed.ok ? parsed.amount : undefined;
}

const reused = fail("idempotency_key_reused", "This key made another refund, long ago.");
